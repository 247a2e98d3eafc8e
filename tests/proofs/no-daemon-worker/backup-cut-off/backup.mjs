import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData as file } from 'node:worker_threads';

// Row by row, as the other side takes them.
for (const row of ['first', 'second', 'third']) {
  await sleep(100);
  appendFileSync(file, `${row}\n`);
}
