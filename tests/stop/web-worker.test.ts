import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { stopWorker } from '../../src/stop/index.ts';
import { makeWorker, startWorker, useWorkers } from './start-worker.ts';

/** Makes a Node thread look like a web worker to code that runs in it: a global scope with messages and no process. */
const WEB = `
  const scope = new EventTarget();
  globalThis.WorkerGlobalScope = class {};
  for (const name of ['addEventListener', 'removeEventListener']) globalThis[name] = scope[name].bind(scope);
  parentPort.on('message', (message) => scope.dispatchEvent(Object.assign(new Event('message'), message)));
  Reflect.deleteProperty(globalThis, 'process');
`;

/** What the owner of a web worker has: no events that tell the end, and nothing back from terminate(). */
class WebWorker {
  readonly asked: unknown[] = [];
  terminated = 0;
  readonly #worker: Worker | undefined;

  constructor(worker?: Worker) {
    this.#worker = worker;
  }

  postMessage(data: unknown, ports: never[] = []): void {
    this.asked.push(data);
    this.#worker?.postMessage({ data, ports }, ports);
  }

  terminate(): void {
    this.terminated += 1;
    void this.#worker?.terminate();
  }
}

describe('a web worker', () => {
  useWorkers();

  it('is terminated once it has said that it is done', async () => {
    const { worker, said } = await startWorker(`${WEB}
      const signal = stopSignal();
      say('ready');
      try { await sleep(1e6, signal); }
      catch { say(typeof process); }
      finally { await sleep(5); say('cleaned up'); acknowledgeStop(); }
    `);
    const web = new WebWorker(worker);
    await expect(stopWorker(web, { graceMs: 20_000 })).resolves.toEqual({ forced: false, code: undefined });
    expect([web.asked, web.terminated, said]).toEqual([['stop'], 1, ['undefined', 'cleaned up']]);
  });

  it('may answer by hand, through the port that comes with the message', async () => {
    const { worker } = await startWorker(
      `parentPort.on('message', ({ ports }) => ports[0].postMessage('bye')); say('ready');`,
    );
    const web = new WebWorker(worker);
    await expect(stopWorker(web, { message: { type: 'halt' } })).resolves.toMatchObject({ forced: false });
    expect(web.asked).toEqual([{ type: 'halt' }]);
  });

  it('is terminated when the grace is over, or the signal aborts', async () => {
    const web = new WebWorker();
    const stops = [stopWorker(web, { graceMs: 10 }), stopWorker(web)];
    await expect(Promise.all(stops)).resolves.toEqual(Array(2).fill({ forced: true, code: undefined }));
    expect([web.asked, web.terminated]).toEqual([['stop'], 1]);
    const other = new WebWorker();
    await expect(stopWorker(other, { signal: AbortSignal.abort() })).resolves.toMatchObject({ forced: true });
  });

  it('rejects when the message cannot be posted', async () => {
    const { worker } = makeWorker(`say('ready')`);
    const web = new WebWorker(worker);
    await expect(stopWorker(web, { message: () => {} })).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(web.terminated).toBe(0);
  });
});
