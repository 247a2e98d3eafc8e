// A worker writes three rows and ends.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const file = fileURLToPath(new URL('./rows.txt', import.meta.url));
writeFileSync(file, '');
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: file });
worker.postMessage(['first', 'second', 'third']);
const [code] = await once(worker, 'exit');
console.log(JSON.stringify({ code, rows: readFileSync(file, 'utf8').split('\n').length - 1 }));
