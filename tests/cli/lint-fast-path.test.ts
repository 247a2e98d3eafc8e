import { ESLint, type Linter } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getChosenRules } from '../../src/cli/chosen-rules.ts';
import { canHoldFindings } from '../../src/cli/fast-path.ts';
import { getEslintOptions } from '../../src/cli/lint-config.ts';
import { createLintTally } from '../../src/cli/lint-tally.ts';
import { createTypescriptParser } from '../../src/cli/typescript-parser.ts';
import type { PresetName } from '../../src/configs.ts';
import { getSettings } from '../../src/kit/settings.ts';
import { getProjectView } from '../../src/summaries/index.ts';
import { ROOT } from '../support/cli.ts';

const PRESETS: readonly PresetName[] = ['recommended', 'strict'];

describe('the fast path', () => {
  const isLooked = (text: string, preset: PresetName = 'recommended', filename = '/a/b.js'): boolean =>
    canHoldFindings(text, filename, { root: '/a', settings: {}, rules: getChosenRules({ preset, rules: [] }) });

  it.each([
    ['a word in a comment', '// worker.terminate()\nlet a; /* new Worker(b) */\n', false],
    ['the same behind a byte order mark', '\uFEFF// worker.terminate()\nlet a; /* new Worker(b) */\n', false],
    ['a word in the code', 'worker.terminate();\n', true],
    ['a word between two comments', '// worker\nworker.terminate(); // terminate\n', true],
    ['a comment that does not end', 'let a; /* worker.terminate()', true],
    ['what looks like a comment', 'const a = "/*"; worker.terminate(); // */\n', true],
    ['a comment for ESLint about a rule of ours', '/* eslint graceful/no-sigkill: "error" */ let a;\n', true],
  ])('decides by words of code: %s', (_, text, expected) => {
    expect(isLooked(text)).toBe(expected);
  });

  it('asks only the rules that are on', () => {
    const text = "import vm from 'node:vm';\nvm.runInThisContext(code, { timeout: 50 });\n";
    expect(isLooked(text)).toBe(false);
    expect(isLooked(text, 'strict')).toBe(true);
  });

  it('knows types', () => {
    const text = 'let a: string = <string>b; // worker.terminate()\n';
    expect(isLooked(text, 'recommended', '/a/b.ts')).toBe(false);
    expect(isLooked(text)).toBe(true);
  });

  it.each([
    ['recommended', 0.7],
    ['strict', 0.6],
  ] as const)('skips most of other people’s code: %s', (preset, share) => {
    const folder = join(ROOT, 'node_modules');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?js$/.test(file));
    const texts = files.filter((_, i) => i % 9 === 0).flatMap((file) => readText(join(folder, file)));
    expect(texts.length).toBeGreaterThan(100);
    // As in a run after its first file that may be a worker: no file of this root is started by another.
    getProjectView('/a', getSettings(undefined)).getIndex();
    expect(texts.filter((text) => !isLooked(text, preset)).length / texts.length).toBeGreaterThan(share);
  });

  it.each(PRESETS)('hides no finding: %s', async (preset) => {
    const project = { root: ROOT, manifest: null };
    const tally = createLintTally();
    const choice = { preset, rules: [], ignored: [], isNamed: true, useGitignore: false, inlineConfig: true };
    const parsers = createTypescriptParser(project);
    const options = getEslintOptions(choice, project, parsers, tally)({ fix: false, sourceType: 'module' });
    const configs = options.overrideConfig as Linter.Config[];
    const full = { ...options, overrideConfig: configs.map((config) => omitProcessor(config)) };
    const places = ['examples/**/*.*js', 'tests/proofs/**/*.*js', 'src/runtime/**/*.ts'];
    const fast = await listOwn(options, places);
    expect(fast.length).toBeGreaterThan(10);
    expect(tally.skipped).toBeGreaterThan(10);
    expect(fast).toEqual(await listOwn(full, places));
  });
});

async function listOwn(options: ESLint.Options, places: readonly string[]): Promise<string[]> {
  const results = await new ESLint(options).lintFiles([...places]);
  return results.flatMap(({ filePath, messages }) =>
    messages
      .filter(({ ruleId }) => ruleId?.startsWith('graceful/'))
      .map(({ line, column, ruleId, message }) => `${filePath}:${line}:${column} ${ruleId} ${message}`),
  );
}

function omitProcessor(config: Linter.Config): Linter.Config {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'processor'));
}

/** Nothing for a folder that is called like a file. */
function readText(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return [];
  }
}
