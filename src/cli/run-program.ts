import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { getOwnFile } from './own-file.ts';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGBREAK'] as const;

export interface Outcome {
  /** 128 and the signal's number when a signal has ended the program. */
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs Node with the checker; the program has this terminal and gets our signals.
 *
 * @param words Node's options, the program, and its own words
 * @returns how it ended
 */
export async function runProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const child = spawn(process.execPath, ['--require', getOwnFile('dist/runtime/index.js'), ...words], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  const forward = (signal: NodeJS.Signals): void => {
    // A terminal has sent it to the program as well.
    const isTyped =
      (signal === 'SIGINT' || signal === 'SIGQUIT') &&
      (process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
    if (!isTyped) child.kill(signal);
  };
  const signals = FORWARDED.filter((signal) => signal in constants.signals);
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), signal }),
      );
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
