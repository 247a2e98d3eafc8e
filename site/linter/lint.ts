import { Linter } from 'eslint/universal';
import { createConfigs, type ConfigPlugin, type PresetName } from '../../src/configs.ts';
import { printDiff } from '../../src/formatters/page/cure.ts';
import { getSettings } from '../../src/kit/settings.ts';
import { getIndexOf, getMap, printSvg, printText } from '../../src/map/index.ts';
import { rules } from '../../src/rules/index.ts';
import type { WorkerIndex } from '../../src/source/project-view.ts';
import { writeFiles } from '../platform/fs.ts';
import { parser } from './parser.ts';
import type { Cure, LintAnswer, LintRequest, PageFinding, PaneFile } from './protocol.ts';

const ROOT = '/project';
/** A telephone shows so many letters in a line. */
const TERMINAL = { columns: 44, hasColors: false };

const plugin = {
  meta: { name: 'eslint-plugin-graceful', version: '', namespace: 'graceful' },
  rules,
} as unknown as ConfigPlugin;
const presets = createConfigs(plugin, rules);
const linter = new Linter({ cwd: ROOT, configType: 'flat' });

/** Lints all files as one project. A file without text is none. */
export function lint({ files, preset }: LintRequest): LintAnswer {
  const index = writeProject(files);
  const findings = files.filter(isThere).flatMap((file) => lintFile(file, preset));
  const known = findings.map(({ file, line, rule, message }) => ({
    file,
    line,
    rule: rule ?? 'does not parse',
    message,
  }));
  const map = getMap(index, known);
  return { findings, map: { svg: printSvg(map), text: printText(map, TERMINAL) } };
}

/** Puts the files where the plugin looks for them, and has it look. */
export function writeProject(files: readonly PaneFile[]): WorkerIndex {
  writeFiles(new Map(files.filter(isThere).map(({ name, text }) => [`${ROOT}/${name}`, text])));
  return getIndexOf(ROOT, getSettings(undefined), true);
}

/** What the rules of a preset say about a file of the project that was written last. */
export function verify({ name, text }: PaneFile, preset: PresetName): Linter.LintMessage[] {
  const config = {
    ...presets[preset],
    files: ['**/*.*'],
    languageOptions: { parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  } as unknown as Linter.Config;
  return linter.verify(text, [config], { filename: `${ROOT}/${name}` });
}

function isThere({ text }: PaneFile): boolean {
  return text.trim() !== '';
}

function lintFile(file: PaneFile, preset: PresetName): PageFinding[] {
  const starts = getLineStarts(file.text);
  const toOffset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return verify(file, preset).map((message) => {
    const { line, column, ruleId, fatal } = message;
    const from = toOffset(line, column);
    const to = message.endLine ? toOffset(message.endLine, message.endColumn ?? 1) : from;
    const rule = ruleId?.replace(/^graceful\//, '') ?? null;
    return {
      file: file.name,
      rule,
      url: (rule !== null && rules[rule as keyof typeof rules]?.meta.docs?.url) || null,
      message: fatal ? message.message.replace(/^Parsing error: /, 'This does not parse: ') : message.message,
      line,
      column,
      from,
      to,
      cures: getCures(file.text, message),
    };
  });
}

function getCures(text: string, { fix, suggestions = [] }: Linter.LintMessage): Cure[] {
  const all = [
    ...(fix ? [{ kind: 'fix' as const, title: 'Fix', edit: fix }] : []),
    ...suggestions.map(({ desc, fix: edit }) => ({ kind: 'suggestion' as const, title: desc, edit })),
  ];
  return all.map((cure) => ({ ...cure, diff: printDiff(text, cure.edit) }));
}

function getLineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|[\r\n\u2028\u2029]/g), ({ index, 0: end }) => index + end.length)];
}
