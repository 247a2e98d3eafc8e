import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { StopToken } from '../../src/stop/index.ts';
import { makeWorker, startWorker, useWorkers } from './start-worker.ts';

const WAIT_ASYNC = Object.getOwnPropertyDescriptor(Atomics, 'waitAsync') as PropertyDescriptor;

describe('StopToken', () => {
  useWorkers();
  afterEach(() => void Object.defineProperty(Atomics, 'waitAsync', WAIT_ASYNC));

  it('is set and cleared for all who share it', () => {
    const token = new StopToken();
    const other = StopToken.from(token.buffer);
    expect([token.isSet, other.isSet]).toEqual([false, false]);
    other.set();
    expect([token.isSet, other.isSet, token.waitSync()]).toEqual([true, true, true]);
    token.clear();
    expect([token.isSet, other.isSet, other.waitSync(1)]).toEqual([false, false, false]);
    expect(new StopToken().isSet).toBe(false);
  });

  it('refuses memory that is not shared', () => {
    for (const buffer of [new ArrayBuffer(4), undefined, null, {}, new Int32Array(1)]) {
      expect(() => StopToken.from(buffer as never)).toThrow(TypeError);
    }
  });

  it('waits for its time, blocking or not', async () => {
    const token = new StopToken();
    let start = performance.now();
    expect(token.waitSync(30)).toBe(false);
    expect(performance.now() - start).toBeGreaterThan(20);
    start = performance.now();
    await expect(token.wait(30)).resolves.toBe(false);
    expect(performance.now() - start).toBeGreaterThan(20);
    await expect(token.wait(0)).resolves.toBe(false);
  });

  describe.each([
    ['with Atomics.waitAsync', ''],
    ['without Atomics.waitAsync', 'delete Atomics.waitAsync;'],
  ])('%s', (_, prepare) => {
    it('wakes who waits in this thread', async () => {
      if (prepare) Reflect.deleteProperty(Atomics, 'waitAsync');
      const token = new StopToken();
      const waits = Promise.all([token.wait(), token.wait(20_000), StopToken.from(token.buffer).wait()]);
      await expect(token.wait(1)).resolves.toBe(false);
      token.set();
      await expect(waits).resolves.toEqual([true, true, true]);
      await expect(token.wait()).resolves.toBe(true);
    });

    it('wakes who waits in another thread, and keeps that alive until then', async () => {
      const token = new StopToken();
      const { worker, said } = await startWorker(
        `${prepare} say('ready'); say(await StopToken.from(workerData).wait()); say('still here');`,
        { workerData: token.buffer },
      );
      token.set();
      await expect(once(worker, 'exit')).resolves.toEqual([0]);
      expect(said).toEqual([true, 'still here', 'exit handler']);
    });

    it('has a signal that aborts, and does not keep a thread alive', async () => {
      const token = new StopToken();
      const text = `
        ${prepare}
        const token = StopToken.from(workerData.buffer);
        token.signal.onabort = () => { say([token.signal.aborted, token.signal.reason.name]); clearInterval(alive); };
        const alive = workerData.isLong && setInterval(() => {}, 1e6);
        say('ready');
      `;
      const short = makeWorker(text, { workerData: { buffer: token.buffer } });
      await expect(once(short.worker, 'exit')).resolves.toEqual([0]);
      const long = await startWorker(text, { workerData: { buffer: token.buffer, isLong: true } });
      token.set();
      await expect(once(long.worker, 'exit')).resolves.toEqual([0]);
      expect(long.said).toEqual([[true, 'AbortError'], 'exit handler']);
    });
  });

  it('wakes a thread that blocks', async () => {
    const token = new StopToken();
    const { worker, said } = await startWorker(`say('ready'); say(StopToken.from(workerData).waitSync());`, {
      workerData: token.buffer,
    });
    token.set();
    await once(worker, 'exit');
    expect(said).toEqual([true, 'exit handler']);
  });

  it('gives one signal, and a new one after it was cleared', () => {
    const token = new StopToken();
    const { signal } = token;
    expect(token.signal).toBe(signal);
    token.set();
    expect([signal.aborted, token.signal]).toEqual([true, signal]);
    token.clear();
    expect(token.signal.aborted).toBe(false);
    token.set();
    expect(token.signal.aborted).toBe(true);
    expect(StopToken.from(token.buffer).signal.aborted).toBe(true);
  });
});
