import type { ESLint } from 'eslint';
import { readFileSync } from 'node:fs';
import { FORMATS, loadFormatter, type Life, type Result as FormatterResult } from '../formatters/index.ts';
import graceful from '../index.ts';
import { printResults, sum } from '../runtime/text.ts';
import { loadHostFormatter, rulesMeta } from './host-formatter.ts';
import { getProject } from './project.ts';
import { loadPeer } from './resolve-peer.ts';
import type { Record } from './run-records.ts';

/** Prints what a run has found. */
export type RunFormat = (record: Record) => Promise<string> | string;

/**
 * Loads what prints a report: ours, or ESLint's.
 *
 * @throws UsageError when the format is not known.
 */
export async function loadRunFormat(name: string, maxWarnings: number): Promise<RunFormat> {
  const cwd = process.cwd();
  if (FORMATS.includes(name)) {
    const format = await loadFormatter(name);
    return (record) => format(record.results.map(addSource), { cwd, rulesMeta, lives: listLives(record) });
  }
  const host = findHost(name);
  if (!host) return ({ results }) => printResults(results);
  const formatter = await loadHostFormatter(host, name);
  return async ({ results }) => {
    // ESLint gives a formatter the rules' descriptions only for files whose config it has looked up.
    for (const { filePath } of results) await host.calculateConfigForFile(filePath);
    const foundWarnings = sum(results, 'warningCount');
    const meta = foundWarnings > maxWarnings ? { maxWarningsExceeded: { maxWarnings, foundWarnings } } : {};
    return formatter.format(results as unknown as ESLint.LintResult[], meta);
  };
}

/** With the text of the file, as ESLint gives it. */
function addSource(result: Record['results'][number]): FormatterResult {
  try {
    return { ...result, source: readFileSync(result.filePath, 'utf8') };
  } catch {
    return result;
  }
}

/** Each process that something is known of, with its workers. */
function listLives({ results, programs, threads }: Record): Life[] {
  const seen = new Set(
    results.flatMap(({ messages }) => messages.flatMap((message) => message.seen)).map((one) => one.life),
  );
  const isOf = (thread: { readonly id: string }, program: { readonly id: string }): boolean =>
    getProcess(thread.id) === getProcess(program.id);
  return programs
    .map((program) => ({ program, own: threads.filter((thread) => isOf(thread, program)) }))
    .filter(({ program, own }) => own.length > 0 || seen.has(program.id))
    .flatMap(({ program, own }) => [getMainLife(program, programs.length > 1), ...own.map(getLife)]);
}

function getProcess(id: string): string {
  return id.replace(/-\d+$/, '');
}

function getMainLife({ id, file, at, end }: Record['programs'][number], isOneOfMany: boolean): Life {
  const name = `${getBase(file)} (${isOneOfMany ? `process ${getProcess(id)}` : 'main thread'})`;
  return { id, name, start: at, end, how: end === null ? 'did not come to its end' : 'ended', stopMs: null };
}

function getLife({ id, file, name, thread, at, end }: Record['threads'][number]): Life {
  const title = `${name || getBase(file)} #${thread}`;
  // Node gives a code to some errors only.
  const detail = end?.error ?? (end?.how === 'by an error' ? `exit code ${end.code}` : undefined);
  const how = end?.how === 'with an exit code' ? `with exit code ${end.code}` : (end?.how ?? 'running');
  return { id, name: title, start: at, end: end?.at ?? null, how, detail, stopMs: end?.stopMs ?? null };
}

function getBase(file: string): string {
  return file.split(/[\\/]/).at(-1) || 'node';
}

/** ESLint, which has all other formatters; without it there is our own form of its default. */
function findHost(name: string): ESLint | null {
  const cwd = process.cwd();
  try {
    const peer = { name: 'eslint', purpose: `for the format "${name}"`, atLeast: [9, 39] } as const;
    const { ESLint: Host } = loadPeer(peer, getProject(cwd)) as { ESLint: typeof ESLint };
    return new Host({
      cwd,
      overrideConfigFile: true,
      overrideConfig: [{ files: ['**/*'], plugins: { graceful: graceful } }],
    });
  } catch (error) {
    if (name === 'stylish') return null;
    throw error;
  }
}
