import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { ESLint as ESLint9 } from 'eslint9';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import graceful from '../../src/index.ts';
import { buildOnce } from '../support/build.ts';
import { readBlocks } from '../support/page-blocks.ts';
import { listFiles, root } from '../support/sources.ts';

/** What a host says about the files of a folder, and what they are after `--fix`. Lists are sorted: threads shuffle. */
interface Outcome {
  findings: string[];
  fixed: Record<string, string>;
}

const { rules } = graceful.configs.all;
let folder: string;
let expected: Outcome;

beforeAll(async () => {
  buildOnce();
  folder = mkdtempSync(path.join(tmpdir(), 'graceful-hosts-'));
  expected = await runESLint(ESLint, 'eslint10');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the same findings and fixes', () => {
  it('ESLint 10 finds something with each rule, and fixes something', () => {
    const found = new Set(expected.findings.map((finding) => finding.split(' ')[1]));
    expect([...found].sort()).toEqual(Object.keys(rules).sort());
    const unfixed = readAll(copySample('untouched'));
    expect(Object.keys(expected.fixed).filter((file) => expected.fixed[file] !== unfixed[file])).not.toEqual([]);
  });

  it('ESLint 9', async () => {
    expect(ESLint9.version).toMatch(/^9\./);
    expect(await runESLint(ESLint9 as unknown as typeof ESLint, 'eslint9')).toEqual(expected);
  });

  it("oxlint's JavaScript plugins", () => {
    expect(runOxlint('oxlint')).toEqual(expected);
  });
});

/** The examples, and each code block of the rule pages as a file. */
function copySample(name: string): string {
  const target = path.join(folder, name);
  cpSync(path.join(root, 'examples'), path.join(target, 'examples'), { recursive: true });
  // A program is one of a package.
  writeFileSync(path.join(target, 'package.json'), '{}');
  mkdirSync(path.join(target, 'pages'));
  for (const { page, line, language, code, verdict } of listFiles('rules-docs', '.md').flatMap(readBlocks)) {
    if (verdict) writeFileSync(path.join(target, 'pages', `${path.basename(page, '.md')}-${line}.${language}`), code);
  }
  return target;
}

function readAll(target: string): Record<string, string> {
  const files = readdirSync(target, { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file)).sort();
  return Object.fromEntries(code.map((file) => [file, readFileSync(path.join(target, file), 'utf8')]));
}

async function runESLint(Host: typeof ESLint, name: string): Promise<Outcome> {
  const cwd = copySample(name);
  const plugin = (await import(path.join(root, 'dist/index.js'))) as { default: typeof graceful };
  const options: ESLint.Options = {
    cwd,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
        plugins: { graceful: plugin.default },
        rules,
      },
      { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: parser } },
    ],
  };
  const results = await new Host(options).lintFiles(['.']);
  const findings = results.flatMap(({ filePath, messages }) =>
    messages.map((message) => show(path.relative(cwd, filePath), message.line, message.column, message)),
  );
  await Host.outputFixes(await new Host({ ...options, fix: true }).lintFiles(['.']));
  return { findings: findings.sort(), fixed: readAll(cwd) };
}

interface Diagnostic {
  message: string;
  code?: string;
  filename: string;
  labels: { span: { line: number; column: number } }[];
}

function runOxlint(name: string): Outcome {
  const cwd = copySample(name);
  const config = path.join(cwd, '.oxlintrc.json');
  const jsPlugins = [{ name: 'graceful', specifier: path.join(root, 'dist/index.js') }];
  writeFileSync(config, JSON.stringify({ jsPlugins, categories: { correctness: 'off' }, rules }));
  const run = (...args: string[]): Diagnostic[] => {
    const program = path.join(root, 'node_modules/oxlint/bin/oxlint');
    const all = [program, '-f', 'json', ...args, '.'];
    const { stdout, stderr } = spawnSync(process.execPath, all, { cwd, encoding: 'utf8' });
    if (!stdout.startsWith('{')) throw new Error(`${stdout}${stderr}`);
    return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  };
  const findings = run().map(({ code, message, filename, labels }) => {
    const [, rule] = /^graceful\((.*)\)$/.exec(code ?? '') ?? [];
    const { line = 0, column = 0 } = labels[0]?.span ?? {};
    return show(filename, line, column, { ruleId: rule ? `graceful/${rule}` : null, message });
  });
  // ESLint goes over a file until nothing is left to fix, oxlint once.
  for (let pass = 0; pass < 10; pass += 1) {
    const before = JSON.stringify(readAll(cwd));
    run('--fix');
    if (JSON.stringify(readAll(cwd)) === before) break;
  }
  return { findings: findings.sort(), fixed: readAll(cwd) };
}

function show(file: string, line: number, column: number, about: { ruleId: string | null; message: string }): string {
  return `${file}:${line}:${column} ${about.ruleId ?? 'fatal'} ${about.message}`;
}
