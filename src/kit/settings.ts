import type { FileArgument, KillCall, PoolRow, SleepRow } from '../knowledge/types.ts';

/** What users write under `settings.graceful`; every key may be left out. */
export interface GracefulSettings {
  /** Globs of files that run inside a worker, relative to ESLint's working folder. */
  readonly workers: readonly string[];
  /** Globs of files that hold job processors. */
  readonly jobs: readonly string[];
  /** Worker pools beside the built-in ones. */
  readonly pools: readonly PoolRow[];
  /** Sleep functions beside the built-in ones. */
  readonly sleeps: readonly SleepRow[];
  /** Import specifier or path (relative to the working folder) of the project's copy of the stop helper. */
  readonly helper: string | null;
}

const EMPTY: GracefulSettings = { workers: [], jobs: [], pools: [], sleeps: [], helper: null };
const parsed = new WeakMap<object, GracefulSettings>();

/**
 * Reads and checks `settings.graceful`.
 *
 * @throws TypeError that names the key, what was expected and what was found.
 */
export function getSettings(settings: Readonly<Record<string, unknown>> | undefined): GracefulSettings {
  const raw = settings?.['graceful'];
  if (raw === undefined) return EMPTY;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw wrong('', 'an object', raw);
  let result = parsed.get(raw);
  if (!result) parsed.set(raw, (result = parse(raw as Record<string, unknown>)));
  return result;
}

const moved = new WeakMap<GracefulSettings, Map<string, GracefulSettings>>();

/**
 * The same settings for a folder further up, the root of a workspace: a config may stand there or in the package, so that
 * paths count from both.
 *
 * @param folder the package, as seen from the root
 */
export function fromRoot(settings: GracefulSettings, folder: string): GracefulSettings {
  const known = moved.get(settings) ?? new Map<string, GracefulSettings>();
  moved.set(settings, known);
  let result = known.get(folder);
  if (!result) known.set(folder, (result = move(settings, folder.replaceAll('\\', '/'))));
  return result;
}

function move(settings: GracefulSettings, folder: string): GracefulSettings {
  const add = (glob: string): string[] => [`${folder}/${glob.replace(/^\.\//, '')}`, glob];
  const moveModule = <T extends { readonly module: string }>(row: T): T[] =>
    row.module.startsWith('.') ? [{ ...row, module: `./${folder}/${row.module}` }, row] : [row];
  const { helper } = settings;
  return {
    workers: settings.workers.flatMap(add),
    jobs: settings.jobs.flatMap(add),
    pools: settings.pools.flatMap(moveModule),
    sleeps: settings.sleeps.flatMap(moveModule),
    helper: helper?.startsWith('.') === true ? `./${folder}/${helper}` : helper,
  };
}

function parse(raw: Record<string, unknown>): GracefulSettings {
  for (const key of Object.keys(raw)) {
    if (!(key in EMPTY)) {
      throw new TypeError(`settings.graceful.${key} is unknown. Known keys: ${Object.keys(EMPTY).join(', ')}.`);
    }
  }
  return {
    workers: readStrings(raw, 'workers'),
    jobs: readStrings(raw, 'jobs'),
    pools: readRows(raw, 'pools').map(readPool),
    sleeps: readRows(raw, 'sleeps').map(readSleep),
    helper: readHelper(raw['helper']),
  };
}

function readHelper(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value === '') throw wrong('.helper', 'a path or an import specifier', value);
  return value;
}

function readStrings(raw: Record<string, unknown>, key: string): readonly string[] {
  const value = raw[key];
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((v) => typeof v !== 'string' || v === '')) {
    throw wrong(`.${key}`, 'an array of globs', value);
  }
  return value as string[];
}

function readRows(raw: Record<string, unknown>, key: string): readonly Record<string, unknown>[] {
  const value = raw[key];
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((v) => typeof v !== 'object' || v === null)) {
    throw wrong(`.${key}`, 'an array of objects', value);
  }
  return value as Record<string, unknown>[];
}

function readPool(row: Record<string, unknown>, i: number): PoolRow {
  const at = `.pools[${i}]`;
  return {
    module: readText(row['module'], `${at}.module`),
    constructors: readNames(row['constructors'], `${at}.constructors`),
    kills: readNames(row['kills'], `${at}.kills`).map((method): KillCall => ({ method })),
    graceful: row['graceful'] === undefined ? null : readCall(row['graceful'], `${at}.graceful`),
    ...(row['file'] === undefined ? {} : { file: readFile(row['file'], `${at}.file`) }),
  };
}

function readFile(value: unknown, at: string): FileArgument {
  const { argument, property } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof argument !== 'number' || !Number.isInteger(argument) || argument < 0) {
    throw wrong(at, "an object like { argument: 0, property: 'filename' }", value);
  }
  return property === undefined ? { argument } : { argument, property: readText(property, `${at}.property`) };
}

function readSleep(row: Record<string, unknown>, i: number): SleepRow {
  const at = `.sleeps[${i}]`;
  const signal = row['signal'];
  if (signal !== undefined && signal !== 'options' && signal !== 'argument') {
    throw wrong(`${at}.signal`, '"options" or "argument"', signal);
  }
  return {
    module: readText(row['module'], `${at}.module`),
    name: readText(row['name'], `${at}.name`),
    signal: signal ?? null,
  };
}

function readText(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') throw wrong(at, 'a non-empty string', value);
  return value;
}

/** `close` and `close()` both mean the call. */
function readCall(value: unknown, at: string): string {
  const text = readText(value, at);
  return text.endsWith(')') ? text : `${text}()`;
}

function readNames(value: unknown, at: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.some((v) => typeof v !== 'string' || v === '')) {
    throw wrong(at, 'an array of names', value);
  }
  return value as string[];
}

function wrong(at: string, expected: string, value: unknown): TypeError {
  return new TypeError(`settings.graceful${at} must be ${expected}, but is ${JSON.stringify(value) ?? typeof value}.`);
}
