import { sleep } from './sleep.js';

export async function* interval(ms: number, signal?: AbortSignal): AsyncGenerator<number> {
  for (let i = 0; ; i++) {
    await sleep(ms, signal);
    yield i;
  }
}
