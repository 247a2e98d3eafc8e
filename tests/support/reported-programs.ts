import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../src/index.ts';
import { root as house } from './sources.ts';

/** A small program of our own with the fault of a public report (`bad-`), or what it became when that was mended (`good-`). */
export interface ReportedProgram {
  /** `no-sigkill/bad-camera-stream` */
  readonly name: string;
  readonly rule: string;
  readonly isBad: boolean;
  /** `bad-strict-`: wanted from the strict preset alone. */
  readonly isStrict: boolean;
  /** Where the report is. */
  readonly address: string | null;
  readonly root: string;
}

/** A report, or a comment that asks for one or allows it: `// EXPECT: a | b #1; ALLOW: c`. */
interface Spot {
  readonly file: string;
  readonly line: number;
  readonly rules: readonly string[];
}

export interface Outcome {
  readonly isFound: boolean;
  /** Reports that no comment speaks of, as `file:line rule`. */
  readonly others: readonly string[];
}

export function listReportedPrograms(): ReportedProgram[] {
  const folder = path.join(house, 'tests/reports');
  return listFolders(folder).flatMap((rule) =>
    listFolders(path.join(folder, rule)).map((slug) => {
      const root = path.join(folder, rule, slug);
      const note = path.join(root, 'report.txt');
      const address = existsSync(note) ? readFileSync(note, 'utf8').trim() : null;
      const isBad = slug.startsWith('bad-');
      return { name: `${rule}/${slug}`, rule, isBad, isStrict: slug.startsWith('bad-strict-'), address, root };
    }),
  );
}

/** Lints a program as its author would, with a preset, and compares the reports with the comments. */
export function lintReportedProgram({ root, rule }: ReportedProgram, preset: 'recommended' | 'strict'): Outcome {
  const files = listSources(root);
  const wanted = files.flatMap((file) => readComments(root, file, 'EXPECT'));
  const allowed = files.flatMap((file) => readComments(root, file, 'ALLOW'));
  const reports = files.flatMap((file) => lint(root, file, preset));
  const isAt = (spot: Spot, report: Spot): boolean =>
    spot.file === report.file && spot.line === report.line && report.rules.every((one) => spot.rules.includes(one));
  const isOwn = (spot: Spot): boolean => spot.rules.includes(rule);
  return {
    isFound: wanted.some((spot) => isOwn(spot) && reports.some((report) => isAt(spot, report))),
    others: reports
      .filter((report) => ![...wanted, ...allowed].some((spot) => isAt(spot, report)))
      .map(({ file, line, rules }) => `${file}:${line} ${rules.join()}`),
  };
}

function listFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function listSources(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.[cm]?[jt]sx?$/.test(file)).sort();
}

function readComments(root: string, file: string, kind: 'EXPECT' | 'ALLOW'): Spot[] {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  return lines.flatMap((text, i) => {
    const comment = /\/\/ ((?:EXPECT|ALLOW):.*)$/.exec(text)?.[1] ?? '';
    return comment
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part.startsWith(`${kind}:`))
      .map((part) => ({ file, line: i + 1, rules: part.slice(kind.length + 1).match(/[a-z][a-z-]+/g) ?? [] }));
  });
}

function lint(root: string, file: string, preset: 'recommended' | 'strict'): Spot[] {
  const filename = path.join(root, file);
  const sourceType = /\.cjs$/.test(file) ? 'commonjs' : 'module';
  const config = {
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: { parser, sourceType, parserOptions: { ecmaFeatures: { jsx: /x$/.test(file) } } },
    ...(plugin.configs[preset] as unknown as Linter.Config),
  } as Linter.Config;
  const messages = new Linter({ cwd: root }).verify(readFileSync(filename, 'utf8'), [config], { filename });
  return messages.map(({ line, ruleId, message }) => {
    if (ruleId === null) throw new Error(`${file}: ${message}`);
    return { file, line, rules: [ruleId.replace('graceful/', '')] };
  });
}
