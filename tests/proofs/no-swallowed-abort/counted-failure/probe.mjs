import { setTimeout as sleep } from 'node:timers/promises';

export async function probe(ask, health, signal) {
  for (;;) {
    try {
      await ask({ signal });
      health.failures = 0;
    } catch (error) {
      health.failures += 1;
      if (health.failures === 3) health.dispatchEvent(new Event('alarm'));
      await sleep(20);
    }
  }
}
