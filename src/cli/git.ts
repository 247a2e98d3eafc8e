import { spawnSync } from 'node:child_process';

/** Settings of a repository that would start a program of its own. */
const QUIET = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

export type GitAnswer = { readonly text: string } | { readonly error: string };

/** Asks git in a folder; nothing is written, and no program that the repository names is run. */
export function askGit(folder: string, words: readonly string[]): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync('git', [...QUIET, ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
  if (error)
    return { error: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'git is not installed' : error.message };
  if (status === 0) return { text: stdout };
  return { error: stderr.split('\n')[0]?.replace(/^(?:fatal|error): /, '') ?? `git ended with ${status}` };
}

/** The names in an answer to a question with `-z`. */
export function splitNames(text: string): string[] {
  return text.split('\0').filter((name) => name !== '');
}
