import graceful from '../index.ts';
import type { Choice } from './lint-options.ts';
import { findNearestWord } from './nearest-word.ts';
import { UsageError } from './usage-error.ts';

type Level = 'off' | 'warn' | 'error';
/** As in an ESLint config. */
export type RuleEntry = Level | readonly [Level, Record<string, unknown>];

export const LEVELS: Readonly<Record<string, Level>> = {
  off: 'off',
  warn: 'warn',
  error: 'error',
  0: 'off',
  1: 'warn',
  2: 'error',
};

/**
 * The rules that run, by their names in ESLint: those of the preset, or, where some are named without a level, these
 * alone. A level that is given replaces the preset's.
 *
 * @throws UsageError for a name that is no rule's, and for a level that there is not.
 */
export function getChosenRules({ preset, rules }: Pick<Choice, 'preset' | 'rules'>): Record<string, RuleEntry> {
  const inPreset: Readonly<Record<string, RuleEntry>> = graceful.configs[preset].rules;
  const wanted = rules.map(readEntry);
  const only = wanted.filter(({ level }) => level === null).map(({ id }) => id);
  const chosen =
    only.length === 0 ? { ...inPreset } : Object.fromEntries(only.map((id) => [id, inPreset[id] ?? 'error']));
  for (const { id, level } of wanted) if (level !== null) chosen[id] = withLevel(inPreset[id] ?? level, level);
  return Object.fromEntries(Object.entries(chosen).filter(([, entry]) => entry !== 'off'));
}

/** The name in ESLint of a rule that a user names, with or without `graceful/`. */
export function getRuleId(word: string): string {
  const name = word.replace(/^graceful\//, '');
  if (Object.hasOwn(graceful.rules, name)) return `graceful/${name}`;
  const near = findNearestWord(name, Object.keys(graceful.rules));
  throw new UsageError(
    `there is no rule "${name}"`,
    `${near === null ? '' : `Did you mean ${near}? `}All of them: graceful rules`,
  );
}

function readEntry(entry: string): { readonly id: string; readonly level: Level | null } {
  const [, name = '', word] = /^([^=:]*)(?:[=:](.*))?$/.exec(entry) ?? [];
  const id = getRuleId(name.trim());
  if (word === undefined) return { id, level: null };
  const level = Object.hasOwn(LEVELS, word.trim()) ? LEVELS[word.trim()] : undefined;
  if (level === undefined) throw new UsageError(`--rule takes the levels off, warn and error, not "${word}"`);
  return { id, level };
}

function withLevel(entry: RuleEntry, level: Level): RuleEntry {
  return typeof entry === 'string' || level === 'off' ? level : [level, entry[1]];
}
