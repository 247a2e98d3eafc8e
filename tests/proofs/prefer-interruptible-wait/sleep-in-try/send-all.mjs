import { setTimeout as sleep } from 'node:timers/promises';

export async function sendAll(batches, { prepare, send, fail, signal }) {
  for (const batch of batches) {
    try {
      prepare(batch);
      await sleep(1200);
      send(batch);
    } catch (error) {
      fail(error);
    }
  }
}
