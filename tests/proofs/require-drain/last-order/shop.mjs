import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConsumer } from './consumer.mjs';

const orders = ['first', 'second'];
const queue = { next: async () => orders.shift() };
const consumer = createConsumer(queue, async (order) => {
  process.send('taken');
  await sleep(200);
  await writeFile(process.argv[2], order);
});
consumer.start();
process.once('SIGTERM', async () => {
  await consumer.stop();
  process.exit();
});
