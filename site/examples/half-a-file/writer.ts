import { writeFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', async (message: 'stop' | { rows: number }) => {
  if (message === 'stop') return parentPort?.close();
  const rows = Array.from({ length: message.rows }, (_, row) => `${row};${row * row}`);
  await writeFile('report.csv', rows.join('\n'));
  console.log('report.csv is complete');
});
