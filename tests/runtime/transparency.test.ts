import { describe, expect, it } from 'vitest';
import { makeProject, useCli } from '../support/cli.ts';
import { HOOK, runChecked, runNode } from '../support/run-checked.ts';

const WORKER = `import { Worker, MessageChannel, receiveMessageOnPort } from 'node:worker_threads';\nimport { once } from 'node:events';\n`;

/** Programs that must do the same with the checker as without. */
const PROGRAMS: Record<string, string> = {
  'messages keep their order': `${WORKER}
const worker = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => { parentPort.postMessage(m * 2); if (m === 999) parentPort.close(); })", { eval: true });
const got = [];
worker.on('message', (m) => got.push(m));
for (let i = 0; i < 1000; i++) worker.postMessage(i);
console.log((await once(worker, 'exit'))[0], got.length, got.every((m, i) => m === i * 2));`,
  'timers keep their promises': `
import { promisify } from 'node:util';
import timers from 'node:timers';
import { setTimeout as sleep, scheduler } from 'node:timers/promises';
console.log(await promisify(setTimeout)(5, 'a'), await sleep(5, 'b'), await scheduler.wait(5), timers.setTimeout === setTimeout);`,
  'timers keep their promises in a worker': `${WORKER}
const worker = new Worker(\`
const { promisify } = require('node:util');
const timers = require('node:timers');
const { setTimeout: sleep, scheduler } = require('node:timers/promises');
(async () => {
  const kept = setTimeout(() => {}, 10_000);
  clearTimeout(kept);
  const answer = [await promisify(setTimeout)(60, 'a'), await sleep(60, 'b'), await scheduler.wait(60), timers.setTimeout === setTimeout,
    sleep.name, sleep.length, setTimeout.name, await sleep(5, 0, 'wrong').catch((e) => e.code), timers.promises.setTimeout === sleep];
  process.on('unhandledRejection', (e) => console.log('unhandled', e.code));
  sleep(70, 0, 'wrong');
  console.log(JSON.stringify(answer));
})();
\`, { eval: true });
await once(worker, 'exit');`,
  'what a program can see of a worker': `${WORKER}
const { port1, port2 } = new MessageChannel();
const worker = new Worker("const { parentPort, workerData, getEnvironmentData } = require('worker_threads'); parentPort.once('message', (m) => { console.log(JSON.stringify([m, workerData, process.argv.length, Object.keys(process.env).filter((k) => k.startsWith('X')), parentPort.listenerCount('message'), process.listenerCount('exit'), process.getActiveResourcesInfo()])); });", { eval: true, workerData: { a: 1 }, env: { X: '1' }, transferList: [] });
console.log(worker.listenerCount('exit'), worker.listenerCount('message'), worker.constructor === Worker, Object.keys(worker).length);
worker.postMessage('hello');
port1.postMessage('x');
console.log(receiveMessageOnPort(port2), process.listenerCount('exit'), process.listenerCount('SIGTERM'));
port1.close();
console.log(await once(worker, 'exit'));`,
  'the words of a worker are its own': `${WORKER}
for (const options of [{}, { execArgv: [] }, { execArgv: ['--no-warnings'] }, { env: {} }]) {
  const worker = new Worker("require('worker_threads').parentPort.postMessage(process.execArgv)", { eval: true, ...options });
  console.log(JSON.stringify((await once(worker, 'message'))[0].filter((word) => options.execArgv || !/require|index/.test(word))));
}`,
  'wrong use throws the same': `${WORKER}
for (const make of [() => new Worker(), () => new Worker('x', { execArgv: 5 }), () => new Worker('', { eval: true, execArgv: ['--title=x'] }), () => Worker('x'), () => new Worker('', { eval: true, workerData: () => {} })]) {
  try { make(); console.log('made'); } catch (error) { console.log(error.code, error.message); }
}`,
  'an error in a worker ends the program': `${WORKER}
new Worker("throw new Error('in a worker')", { eval: true });`,
  'an error in the main thread': `${WORKER}
new Worker('setInterval(() => {}, 1000)', { eval: true });
setTimeout(() => { throw new Error('in main'); }, 100);`,
  'process.exit': `${WORKER}
const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
process.on('exit', (code) => console.log('exit', code));
worker.once('online', () => process.exit(3));`,
  'an exit code of its own': `${WORKER}
process.exitCode = 7;
new Worker('', { eval: true });`,
  'an idle program ends by itself': `${WORKER}
const worker = new Worker("require('worker_threads').parentPort.on('message', () => {})", { eval: true });
worker.unref();`,
  'a hundred short workers': `${WORKER}
let ended = 0;
async function start() { const worker = new Worker('', { eval: true }); await once(worker, 'exit'); ended += 1; }
for (let i = 0; i < 100; i += 4) await Promise.all(Array.from({ length: 4 }, start));
console.log(ended);`,
  'Atomics keep their meaning': `${WORKER}
const worker = new Worker(\`
const a = new Int32Array(new SharedArrayBuffer(8)), b = new BigInt64Array(new SharedArrayBuffer(16));
const tried = (f) => { try { return String(f()); } catch (e) { return e.message; } };
console.log(Atomics.compareExchange(a, 0, 0, 1), Atomics.store(a, 0, 0), Atomics.add(a, 1, 5), Atomics.sub(a, 1, 2), Atomics.exchange(a, 1, 9), Atomics.and(a, 1, 8),
  Atomics.wait(a, 0, 1), Atomics.wait(a, 0, 0, 60), Atomics.compareExchange(b, 0, 0n, 4n), Atomics.store(b, 0, 0n),
  tried(() => Atomics.wait({}, 0, 0)), tried(() => Atomics.store(a, 9, 0)), Atomics.store.name, Atomics.store.length);
\`, { eval: true });
await once(worker, 'exit');`,
};

describe('a program does the same with the checker', () => {
  useCli();

  it.concurrent.each(Object.entries(PROGRAMS))('%s', { timeout: 120_000 }, async (_, source) => {
    const folder = makeProject({ 'program.mjs': source });
    const plain = await runNode(folder, [`${folder}/program.mjs`], { ...process.env, NODE_OPTIONS: '' });
    const checked = await runChecked(folder, 'program.mjs', { load: ['--require', HOOK] });
    expect(checked).toMatchObject({
      code: plain.code,
      signal: plain.signal,
      stdout: plain.stdout,
      stderr: plain.stderr,
      findings: [],
    });
  });
});
