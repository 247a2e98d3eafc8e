import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import graceful from '../../src/index.ts';
import { makeProject, writeFiles } from '../support/temporary-project.ts';

const NOW = performance.now();
const LOOP = 'export async function run(next) {\n  while (true) await next();\n}\n';
const start = (name: string): string =>
  `export const start = () => new Worker(new URL('./${name}.js', import.meta.url));\n`;
const config = [{ ...graceful.configs.recommended }] as Linter.Config[];

beforeEach(() => {
  waitSeconds(0);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Sets the clock that the index looks at; it stands still otherwise. */
function waitSeconds(seconds: number): void {
  vi.spyOn(performance, 'now').mockReturnValue(NOW + 1000 * seconds);
}

/** What the finding says about the start, or nothing. */
function getPlaces(messages: readonly { message: string }[]): string[] {
  return messages.map(({ message }) => /started at \S+:\d+/.exec(message)?.[0] ?? message);
}

describe('in a process that lives long', () => {
  it('one Linter sees that the owner was edited on the disk', () => {
    const root = makeProject({ 'pool.js': start('other'), 'other.js': LOOP, 'job.js': LOOP });
    const linter = new Linter({ cwd: root });
    const lint = (): string[] => getPlaces(linter.verify(LOOP, config, path.join(root, 'job.js')));
    expect(lint()).toEqual([]);
    writeFiles(root, { 'pool.js': `\n${start('job')}` });
    expect(lint()).toEqual([]);
    waitSeconds(3);
    expect(lint()).toEqual(['started at pool.js:2']);
    writeFiles(root, { 'pool.js': '' });
    waitSeconds(60);
    expect(lint()).toEqual([]);
  });

  it('one ESLint sees an owner that is new, and one that is gone', async () => {
    const root = makeProject({ 'job.js': LOOP });
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config });
    const lint = async (): Promise<string[]> =>
      getPlaces((await eslint.lintFiles(['job.js'])).flatMap(({ messages }) => messages));
    expect(await lint()).toEqual([]);
    writeFiles(root, { 'src/pool.js': start('../job') });
    waitSeconds(3);
    expect(await lint()).toEqual(['started at src/pool.js:1']);
    writeFiles(root, { 'src/pool.js': 'export {};' });
    waitSeconds(60);
    expect(await lint()).toEqual([]);
  });

  it('a request to a worker is judged by what the worker hears now, without any wait', () => {
    const owner = `const worker = new Worker(new URL('./job.js', import.meta.url));\nworker.postMessage('stop');\n`;
    const job = (word: string): string => `self.onmessage = ({ data }) => { if (data === '${word}') self.close(); };\n`;
    const root = makeProject({ 'pool.js': owner, 'job.js': job('finish') });
    const linter = new Linter({ cwd: root });
    const lint = (): string[] => linter.verify(owner, config, path.join(root, 'pool.js')).map(({ message }) => message);
    expect(lint()).toEqual(["Nobody hears 'stop': job.js has no branch for it. Post 'finish'."]);
    writeFiles(root, { 'job.js': job('stop') });
    expect(lint()).toEqual([]);
  });
});
