import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/runtime/results.ts';
import { graceful, makeProject, useCli } from '../support/cli.ts';
import { HOOK, listFindings, runNode } from '../support/run-checked.ts';

/** The worker ends 600 ms after it was asked by some word, for it sleeps; a loop hears nothing for 700 ms before. */
const FILES = {
  'package.json': '{}',
  'program.mjs': `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
worker.postMessage(process.env.WORD ?? 'stop');
await once(worker, 'exit');
`,
  'worker.mjs': `import { parentPort } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
for (const end = Date.now() + Number(process.env.BUSY ?? 0); Date.now() < end;);
parentPort.once('message', () => {});
parentPort.postMessage('ready');
await sleep(600);
`,
  // Says what its own report holds before it ends.
  'current.mjs': `import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
const file = new URL(\`./now-\${process.pid}.json\`, import.meta.url);
const worker = new Worker('require("node:worker_threads").parentPort.postMessage(1); for (;;);', { eval: true });
await once(worker, 'message');
await sleep(60);
await worker.terminate();
let text = '';
while (!text.includes('no-abrupt-terminate')) {
  await sleep(20);
  try { text = readFileSync(file, 'utf8'); } catch {}
  if (text !== '') JSON.parse(text);
}
console.log('current');
`,
};
const SLEPT = 'prefer-interruptible-wait worker.mjs:6';
const LOOPED = 'no-unstoppable-loop worker.mjs:3';

interface Case {
  option: string;
  value: string;
  env?: Record<string, string>;
  without: string[];
  with: string[];
  codes: [before: number, after: number];
}

/** One by one: what is found without the option, and with it. */
const CASES: Case[] = [
  { option: 'grace-ms', value: '100', without: [], with: [SLEPT], codes: [0, 1] },
  {
    option: 'stop-words',
    value: '^enough$',
    env: { WORD: 'enough', GRACEFUL_GRACE_MS: '100' },
    without: [],
    with: [SLEPT],
    codes: [0, 1],
  },
  { option: 'blocked-ms', value: '200', env: { BUSY: '1500' }, without: [], with: [LOOPED], codes: [0, 0] },
  {
    option: 'rules',
    value: 'prefer-interruptible-wait:off',
    env: { GRACEFUL_GRACE_MS: '100' },
    without: [SLEPT],
    with: [],
    codes: [1, 0],
  },
  {
    option: 'max-warnings',
    value: '0',
    env: { BUSY: '1500', GRACEFUL_BLOCKED_MS: '200' },
    without: [LOOPED],
    with: [LOOPED],
    codes: [0, 1],
  },
];

describe('options', () => {
  useCli();

  it.concurrent.each(CASES)(
    '--$option and its variable',
    { timeout: 60_000 },
    async ({ option, value, env = {}, codes, ...expected }) => {
      const cwd = makeProject(FILES);
      const name = `GRACEFUL_${option.toUpperCase().replaceAll('-', '_')}`;
      expect(await preload(cwd, env)).toEqual([expected.without, codes[0]]);
      expect(await preload(cwd, { ...env, [name]: value })).toEqual([expected.with, codes[1]]);
      const { code } = graceful(cwd, ['run', '-f', 'json', '-o', 'run.json', `--${option}`, value, 'program.mjs'], {
        env,
      });
      expect([read(cwd, 'run.json'), code]).toEqual([expected.with, codes[1]]);
    },
  );

  it('GRACEFUL_FORMAT and GRACEFUL_OUTPUT: a file that is valid and current while the program runs, %p for the process', async () => {
    const cwd = makeProject(FILES);
    const env = { ...process.env, NODE_OPTIONS: '', GRACEFUL_FORMAT: 'json', GRACEFUL_OUTPUT: 'now-%p.json' };
    expect(await runNode(cwd, ['--require', HOOK, 'current.mjs'], env)).toMatchObject({
      stdout: 'current\n',
      stderr: '',
      code: 1,
    });
  });

  it('values that make no sense count as not given', async () => {
    const cwd = makeProject(FILES);
    expect(
      await preload(cwd, { GRACEFUL_GRACE_MS: 'soon', GRACEFUL_STOP_WORDS: '(', GRACEFUL_MAX_WARNINGS: '-1' }),
    ).toEqual([[], 0]);
  });
});

async function preload(cwd: string, env: Record<string, string>): Promise<[string[], number | null]> {
  const file = `report-${Math.random().toString(36).slice(2)}.json`;
  const all = { ...process.env, NODE_OPTIONS: '', GRACEFUL_FORMAT: 'json', GRACEFUL_OUTPUT: file, ...env };
  const { code } = await runNode(cwd, ['--require', HOOK, 'program.mjs'], all);
  return [read(cwd, file), code];
}

function read(cwd: string, file: string): string[] {
  return listFindings(cwd, JSON.parse(readFileSync(join(cwd, file), 'utf8')) as Result[]);
}
