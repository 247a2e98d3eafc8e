// A worker is given a job that it cannot do.
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const lock = fileURLToPath(new URL('./job.lock', import.meta.url));
rmSync(lock, { force: true });
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: lock });
worker.postMessage({ rows: [] });
const [code] = await once(worker, 'exit');
console.log(JSON.stringify({ code, locked: existsSync(lock) }));
