// Three notes are posted, and the service is closed while the worker writes the first.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.mjs', import.meta.url));
let answers = 0;
worker.on('message', ({ saved }) => (answers += saved ? 1 : 0));

export function save(note) {
  worker.postMessage({ note });
}

export async function close() {
  await worker.terminate();
}

for (const note of ['a', 'b', 'c']) save(note);
await once(worker, 'message');
await close();
console.log(JSON.stringify({ notesPosted: 3, notesSaved: answers }));
