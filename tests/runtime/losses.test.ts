import { describe, expect, it } from 'vitest';
import { makeProject, useCli } from '../support/cli.ts';
import { runChecked } from '../support/run-checked.ts';

const MAIN = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const start = (name = './worker.mjs') => new Worker(new URL(name, import.meta.url));
`;
const WORKER = `import { parentPort, Worker } from 'node:worker_threads';
import fs from 'node:fs';
`;

interface Case {
  /** From line 4 on. */
  readonly program: string;
  /** From line 3 on. */
  readonly worker: string;
  readonly files?: Record<string, string>;
}

/** What is lost, where it is told, and what the user reads. */
const LOST: Record<string, Case & { at: string; says: RegExp }> = {
  'the first request of all, by id': {
    program: `const worker = start();
const taken = new Int32Array(new SharedArrayBuffer(4));
worker.postMessage({ id: 1, taken });
await Atomics.waitAsync(taken, 0, 0).value;
worker.terminate();`,
    worker: `import { setTimeout as sleep } from 'node:timers/promises';
parentPort.on('message', async ({ id, taken }) => { const pause = sleep(60_000); Atomics.notify(taken, 0); await pause; parentPort.postMessage({ id }); });`,
    at: 'no-abrupt-terminate program.mjs:8',
    says: /1 request had no answer \(id 1, posted at program\.mjs:6\); it was waiting at worker\.mjs:4\./,
  },
  'tasks that were taken, without ids': {
    program: `const worker = start();
for (let i = 0; i < 40; i++) worker.postMessage({ to: \`u\${i}@example.org\` });
let n = 0;
worker.on('message', () => { if (++n === 3) worker.terminate(); });`,
    worker: `let chain = Promise.resolve();
const send = () => new Promise((ok) => setTimeout(() => ok(), 40));
parentPort.on('message', (m) => { chain = chain.then(async () => { await send(); parentPort.postMessage(m.to); }); });`,
    at: 'no-abrupt-terminate program.mjs:7',
    says: /of 40 messages that it took it had answered \d+\./,
  },
  'a file that is being filled': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `const file = await fs.promises.open(new URL('./dump.ndjson', import.meta.url), 'w');
for (let i = 0; i < 500; i++) {
  await file.write(await new Promise((ok) => setTimeout(() => ok('{}'), 30)));
  if (i === 3) parentPort.postMessage('begun');
}
await file.close();`,
    at: 'no-abrupt-terminate program.mjs:6',
    says: /it had dump\.ndjson open for writing at worker\.mjs:3\./,
  },
  'what a worker’s own worker has to do': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `const leaf = new Worker(new URL('./leaf.mjs', import.meta.url));
for (let id = 0; id < 6; id++) leaf.postMessage({ id });
leaf.once('message', () => parentPort.postMessage('first'));
setInterval(() => {}, 1000);`,
    files: {
      'leaf.mjs': `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id }) => { for (const end = Date.now() + 400; Date.now() < end;); parentPort.postMessage({ id }); });`,
    },
    at: 'no-abrupt-terminate program.mjs:6',
    says: /its own worker leaf\.mjs \(started at worker\.mjs:3\): [45] of 6 messages had not been received/,
  },
  'a stream that process.exit() cuts off': {
    program: `const worker = start();\nawait once(worker, 'exit');`,
    worker: `const out = fs.createWriteStream(new URL('./trace.txt', import.meta.url));
for (let i = 0; i < 10_000; i++) out.write('hello world\\n');
process.exit(0);`,
    at: 'no-process-exit-in-worker worker.mjs:5',
    says: /ends this worker here while a stream still holds \d+ kB for trace\.txt \(made at worker\.mjs:3\)/,
  },
  'a wait for an exit that has been': {
    program: `const worker = start();
await once(worker, 'message');
await new Promise((ok) => setTimeout(ok, 400));
await once(worker, 'exit');`,
    worker: `parentPort.postMessage('up');`,
    at: 'require-exit-wait program.mjs:7',
    says: /wait for the exit of worker worker\.mjs began \d+ ms after it had ended, and never settles/,
  },
  'an answer that a crash swallows': {
    program: `const worker = start();
worker.on('error', () => {});
await once(worker, 'message');
const ask = (text) => new Promise((ok) => {
  worker.once('message', ok);
  worker.postMessage(text);
});
ask('').then(() => console.log('never'));`,
    worker: `parentPort.on('message', (text) => { if (!text) throw new Error('empty'); });\nparentPort.postMessage('up');`,
    at: 'no-lost-reply program.mjs:8',
    says: /Worker worker\.mjs ended with an error and will never answer, so this wait for its message never settled/,
  },
  'a request that a worker without memory never answers': {
    program: `const worker = new Worker(new URL('./worker.mjs', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 20 } });
worker.on('error', () => {});
const ask = (id) => new Promise((ok) => {
  worker.on('message', (m) => m.id === id && ok());
  worker.postMessage({ id });
});
await ask(1);
await ask(2);`,
    worker: `parentPort.on('message', ({ id }) => { if (id === 2) for (const a = []; ;) a.push({ n: [a.length] }); parentPort.postMessage({ id }); });`,
    at: 'no-lost-reply program.mjs:8',
    says: /Worker worker\.mjs ended with an error \(ERR_WORKER_OUT_OF_MEMORY\) and left 1 request without an answer/,
  },
  'tasks that a pool takes off a port of its own': {
    program: `const { port1, port2 } = new MessageChannel();
const worker = start();
worker.postMessage(port2, [port2]);
port1.postMessage({ taskId: 1, ms: 1 });
await once(port1, 'message');
port1.postMessage({ taskId: 2, ms: 60_000 });
await once(worker, 'message');
await worker.terminate();
port1.close();`,
    worker: `import { receiveMessageOnPort } from 'node:worker_threads';
parentPort.once('message', async (port) => {
  for (let n = 0; n < 2;) {
    const { message } = receiveMessageOnPort(port) ?? {};
    if (message) { n += 1; if (n === 2) parentPort.postMessage('taken'); }
    if (message) setTimeout(() => port.postMessage({ taskId: message.taskId }), message.ms);
    await new Promise((ok) => setTimeout(() => ok(), 5));
  }
});`,
    at: 'no-abrupt-terminate program.mjs:11',
    says: /1 task that it took over a port of its own had no answer/,
  },
  'tasks that came over a BroadcastChannel': {
    program: `import { BroadcastChannel } from 'node:worker_threads';
const worker = start();
await once(worker, 'message');
const jobs = new BroadcastChannel('jobs');
for (let id = 0; id < 6; id++) jobs.postMessage({ id });
await new Promise((ok) => (jobs.onmessage = ok));
await worker.terminate();
jobs.close();`,
    worker: `import { BroadcastChannel } from 'node:worker_threads';
const jobs = new BroadcastChannel('jobs');
let chain = Promise.resolve();
jobs.onmessage = ({ data: { id } }) => { chain = chain.then(async () => { if (id > 0) await new Promise((ok) => setTimeout(ok, 30_000)); jobs.postMessage({ id }); }); };
parentPort.postMessage('up');`,
    at: 'no-abrupt-terminate program.mjs:10',
    says: /[1-5] tasks? that it took over a BroadcastChannel had no answer \(it listens at worker\.mjs:6\)\./,
  },
  'tasks that came over a port of the program’s own, to a listener': {
    program: `const { port1, port2 } = new MessageChannel();
const worker = start();
worker.postMessage(port2, [port2]);
for (let id = 0; id < 9; id++) port1.postMessage({ id });
await new Promise((ok) => port1.once('message', ok));
worker.terminate();
port1.close();`,
    worker: `let chain = Promise.resolve();
parentPort.once('message', (port) => port.on('message', ({ id }) => {
  chain = chain.then(async () => { if (id > 0) await new Promise((ok) => setTimeout(() => ok(), 30_000)); port.postMessage({ id }); });
}));`,
    at: 'no-abrupt-terminate program.mjs:9',
    says: /8 tasks that it took over a port of its own had no answer/,
  },
  'a task whose worker has only said that it is running': {
    program: `const worker = start();
const ask = (uid) => new Promise((ok) => {
  worker.on('message', (m) => m.uid === uid && m.type === 'result' && ok());
  worker.postMessage({ type: 'run', uid });
});
await ask(1);
void ask(2);
setTimeout(() => worker.terminate(), 200);`,
    worker: `parentPort.on('message', ({ uid }) => {
  parentPort.postMessage({ type: 'running', uid });
  setTimeout(() => parentPort.postMessage({ type: 'result', uid }), uid === 1 ? 1 : 60_000);
});`,
    at: 'no-abrupt-terminate program.mjs:11',
    says: /1 request had no answer \(id 2, posted at program\.mjs:7\)/,
  },
  'a file that a pipeline fills': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `const { pipeline } = await import('node:stream/promises');
async function* list() {
  for (let i = 0; i < 3; i++) {
    setImmediate(() => parentPort.postMessage('writes'));
    yield 'x'.repeat(5e7);
  }
}
await pipeline(list, fs.createWriteStream(new URL('./big.txt', import.meta.url)));`,
    at: 'no-abrupt-terminate program.mjs:6',
    says: /a file was being written at worker\.mjs:10\./,
  },
  'a file that is filled by its descriptor': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `const fd = fs.openSync(new URL('./part.csv', import.meta.url), 'w');
for (let i = 0; i < 500; i++) {
  fs.writeSync(fd, 'row');
  await new Promise((ok) => setTimeout(() => ok(), 30));
  if (i === 3) parentPort.postMessage('begun');
}
fs.closeSync(fd);`,
    at: 'no-abrupt-terminate program.mjs:6',
    says: /it had part\.csv open for writing at worker\.mjs:3\./,
  },
  'a file that process.exit() cuts': {
    program: `await once(start(), 'exit');`,
    worker: `fs.promises.writeFile(new URL('./cut.txt', import.meta.url), 'z'.repeat(5e7));
setImmediate(() => process.exit());`,
    at: 'no-process-exit-in-worker worker.mjs:4',
    says: /while a file is still being written \(begun at worker\.mjs:3\)\. Await the write/,
  },
  'the request of a worker that has ended with an exit code': {
    program: `const worker = start();
await new Promise((ok) => {
  worker.on('message', (m) => m.id === 1 && ok());
  worker.postMessage({ id: 1 });
});`,
    worker: `parentPort.on('message', () => process.exit(3));`,
    at: 'no-lost-reply program.mjs:7',
    says: /ended with exit code 3 and left 1 request without an answer/,
  },
  'what a worker kills that it has started': {
    program: `await once(start('./middle.mjs'), 'exit');`,
    worker: `parentPort.postMessage('up');\nfor (;;);`,
    files: {
      'middle.mjs': `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
await worker.terminate();`,
    },
    at: 'no-abrupt-terminate middle.mjs:5',
    says: /Worker worker\.mjs was killed in the middle of its work: it was running/,
  },
  'by a package: at the line of the program': {
    program: `import { createRequire } from 'node:module';
const { Pool } = createRequire(import.meta.url)('pool');
const pool = new Pool(new URL('./worker.mjs', import.meta.url));
for (let id = 0; id < 5; id++) pool.run({ id });
pool.w.once('message', () => pool.end());`,
    worker: `parentPort.on('message', () => { parentPort.postMessage('begun'); for (;;); });`,
    files: {
      'node_modules/pool/index.js': `const { Worker } = require('node:worker_threads');
exports.Pool = class { constructor(file) { this.w = new Worker(file); } run(m) { this.w.postMessage(m); } async end() { await null; setTimeout(() => this.w.terminate(), 2700); } };`,
    },
    at: 'no-abrupt-terminate program.mjs:6',
    says: /it was running at worker\.mjs:3; \d messages to it had not been received/,
  },
};

const SILENT: Record<string, Case> = {
  'all tasks were answered': {
    program: `const worker = start();
for (let i = 0; i < 5; i++) worker.postMessage({ to: \`u\${i}@example.org\` });
let n = 0;
worker.on('message', () => { if (++n === 5) setTimeout(() => worker.terminate(), 60); });`,
    worker: `parentPort.on('message', (m) => parentPort.postMessage(m.to));`,
  },
  'a worker takes notes, and answers nothing': {
    program: `const worker = start();
for (let i = 0; i < 50; i++) worker.postMessage({ level: 'info', text: 'note ' + i });
await once(worker, 'message');
setTimeout(() => worker.terminate(), 60);`,
    worker: `let n = 0;\nparentPort.on('message', () => { if (++n === 50) parentPort.postMessage({ count: n }); });`,
  },
  'a log is open, and nothing is being written': {
    program: `const worker = start();
worker.postMessage('line');
await once(worker, 'message');
setTimeout(() => worker.terminate(), 60);`,
    worker: `const file = await fs.promises.open(new URL('./log.txt', import.meta.url), 'a');
parentPort.on('message', async (text) => { await file.write(text); parentPort.postMessage('written'); });`,
  },
  'a synchronous call over a port of its own': {
    program: `import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
const { port1, port2 } = new MessageChannel();
const flag = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: null, execArgv: [''] });
worker.postMessage({ port: port2, flag }, [port2]);
worker.unref();
for (let i = 0; i < 3; i++) {
  worker.postMessage({ id: i });
  Atomics.wait(flag, 0, 0);
  Atomics.sub(flag, 0, 1);
  receiveMessageOnPort(port1);
}`,
    worker: `let given;
parentPort.on('message', async (m) => {
  if (m.port) return (given = m);
  await null;
  given.port.postMessage(m.id * 2);
  Atomics.add(given.flag, 0, 1);
  Atomics.notify(given.flag, 0);
});`,
  },
  'an unref’d worker has given the answer that was waited for': {
    program: `const worker = start();
worker.unref();
await once(worker, 'message');
worker.postMessage('line');`,
    worker: `parentPort.on('message', () => {});\nparentPort.postMessage('up');`,
  },
  'a file has been written and closed by its descriptor': {
    program: `const worker = start();\nawait once(worker, 'message');\nawait worker.terminate();`,
    worker: `const fd = fs.openSync(new URL('./part.csv', import.meta.url), 'w');
fs.writeSync(fd, 'row');
fs.closeSync(fd);
setTimeout(() => parentPort.postMessage('done'), 20);
parentPort.on('message', () => {});`,
  },
  'an answer that cannot come is rejected': {
    program: `const worker = start();
worker.on('error', () => {});
await once(worker, 'message');
const ask = (text) => new Promise((ok, fail) => {
  worker.once('message', ok);
  worker.once('exit', fail);
  worker.postMessage(text);
});
await ask('').catch(() => {});`,
    worker: `parentPort.on('message', () => { throw new Error('empty'); });\nparentPort.postMessage('up');`,
  },
  'a worker only listens to a BroadcastChannel': {
    program: `import { BroadcastChannel } from 'node:worker_threads';
const worker = start();
await once(worker, 'message');
const news = new BroadcastChannel('news');
for (let id = 0; id < 6; id++) news.postMessage({ id });
await once(worker, 'message');
setTimeout(() => { worker.terminate(); news.close(); }, 60);`,
    worker: `import { BroadcastChannel } from 'node:worker_threads';
const news = new BroadcastChannel('news');
let n = 0;
news.onmessage = () => { if (++n === 6) parentPort.postMessage('all'); };
parentPort.postMessage('up');`,
  },
  'a worker says that it has stopped, while a short pause goes on': {
    program: `const worker = start();
await once(worker, 'message');
worker.postMessage('cancel');
await once(worker, 'message');
setTimeout(() => worker.terminate(), 20);`,
    worker: `let go = true;
parentPort.on('message', () => { go = false; parentPort.postMessage('cancelled'); });
const { setTimeout: sleep } = await import('node:timers/promises');
parentPort.postMessage('up');
while (go) await sleep(400);`,
  },
  'the task of a pool is aborted, which kills its worker': {
    program: `const { port1, port2 } = new MessageChannel();
const worker = start();
worker.postMessage(port2, [port2]);
port1.postMessage({ taskId: 1, ms: 1 });
await once(port1, 'message');
port1.postMessage({ taskId: 2, ms: 60_000 });
await once(worker, 'message');
const stop = new AbortController();
stop.signal.addEventListener('abort', () => worker.terminate());
stop.abort();
port1.close();`,
    worker: `import { receiveMessageOnPort } from 'node:worker_threads';
parentPort.once('message', async (port) => {
  for (let n = 0; n < 2;) {
    const { message } = receiveMessageOnPort(port) ?? {};
    if (message) { n += 1; setTimeout(() => port.postMessage({ taskId: message.taskId }), message.ms); }
    await new Promise((ok) => setTimeout(() => ok(), 5));
  }
  setTimeout(() => parentPort.postMessage('taken'), 20);
});`,
  },
  'a worker without memory is replaced': {
    program: `const limited = () => new Worker(new URL('./worker.mjs', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 20 } });
const ask = (worker, id) => new Promise((ok, fail) => {
  worker.on('message', (m) => m.id === id && ok());
  worker.once('error', fail);
  worker.postMessage({ id });
});
await ask(limited(), 2).catch(() => {});
const worker = limited();
await ask(worker, 1);
setTimeout(() => worker.terminate(), 60);`,
    worker: `parentPort.on('message', ({ id }) => { if (id === 2) for (const a = []; ;) a.push({ n: [a.length] }); parentPort.postMessage({ id }); });`,
  },
  'a stream is written before process.exit()': {
    program: `await once(start(), 'exit');`,
    worker: `const out = fs.createWriteStream(new URL('./trace.txt', import.meta.url));
for (let i = 0; i < 100; i++) out.write('hello world\\n');
out.end(() => process.exit(0));`,
  },
};

describe('run-time losses', () => {
  useCli();

  it.concurrent.for(Object.entries(LOST))('tells %s', { timeout: 60_000 }, async ([, test]) => {
    const found = await run(test);
    expect(found.findings, found.stderr).toEqual([test.at]);
    expect(found.results[0]?.messages[0]?.message).toMatch(test.says);
  });

  it.concurrent.for(Object.entries(SILENT))('is silent when %s', { timeout: 60_000 }, async ([, test]) => {
    const found = await run(test);
    expect(found.findings, found.stderr).toEqual([]);
  });
});

function run({ program, worker, files }: Case) {
  const folder = makeProject({ ...files, 'program.mjs': MAIN + program, 'worker.mjs': WORKER + worker });
  return runChecked(folder, 'program.mjs');
}
