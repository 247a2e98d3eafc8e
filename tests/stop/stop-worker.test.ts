import { getEventListeners, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { StopToken, stopWorker } from '../../src/stop/index.ts';
import { startWorker, useWorkers } from './start-worker.ts';

const GUARD = `
  async function guard(work) {
    say('ready');
    try { await work(); }
    catch (error) { if (error.name !== 'AbortError') throw error; }
    finally { say('finally'); }
  }
`;
const ENDED = { forced: false, code: 0 };
const KILLED = { forced: true, code: 1 };

describe('stopWorker', () => {
  useWorkers();

  it.each([
    [
      'is idle',
      `const hear = () => {};
       parentPort.on('message', hear);
       stopSignal().onabort = () => parentPort.off('message', hear);
       guard(() => {});`,
    ],
    ['has nothing but the signal and a timer', `guard(() => sleep(1e6, stopSignal()))`],
    ['sleeps in timers/promises', `guard(() => timers.setTimeout(1e6, 0, { signal: stopSignal() }))`],
    [
      'loops and yields',
      `const s = stopSignal(); guard(async () => { while (!s.aborted) await timers.setImmediate(); })`,
    ],
    ['spins on the token', `const t = StopToken.from(workerData.stopToken); guard(() => { while (!t.isSet); })`],
    ['blocks on the token', `const t = StopToken.from(workerData.stopToken); guard(() => { t.waitSync(); })`],
    ['awaits the token', `const t = StopToken.from(workerData.stopToken); guard(() => t.wait())`],
    [
      'iterates a timer',
      `guard(async () => { for await (const _ of timers.setInterval(5, 0, { signal: stopSignal() })); })`,
    ],
    [
      'serves',
      `const { createServer } = await import('node:http');
       const server = createServer().listen(0);
       stopSignal().addEventListener('abort', () => server.close());
       guard(() => once(server, 'close'));`,
    ],
  ])('lets a worker end by itself that %s', async (_, work) => {
    const token = new StopToken();
    const { worker, said } = await startWorker(`${GUARD} ${work}`, {
      workerData: { stopToken: token.buffer },
    });
    await expect(stopWorker(worker, { token, graceMs: 20_000 })).resolves.toEqual(ENDED);
    expect(said.toSorted()).toEqual(['exit handler', 'finally']);
  });

  it.each([
    ['loop', `for (;;);`],
    ['timer', `await timers.setTimeout(1e6);`],
    ['microtask loop', `for (;;) await null;`],
  ])('kills a deaf %s when the grace is over', async (_, work) => {
    const { worker, said } = await startWorker(`${GUARD} stopSignal(); guard(async () => { ${work} });`);
    const start = performance.now();
    await expect(stopWorker(worker, { graceMs: 60 })).resolves.toEqual(KILLED);
    expect(performance.now() - start).toBeGreaterThan(50);
    expect(said).toEqual([]);
  });

  it('takes any message, also an object, and hand-written workers hear it as it is', async () => {
    const { worker, said } = await startWorker(`
      parentPort.once('message', say);
      stopSignal({ message: 'halt' }).onabort = () => say('aborted');
      say('ready');
    `);
    await expect(stopWorker(worker, { message: { type: 'halt', why: 1 } })).resolves.toEqual(ENDED);
    expect(said).toEqual([{ type: 'halt', why: 1 }, 'aborted', 'exit handler']);
  });

  it('gives the exit code of the worker', async () => {
    const { worker } = await startWorker(`stopSignal().onabort = () => { process.exitCode = 7; parentPort.close(); };
      parentPort.on('message', () => {}); say('ready');`);
    await expect(stopWorker(worker)).resolves.toEqual({ forced: false, code: 7 });
  });

  it('asks a worker that has not started yet', async () => {
    const token = new StopToken();
    const worker = new Worker(`new Int32Array(require('worker_threads').workerData)[0] || setInterval(() => {}, 1e6)`, {
      eval: true,
      workerData: token.buffer,
    });
    await expect(stopWorker(worker, { token, graceMs: 20_000 })).resolves.toEqual(ENDED);
  });

  it('resolves at once for a worker that is gone, and posts nothing', async () => {
    const worker = new Worker('', { eval: true });
    await once(worker, 'exit');
    worker.postMessage = () => expect.unreachable();
    await expect(stopWorker(worker)).resolves.toEqual({ forced: false, code: undefined });
  });

  it('shares one stop between all who ask', async () => {
    const { worker, said } =
      await startWorker(`parentPort.on('message', (m) => { say(m); if (m === 'end') process.exit(); });
      say('ready');`);
    const stops = [
      stopWorker(worker, { graceMs: Infinity }),
      stopWorker(worker),
      stopWorker(worker, { message: 'other' }),
    ];
    worker.postMessage('end');
    await expect(Promise.all(stops)).resolves.toEqual([ENDED, ENDED, ENDED]);
    expect(said).toEqual(['stop', 'end', 'exit handler']);
    await expect(stopWorker(worker)).resolves.toEqual(ENDED);
    expect(worker.listenerCount('exit')).toBe(0);
  });

  it('keeps to the earliest deadline', async () => {
    const { worker } = await startWorker(`say('ready'); setInterval(() => {}, 1e6);`);
    const stop = stopWorker(worker, { graceMs: Infinity });
    await expect(stopWorker(worker, { graceMs: 10 })).resolves.toEqual(KILLED);
    await expect(stop).resolves.toEqual(KILLED);
  });

  it('ends the grace when the signal aborts, before or during it', async () => {
    for (const isEarly of [true, false]) {
      const controller = new AbortController();
      const { worker } = await startWorker(`parentPort.on('message', say); say('ready');`);
      if (isEarly) controller.abort();
      const stop = stopWorker(worker, { graceMs: Infinity, signal: controller.signal });
      if (!isEarly) {
        await once(worker, 'message');
        controller.abort();
      }
      await expect(stop).resolves.toEqual(KILLED);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    }
  });

  it("leaves an error to the 'error' listeners and ends with code 1", async () => {
    const { worker } = await startWorker(
      `parentPort.once('message', () => { throw new Error('late'); }); say('ready');`,
    );
    const failed = once(worker, 'error');
    await expect(stopWorker(worker, { graceMs: 20_000 })).resolves.toEqual({ forced: false, code: 1 });
    await expect(failed).resolves.toMatchObject([{ message: 'late' }]);
    expect(worker.listenerCount('error')).toBe(0);
  });

  it('rejects when the message cannot be posted, and can be called again', async () => {
    const { worker } = await startWorker(`stopSignal(); setInterval(() => {}, 1e6); say('ready');`);
    await expect(stopWorker(worker, { message: () => {} })).rejects.toMatchObject({ name: 'DataCloneError' });
    await expect(stopWorker(worker, { graceMs: 10 })).resolves.toEqual(KILLED);
  });
});
