import { setTimeout as sleep } from 'node:timers/promises';

export async function poll(look, signal) {
  while (!signal.aborted) {
    look();
    await sleep(3500);
  }
}
