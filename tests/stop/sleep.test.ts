import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/stop/index.ts';

describe('sleep', () => {
  it('takes its time', async () => {
    const start = performance.now();
    await expect(sleep(30)).resolves.toBeUndefined();
    expect(performance.now() - start).toBeGreaterThan(20);
  });

  it('ends when the signal aborts, with its reason', async () => {
    const controller = new AbortController();
    const nap = sleep(1e6, controller.signal);
    controller.abort();
    await expect(nap).rejects.toBe(controller.signal.reason);
    await expect(nap).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([['a word'], [new Error('why')], [new DOMException('late', 'TimeoutError')]])(
    'is an AbortError whatever the reason: %s',
    async (reason) => {
      const controller = new AbortController();
      const nap = sleep(1e6, controller.signal);
      controller.abort(reason);
      await expect(nap).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: reason });
      await expect(nap).rejects.toBeInstanceOf(Error);
    },
  );

  it('rejects, and does not throw, where the signal has aborted already', async () => {
    const nap = sleep(1e6, AbortSignal.abort());
    await expect(nap).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('leaves neither listener nor timer behind', async () => {
    const { signal } = new AbortController();
    for (let turn = 0; turn < 20; turn += 1) await sleep(0, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    const controller = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const naps = Array.from({ length: 5 }, () => sleep(1e6, controller.signal));
    expect(timers()).toBe(before + 5);
    controller.abort();
    await Promise.allSettled(naps);
    expect([timers(), getEventListeners(controller.signal, 'abort')]).toEqual([before, []]);
  });

  it('does not end at once when the time is longer than a timer can be', async () => {
    const controller = new AbortController();
    const nap = sleep(Infinity, controller.signal).catch(() => 'stopped');
    await expect(Promise.race([nap, sleep(10).then(() => 'asleep')])).resolves.toBe('asleep');
    controller.abort();
    await expect(nap).resolves.toBe('stopped');
  });
});
