import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/runtime/results.ts';
import { graceful, makeProject, useCli } from '../support/cli.ts';
import { listFindings } from '../support/run-checked.ts';

const WORKER = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', () => { parentPort.postMessage('begun'); for (;;); });
`;
const IMPORTS = `import { fork, spawn } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
`;
/** From line 5 on. */
const START = `const worker = new Worker(new URL('./worker.mjs', import.meta.url));
worker.postMessage('task');
worker.once('message', () => process.send('up'));
`;
const FORK = `const child = fork(new URL('./service.mjs', import.meta.url));
await once(child, 'message');
`;

interface Case {
  readonly program: string;
  readonly service?: string;
  readonly findings: string[];
  /** Part of the first message. */
  readonly says?: string;
}

/** Both from line 5 on. */
const CASES: Record<string, Case> = {
  'a kill in a forked process': {
    program: `${FORK}child.send('stop');`,
    service: `${START}process.once('message', async () => {\n  await worker.terminate();\n  process.disconnect();\n});`,
    findings: ['no-abrupt-terminate service.mjs:9'],
  },
  'a forked process that is ended by SIGTERM': {
    program: `${FORK}setTimeout(() => child.kill(), 900);`,
    service: START,
    findings: ['no-abrupt-terminate service.mjs:5'],
    says: 'The program was ended by a signal while worker worker.mjs was in the middle of its work',
  },
  'the exit of a worker of a cluster': {
    program: `if (cluster.isPrimary) cluster.fork();
else {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  worker.postMessage('task');
  worker.once('message', () => process.exit());
}`,
    findings: ['no-abrupt-terminate program.mjs:9'],
  },
  'a forked process that is ended when its worker is idle, which costs nothing': {
    program: `${FORK}setTimeout(() => child.kill(), 900);`,
    service: `const worker = new Worker('require("node:worker_threads").parentPort.on("message", () => {})', { eval: true });
worker.once('online', () => process.send('up'));`,
    findings: [],
  },
  'a command that runs on when the program has called process.exit()': {
    program: `spawn(process.execPath, ['-e', 'setTimeout(() => {}, 9000)'], { stdio: 'ignore' }).once('spawn', () => process.exit());`,
    findings: ['no-orphan-child program.mjs:5'],
    says: 'goes on although the program that started it has ended',
  },
  'a command that runs on when the program was ended by SIGTERM': {
    program: `spawn(process.execPath, ['-e', 'setTimeout(() => {}, 9000)'], { stdio: 'ignore' });
setTimeout(() => process.kill(process.pid), 600);`,
    findings: ['no-orphan-child program.mjs:5'],
  },
  'commands that are asked, let go, or end with their input': {
    program: `const run = (code, options) => spawn(process.execPath, ['-e', code], { stdio: 'ignore', ...options });
run('setTimeout(() => {}, 5000)', { detached: true });
run('setTimeout(() => {}, 5000)').unref();
run('process.stdin.resume()', { stdio: 'pipe' });
const asked = run('process.on("SIGTERM", () => {}); setTimeout(() => {}, 5000)');
setTimeout(() => { asked.kill(); process.exit(); }, 900);`,
    findings: [],
  },
  'a forked process that ends by itself': {
    program: `${FORK}child.send('stop');`,
    service: `const worker = new Worker('', { eval: true });
worker.once('exit', () => process.send('up'));
process.once('message', () => process.disconnect());`,
    findings: [],
  },
};

describe('graceful run tells of all processes', () => {
  useCli();

  it.for(Object.entries(CASES))('%s', { timeout: 60_000 }, ([, { program, service = '', findings, says = '' }]) => {
    const cwd = makeProject({
      'package.json': '{}',
      'program.mjs': IMPORTS + program,
      'service.mjs': IMPORTS + service,
      'worker.mjs': WORKER,
    });
    const { stderr } = graceful(cwd, ['run', '-f', 'json', '-o', 'report.json', 'program.mjs']);
    const results = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as Result[];
    expect(listFindings(cwd, results), stderr).toEqual(findings);
    expect(results[0]?.messages[0]?.message ?? '').toContain(says);
  });
});
