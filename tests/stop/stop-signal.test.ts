import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { acknowledgeStop, StopToken, stopSignal } from '../../src/stop/index.ts';
import { makeWorker, startWorker, useWorkers } from './start-worker.ts';

describe('stopSignal', () => {
  useWorkers();
  const end = (worker: { once: unknown }) => once(worker as never, 'exit').then(([code]) => code as number);

  it('does not keep a thread alive that has nothing to do', async () => {
    const { worker, said } = makeWorker(`stopSignal(); await sleep(5, stopSignal()); say('done');`);
    await expect(end(worker)).resolves.toBe(0);
    expect(said).toEqual(['done', 'exit handler']);
  });

  it('is one per thread and message, also for two copies of the helper', async () => {
    const { worker, said } = await startWorker(`
      import { stopSignal as other } from './copy.mjs';
      const signals = [stopSignal(), other(), stopSignal({ message: 'halt' }), other({ message: 'halt' })];
      say('ready');
      const answer = () => say(signals.map((signal) => signals.indexOf(signal) + ':' + signal.aborted).join(' '));
      parentPort.on('message', answer);
      signals[0].onabort = () => parentPort.off('message', answer);
    `);
    worker.postMessage('halt');
    await once(worker, 'message');
    worker.postMessage('stop');
    await expect(end(worker)).resolves.toBe(0);
    expect(said).toEqual(['0:false 0:false 2:true 2:true', 'exit handler']);
  });

  it('hears nothing else', async () => {
    const { worker, said } = await startWorker(`const s = stopSignal();
      parentPort.on('message', (m) => { say([typeof m, s.aborted]); if (m === 'end') parentPort.close(); }); say('ready');`);
    for (const message of [null, undefined, 1, {}, { type: 'stopped' }, ['stop'], 'end']) worker.postMessage(message);
    await end(worker);
    expect(said).toEqual(
      ['object', 'undefined', 'number', 'object', 'object', 'object', 'string'].map((type) => [type, false]),
    );
  });

  it('aborts when the token in workerData is set, by whatever thread', async () => {
    const token = new StopToken();
    const { worker, said } = await startWorker(
      `const s = stopSignal(); s.onabort = () => say(s.reason.name); say('ready'); await sleep(1e6, s).catch(() => {});`,
      { workerData: { stopToken: token.buffer } },
    );
    token.set();
    await expect(end(worker)).resolves.toBe(0);
    expect(said).toEqual(['AbortError', 'exit handler']);
  });

  it('has aborted already where the token is set before', async () => {
    const token = new StopToken();
    token.set();
    const { said, worker } = makeWorker(`say(stopSignal().aborted)`, { workerData: { stopToken: token.buffer } });
    await end(worker);
    expect(said).toEqual([true, 'exit handler']);
  });

  describe('and the listeners of the program', () => {
    const LISTEN = [
      [
        'on',
        `function hear(m) { say(m); if (m === 'end') parentPort.off('message', hear); } parentPort.on('message', hear);`,
      ],
      [
        'addEventListener',
        `function hear(e) { say(e.data); if (e.data === 'end') parentPort.removeEventListener('message', hear); }
        parentPort.addEventListener('message', hear);`,
      ],
      [
        'onmessage',
        `parentPort.onmessage = (e) => { say(e.data); if (e.data === 'end') parentPort.onmessage = null; };`,
      ],
      [
        'once, again and again',
        `(async () => { let m; do { [m] = await once(parentPort, 'message'); say(m); } while (m !== 'end'); })()`,
      ],
      [
        'an iterator',
        `(async () => { for await (const [m] of on(parentPort, 'message')) { say(m); if (m === 'end') break; } })()`,
      ],
    ];

    it.each(LISTEN)('before it: %s hears all and keeps the thread alive until it is gone', async (_, listen) => {
      const { worker, said } = await startWorker(`${listen}; stopSignal(); say('ready');`);
      await talk(worker, said);
    });

    it.each(LISTEN)('after it: %s hears all and keeps the thread alive until it is gone', async (_, listen) => {
      const { worker, said } = await startWorker(`stopSignal(); ${listen}; say('ready');`);
      await talk(worker, said);
    });

    it.each(LISTEN)('much later: %s hears what came meanwhile, in order', async (_, listen) => {
      const { worker, said } = makeWorker(`
        stopSignal();
        const alive = setInterval(() => {}, 1e6);
        await new Promise((resolve) => { stopSignal({ message: 'listen' }).onabort = resolve; });
        ${listen};
        clearInterval(alive);
      `);
      for (const message of ['a', { b: 1 }, 'listen']) worker.postMessage(message);
      await once(worker, 'message');
      worker.postMessage('c');
      worker.postMessage('end');
      await expect(end(worker)).resolves.toBe(0);
      expect(said).toEqual(['a', { b: 1 }, 'listen', 'c', 'end', 'exit handler']);
    });

    it('hands on what came early also after the stop', async () => {
      const { worker, said } = makeWorker(`
        const signal = stopSignal();
        const alive = setInterval(() => {}, 1e6);
        await new Promise((resolve) => { signal.onabort = resolve; });
        clearInterval(alive);
        parentPort.on('message', function hear(m) { say(m); if (m === 'stop') parentPort.off('message', hear); });
      `);
      worker.postMessage('task');
      worker.postMessage('stop');
      await expect(end(worker)).resolves.toBe(0);
      expect(said).toEqual(['task', 'stop', 'exit handler']);
    });

    async function talk(worker: import('node:worker_threads').Worker, said: unknown[]): Promise<void> {
      const exited = end(worker);
      // One at a time: the thread has every reason to end in between, but for its listener.
      for (const message of ['a', 'b', 'c']) {
        worker.postMessage(message);
        await once(worker, 'message');
      }
      worker.postMessage('end');
      await expect(exited).resolves.toBe(0);
      expect(said).toEqual(['a', 'b', 'c', 'end', 'exit handler']);
    }
  });

  it('leaves no listener and no change on the port after the stop', async () => {
    const { worker, said } = await startWorker(`
      const names = () => [parentPort.listenerCount('message'), ...Object.getOwnPropertyNames(parentPort)].join();
      const hear = () => {};
      parentPort.on('message', hear);
      const before = names();
      stopSignal().onabort = () => setImmediate(() => {
        say(names() === before);
        parentPort.off('message', hear);
      });
      say('ready');
    `);
    worker.postMessage('stop');
    await expect(end(worker)).resolves.toBe(0);
    expect(said).toEqual([true, 'exit handler']);
  });

  it('can be waited on by many without a warning', async () => {
    const { worker, said } = makeWorker(`
      process.on('warning', say);
      const waits = Array.from({ length: 50 }, () => timers.setTimeout(1e6, 0, { signal: stopSignal() }).catch(() => {}));
      await timers.setTimeout(1);
      say(waits.length);
      await Promise.all(waits);
    `);
    await once(worker, 'message');
    worker.postMessage('stop');
    await end(worker);
    expect(said).toEqual([50, 'exit handler']);
  });

  it('never aborts in a main thread, where there is nobody to answer either', () => {
    expect(stopSignal().aborted).toBe(false);
    expect(stopSignal()).toBe(stopSignal());
    expect(() => acknowledgeStop()).not.toThrow();
  });
});
