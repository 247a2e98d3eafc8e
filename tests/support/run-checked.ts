import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/runtime/results.ts';
import { ROOT } from './cli.ts';

/** The built checker. */
export const HOOK = join(ROOT, 'dist', 'runtime', 'index.js');
/** Milliseconds after which a program counts as hung. */
const LIMIT = 60_000;

export interface Checked {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `rule file:line`, sorted. */
  readonly findings: string[];
  readonly results: Result[];
}

export interface CheckedOptions {
  /** Node's own words before the program. */
  readonly load?: readonly string[];
  readonly env?: Record<string, string>;
  readonly words?: readonly string[];
}

/** Runs a program of a folder with the checker preloaded; its report goes to a file beside it. */
export async function runChecked(folder: string, program: string, options: CheckedOptions = {}): Promise<Checked> {
  const report = join(folder, `report-${Math.random().toString(36).slice(2)}.json`);
  const { load = ['--require', HOOK], env, words = [] } = options;
  const environment = { ...process.env, NODE_OPTIONS: '', GRACEFUL_FORMAT: 'json', GRACEFUL_OUTPUT: report, ...env };
  const outcome = await runNode(folder, [...load, join(folder, program), ...words], environment);
  const results = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Result[]) : [];
  rmSync(report, { force: true });
  return { ...outcome, results, findings: listFindings(folder, results) };
}

/** `rule file:line` of each finding; files from the folder. */
export function listFindings(folder: string, results: readonly Result[]): string[] {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(
        ({ ruleId, line }) => `${ruleId.replace('graceful/', '')} ${filePath.replace(`${folder}/`, '')}:${line}`,
      ),
    )
    .sort();
}

/** Runs Node to its end; kills it when it hangs. */
export function runNode(
  cwd: string,
  words: readonly string[],
  env: Record<string, string | undefined>,
): Promise<Omit<Checked, 'findings' | 'results'>> {
  const child = spawn(process.execPath, words, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
