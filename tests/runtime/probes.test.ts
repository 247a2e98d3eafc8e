import { describe, expect, it } from 'vitest';
import { makeProject, useCli } from '../support/cli.ts';
import { runChecked, type Checked } from '../support/run-checked.ts';

const IMPORTS = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const start = (options) => new Worker(new URL('./worker.mjs', import.meta.url), options);
`;
const WORKER = `import { parentPort, workerData } from 'node:worker_threads';
`;

interface Case {
  /** From line 4 on. */
  program: string;
  /** From line 2 on. */
  worker: string;
  findings: string[];
  /** Beside them. */
  files?: Record<string, string>;
  env?: Record<string, string>;
  node?: number;
  /** Part of a message. */
  says?: string;
}

const SEEN: Record<string, Case> = {
  'a listener for SIGTERM in a worker': {
    program: `await once(start(), 'exit');`,
    worker: `process.once('SIGTERM', () => {});`,
    findings: ['no-unheard-stop worker.mjs:2'],
  },
  'a child process that outlives its killed worker': {
    program: `const worker = start();\nconst [pid] = await once(worker, 'message');\nawait worker.terminate();\nsetTimeout(() => process.kill(pid), 600);`,
    worker: `import { spawn } from 'node:child_process';\nparentPort.postMessage(spawn('sleep', ['20']).pid);\nsetInterval(() => {}, 1000);`,
    findings: ['no-orphan-child worker.mjs:3'],
  },
  'a child process that outlives the program': {
    program: `const worker = start();\nconst [pid] = await once(worker, 'message');\nprocess.on('exit', () => setTimeout(() => {}, 1));\nglobalThis.pid = pid;\nprocess.exit();`,
    worker: `import { spawn } from 'node:child_process';\nparentPort.postMessage(spawn('sleep', ['2']).pid);\nsetInterval(() => {}, 1000);`,
    findings: ['no-orphan-child worker.mjs:3'],
  },
  'a lock that a killed worker still holds, and another one waits for': {
    program: `const memory = new Int32Array(new SharedArrayBuffer(8));
const holder = start({ workerData: memory });
await once(holder, 'message');
const waiter = start({ workerData: memory });
await once(waiter, 'message');
await holder.terminate();
setTimeout(() => waiter.unref(), 600);`,
    worker: `parentPort.postMessage('ready');
while (Atomics.compareExchange(workerData, 0, 0, 1) !== 0) Atomics.wait(workerData, 0, 1);
for (let i = 0; ; i++) workerData[1] = i;`,
    findings: ['no-abrupt-terminate program.mjs:9', 'require-lock-release worker.mjs:3'],
  },
  'a lock that an idle worker, which took it again and again, holds when it is killed': {
    program: `const worker = start({ workerData: new SharedArrayBuffer(8) });\nawait once(worker, 'message');\nsetTimeout(() => {\n  worker.terminate();\n}, 60);`,
    worker: `const lock = new Int32Array(workerData);
function take(i) {
  while (Atomics.compareExchange(lock, 1, 0, 1) !== 0) Atomics.wait(lock, 1, 1);
}
for (let i = 0; i < 1000; i++) {
  take();
  Atomics.store(lock, 1, 0);
}
take();
parentPort.on('message', () => {});
parentPort.postMessage('held');`,
    findings: ['no-abrupt-terminate program.mjs:7'],
    says: 'it held the lock taken at worker.mjs:4.',
  },
  'a Web Lock that a killed worker holds': {
    node: 25,
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `navigator.locks.request('ledger', () => { parentPort.postMessage('held'); return new Promise(() => {}); });\nsetInterval(() => {}, 1000);`,
    findings: ['no-abrupt-terminate program.mjs:6'],
  },
  'a worker that the end of the program kills at work, which unref() allows': {
    program: `const worker = start();\nawait once(worker, 'message');\nworker.unref();`,
    worker: `parentPort.postMessage('begun');\nfor (;;);`,
    findings: ['no-daemon-worker program.mjs:6'],
  },
  'a Web Lock that a worker holds when it ends': {
    node: 25,
    program: `await once(start(), 'exit');`,
    worker: `navigator.locks.request('ledger', async () => {\n  await new Promise(setImmediate);\n  process.exit();\n});`,
    findings: ['require-lock-release worker.mjs:2'],
  },
  'an error that ends the program in the middle of a worker’s work': {
    program: `const worker = start();\nawait once(worker, 'message');\nsetTimeout(() => { throw new Error('ends all'); }, 60);`,
    worker: `parentPort.postMessage('begun');\nfor (;;);`,
    findings: ['no-abrupt-terminate program.mjs:3'],
  },
  'a pool of a package that kills its workers at work': {
    files: {
      'node_modules/pool/index.cjs': `const { Worker } = require('node:worker_threads');\nmodule.exports = class Pool {\n  worker = new Worker('./worker.mjs');\n  destroy() {\n    return this.worker.terminate();\n  }\n};`,
    },
    program: `import Pool from './node_modules/pool/index.cjs';\nconst pool = new Pool();\nawait once(pool.worker, 'message');\nsetTimeout(() => pool.destroy(), 60);`,
    worker: `parentPort.postMessage('begun');\nfor (;;);`,
    findings: ['no-abrupt-terminate program.mjs:7'],
  },
  'a file that a killed worker was writing': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `import { writeFile } from 'node:fs/promises';\nsetTimeout(() => {}, 60_000);
writeFile(new URL('./big.txt', import.meta.url), (async function* () { yield 'x'; parentPort.postMessage('begun'); await new Promise(() => {}); })());`,
    findings: ['no-abrupt-terminate program.mjs:6'],
  },
  'the end of the program while a worker is about to stop': {
    program: `const worker = start();\nawait once(worker, 'message');\nworker.postMessage('stop');\nawait once(worker, 'message');\nprocess.exit();`,
    worker: `parentPort.once('message', () => {
  parentPort.postMessage('stopping');
  for (const end = Date.now() + 900; Date.now() < end;);
  process.exit();
});
parentPort.postMessage('ready');`,
    findings: ['require-exit-wait program.mjs:8'],
  },
  'a request to stop for which a worker has no listener': {
    program: `const worker = start();\nawait once(worker, 'message');\nworker.postMessage('stop');\nsetTimeout(() => worker.terminate(), 100);`,
    worker: `parentPort.postMessage('ready');\nsetInterval(() => {}, 1000);`,
    findings: ['no-unheard-stop program.mjs:6'],
  },
  'a long call of native code, which nobody has asked to stop': {
    env: { GRACEFUL_BLOCKED_MS: '300' },
    program: `await once(start(), 'exit');`,
    worker: `import { pbkdf2Sync } from 'node:crypto';\npbkdf2Sync('a', 'b', 1_500_000, 64, 'sha512');`,
    findings: ['no-unstoppable-loop program.mjs:3'],
    says: 'It is in native code.',
  },
  'process.exit() in the middle of a worker’s work': {
    program: `const worker = start();\nawait once(worker, 'message');\nsetTimeout(() => {\n  process.exit(0);\n}, 30);`,
    worker: `parentPort.postMessage('begun');\nfor (;;);`,
    findings: ['no-abrupt-terminate program.mjs:7'],
  },
  'tasks that a worker never received before it ended': {
    program: `const worker = start();\nfor (let i = 0; i < 5; i++) worker.postMessage(i);\nawait once(worker, 'exit');`,
    worker: `parentPort.on('message', (task) => { if (task === 1) process.exit(); });`,
    findings: ['no-lost-task program.mjs:3'],
  },
  'a request that got no answer': {
    program: `const worker = start();\nworker.postMessage({ id: 1 });\nawait once(worker, 'message');\nworker.postMessage({ id: 2 });\nawait once(worker, 'exit');`,
    worker: `parentPort.on('message', ({ id }) => { if (id === 1) parentPort.postMessage({ id }); else parentPort.close(); });`,
    findings: ['no-lost-reply program.mjs:3'],
  },
  'requests by id that a kill leaves without an answer': {
    program: `const worker = start();\nworker.postMessage({ id: 1 });\nawait once(worker, 'message');\nworker.postMessage({ id: 2 });\nsetTimeout(() => {\n  worker.terminate();\n}, 200);`,
    worker: `parentPort.on('message', ({ id }) => { if (id === 1) parentPort.postMessage({ id }); });`,
    findings: ['no-abrupt-terminate program.mjs:9'],
  },
  'a write stream that still holds text': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `import { createWriteStream } from 'node:fs';
const log = createWriteStream(new URL('./log.txt', import.meta.url));
parentPort.postMessage('soon');
log.write('x'.repeat(1e8));
for (let i = 0; i < 20; i++) log.write('x'.repeat(1e7));`,
    findings: ['no-abrupt-terminate program.mjs:6'],
  },
  'a restart before the old thread is gone': {
    program: `const old = start({ workerData: 4_000_000 });\nawait once(old, 'message');\nconst gone = old.terminate();\nawait once(start({ workerData: 1 }), 'exit');\nawait gone;`,
    worker: `import { pbkdf2Sync } from 'node:crypto';\nparentPort.postMessage('begun');\npbkdf2Sync('a', 'b', workerData, 64, 'sha512');`,
    findings: ['no-abrupt-terminate program.mjs:6', 'require-exit-wait program.mjs:3'],
  },
  'a loop that hears nothing, which nobody has asked to stop': {
    env: { GRACEFUL_BLOCKED_MS: '700' },
    program: `await once(start(), 'exit');`,
    worker: `const end = Date.now() + 2500;
while (Date.now() < end) Math.random();`,
    findings: ['no-unstoppable-loop worker.mjs:3'],
  },
};

const SILENT: Record<string, Omit<Case, 'findings'>> = {
  'an idle worker is killed': {
    program: `const worker = start();\nworker.postMessage(1);\nawait once(worker, 'message');\nsetTimeout(() => worker.terminate(), 50);`,
    worker: `parentPort.on('message', (m) => parentPort.postMessage(m));`,
  },
  'a worker is killed with its last answer': {
    program: `for (let i = 0; i < 20; i++) {\n  const worker = start({ workerData: i });\n  worker.postMessage(1);\n  await once(worker, 'message');\n  await worker.terminate();\n}`,
    worker: `parentPort.on('message', (m) => parentPort.postMessage(m));`,
  },
  'a worker that ends after its answer is killed': {
    program: `for (let i = 0; i < 10; i++) {\n  const worker = start({ workerData: i });\n  await once(worker, 'message');\n  await worker.terminate();\n}`,
    worker: `parentPort.postMessage('answer');`,
  },
  'a worker that waits for its next task is killed': {
    program: `const worker = start({ workerData: new Int32Array(new SharedArrayBuffer(4)) });\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `parentPort.postMessage('ready');\nfor (;;) {\n  next();\n}\nfunction next() {\n  Atomics.wait(workerData, 0, 0);\n}`,
  },
  'a worker has given back its locks, one by another view of the memory': {
    program: `const worker = start({ workerData: new SharedArrayBuffer(8) });\nawait once(worker, 'message');\nsetTimeout(() => worker.terminate(), 60);`,
    worker: `const [lock, other] = [new Int32Array(workerData), new Int32Array(workerData, 4)];
for (let i = 0; i < 1000; i++) {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
  while (Atomics.compareExchange(lock, 1, 0, 1) !== 0) Atomics.wait(lock, 1, 1);
  Atomics.exchange(other, 0, 0);
  Atomics.sub(lock, 0, 1);
}
parentPort.on('message', () => {});
parentPort.postMessage('free');`,
  },
  'a worker is killed while it starts': {
    program: `const worker = start();\nawait worker.terminate();`,
    worker: `setInterval(() => {}, 1000);`,
  },
  'a worker says that it has stopped, and is killed then': {
    program: `const worker = start();\nawait once(worker, 'message');\nworker.postMessage('stop');\nawait once(worker, 'message');\nsetTimeout(() => worker.terminate(), 50);`,
    worker: `parentPort.on('message', () => parentPort.postMessage('stopped'));\nparentPort.postMessage('ready');`,
  },
  'an idle worker ends with process.exit()': {
    program: `const worker = start();\nawait once(worker, 'message');\nsetTimeout(() => process.exit(), 50);`,
    worker: `parentPort.on('message', () => {});\nparentPort.postMessage('ready');`,
  },
  'a worker works for a while after it was asked, and ends': {
    program: `const worker = start();\nawait once(worker, 'message');\nworker.postMessage('stop');\nawait once(worker, 'exit');`,
    worker: `const background = setTimeout(() => {}, 60_000);
parentPort.once('message', async () => {
  const end = Date.now() + 1500;
  while (Date.now() < end) await new Promise((resolve) => setImmediate(resolve));
  clearTimeout(background);
});
parentPort.postMessage('ready');`,
  },
  'the program ends while a worker that was asked closes': {
    program: `const worker = start();\nawait once(worker, 'message');\nworker.postMessage('stop');\nawait once(worker, 'message');\nsetTimeout(() => process.exit(), 100);`,
    worker: `parentPort.once('message', () => {\n  parentPort.postMessage('stopping');\n  setTimeout(() => {}, 400);\n});\nparentPort.postMessage('ready');`,
  },
  'a worker waits for another thread for a long time': {
    env: { GRACEFUL_BLOCKED_MS: '300' },
    program: `const word = new Int32Array(new SharedArrayBuffer(4));\nconst worker = start({ workerData: word });\nsetTimeout(() => Atomics.notify(word, 0), 1200);`,
    worker: `Atomics.wait(workerData, 0, 0);`,
  },
  'a long computation that nobody wants to stop': {
    program: `await once(start(), 'exit');`,
    worker: `const end = Date.now() + 1500;\nwhile (Date.now() < end);`,
  },
  'a child process that nobody waits for': {
    program: `const worker = start();\nconst [pid] = await once(worker, 'message');\nawait worker.terminate();\nsetTimeout(() => process.kill(pid), 400);`,
    worker: `import { spawn } from 'node:child_process';\nconst child = spawn('sleep', ['20']);\nchild.unref();\nparentPort.postMessage(child.pid);\nsetInterval(() => {}, 1000);`,
  },
  'a worker is killed before its first message': {
    program: `const worker = start();\nworker.postMessage({ port: 1 });\nawait worker.terminate();`,
    worker: `parentPort.on('message', () => {});`,
  },
  'a package writes its cache while it loads a module': {
    files: {
      'node_modules/compiler/index.cjs': `require.extensions['.x'] = (module, file) => {\n  require('node:fs').promises.writeFile(file + '.cache', 'x'.repeat(1e8));\n};`,
      'late.x': '',
    },
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nrequire('compiler/index.cjs');\nrequire('./late.x');\nparentPort.postMessage('ready');\nsetInterval(() => {}, 1000);`,
  },
  'a child process that has ended': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();\nsetTimeout(() => {}, 400);`,
    worker: `import { spawn } from 'node:child_process';\nspawn('true').once('exit', () => parentPort.postMessage('done'));\nsetInterval(() => {}, 1000);`,
  },
};

describe('run-time probes', () => {
  useCli();

  const can = ([, { node = 0 }]: [string, Pick<Case, 'node'>]): boolean =>
    Number(process.versions.node.split('.')[0]) >= node;

  it.concurrent.for(Object.entries(SEEN).filter(can))(
    'reports %s',
    { timeout: 60_000 },
    async ([, { findings, says = '', ...test }]) => {
      const found = await check(test);
      expect(found.findings, found.stderr).toEqual(findings);
      expect(found.results.flatMap(({ messages }) => messages.map(({ message }) => message)).join('\n')).toContain(
        says,
      );
    },
  );

  it.concurrent.for(Object.entries(SILENT))('is silent when %s', { timeout: 60_000 }, async ([, test]) => {
    expect((await check(test)).findings).toEqual([]);
  });
});

function check({ program, worker, files, env = {} }: Omit<Case, 'findings'>): Promise<Checked> {
  const folder = makeProject({ ...files, 'program.mjs': IMPORTS + program, 'worker.mjs': WORKER + worker });
  return runChecked(folder, 'program.mjs', { env });
}
