import { Worker } from 'node:worker_threads';

export const writer = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: process.argv[2] });
const kHandle = Object.getOwnPropertySymbols(writer).find(({ description }) => description === 'kHandle');

export async function stop() {
  writer[kHandle].stopThread();
}
