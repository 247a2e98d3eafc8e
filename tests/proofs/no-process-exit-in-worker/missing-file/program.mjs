// A worker writes three rows, and is told that these were all.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const file = fileURLToPath(new URL('./rows.txt', import.meta.url));
writeFileSync(file, '');
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: file });
for (const row of ['first', 'second', 'third', null]) worker.postMessage(row);
const [code] = await once(worker, 'exit');
console.log(JSON.stringify({ code, rows: readFileSync(file, 'utf8').split('\n').length - 1 }));
