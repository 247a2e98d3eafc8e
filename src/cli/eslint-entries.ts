import type { Linter } from 'eslint';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import graceful from '../index.ts';
import { LEVELS, type RuleEntry } from './chosen-rules.ts';
import { findConfig, FLAT } from './find-config.ts';
import { say } from './print.ts';
import type { Project } from './project.ts';

/** What an entry of the project's ESLint config says of us, and for which files. */
export interface ConfigEntry {
  /** Globs, or lists of globs that all have to match; absent for all files. */
  readonly files?: readonly (string | readonly string[])[];
  readonly ignores?: readonly string[];
  /** Absolute path of the folder that the globs start from. */
  readonly basePath: string;
  /** The value of `settings.graceful`, unchecked. */
  readonly settings?: unknown;
  /** By their names here, whatever the config calls the plugin. */
  readonly rules: Readonly<Record<string, RuleEntry>>;
}

/**
 * The project with what its own ESLint config says of the plugin. That is loaded only where its text has the plugin's name; one that
 * cannot be loaded gets a line, for `graceful lint` also serves where nothing is installed.
 */
export async function withEntries(project: Project): Promise<Project> {
  return { ...project, entries: await readEntries(project.root) };
}

async function readEntries(root: string): Promise<readonly ConfigEntry[]> {
  const path = findConfig(root, FLAT);
  if (path === null || !readFileSync(path, 'utf8').includes('graceful')) return [];
  try {
    const loaded = await load(path);
    const entries = await flatten(await (typeof loaded === 'function' ? (loaded as () => unknown)() : loaded));
    const names = entries.flatMap(getOwnNames);
    return entries.flatMap((entry) => toOwnEntry(entry, names, dirname(path)));
  } catch (error) {
    dropSecondReport(error);
    const [reason] = (error as Error).message.split('\n');
    say(`${relative(process.cwd(), path)} cannot be loaded, its settings are not used: ${reason}`);
    return [];
  }
}

/** Node 20 rejects a promise of its own, too, where a CommonJS package throws that the config imports: nobody can catch that. */
function dropSecondReport(known: unknown): void {
  process.on('unhandledRejection', (error) => {
    if (error !== known) throw error;
  });
}

/** As ESLint loads it: a TypeScript config by Node where it can, else by the project's jiti. */
async function load(path: string): Promise<unknown> {
  const { href } = pathToFileURL(path);
  try {
    return getDefault(await import(href));
  } catch (error) {
    if (!/\.[cm]?ts$/.test(path)) throw error;
    const { createJiti } = createRequire(path)('jiti') as { createJiti: (from: string) => Pick<Jiti, 'import'> };
    return getDefault(await createJiti(path).import(path));
  }
}

interface Jiti {
  import(path: string): Promise<unknown>;
}

function getDefault(loaded: unknown): unknown {
  return (loaded as { default?: unknown }).default ?? loaded;
}

/** Lists may hold lists and promises. */
async function flatten(value: unknown): Promise<Linter.Config[]> {
  const one: unknown = await value;
  if (!Array.isArray(one)) return typeof one === 'object' && one !== null ? [one] : [];
  return (await Promise.all(one.map(flatten))).flat();
}

function getOwnNames({ plugins = {} }: Linter.Config): string[] {
  return Object.keys(plugins).filter((name) => plugins[name]?.meta?.name === graceful.meta.name);
}

function toOwnEntry(entry: Linter.Config, names: readonly string[], folder: string): ConfigEntry[] {
  const { files, ignores, basePath = folder, settings } = entry;
  const rules = Object.entries(entry.rules ?? {}).flatMap(([id, value]) => {
    const [owner, name = ''] = id.split('/');
    const isOwn = names.includes(owner ?? '') && Object.hasOwn(graceful.rules, name);
    return isOwn && value !== undefined ? [[`graceful/${name}`, toRuleEntry(value)] as const] : [];
  });
  const own = settings?.['graceful'];
  if (names.length === 0 || (rules.length === 0 && own === undefined)) return [];
  return [
    {
      ...(files === undefined ? {} : { files }),
      ...(ignores === undefined ? {} : { ignores }),
      basePath,
      ...(own === undefined ? {} : { settings: own }),
      rules: Object.fromEntries(rules),
    },
  ];
}

function toRuleEntry(value: Linter.RuleEntry): RuleEntry {
  const [level, options] = Array.isArray(value) ? (value as [Linter.RuleSeverity, Record<string, unknown>?]) : [value];
  const name = LEVELS[level] ?? 'error';
  return options === undefined ? name : [name, options];
}
