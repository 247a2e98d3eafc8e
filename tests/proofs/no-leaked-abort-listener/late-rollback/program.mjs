// The session ends when the upload has long been over.
import { setTimeout as sleep } from 'node:timers/promises';
import { upload } from './upload.mjs';

const files = new Set();
const store = {
  async write(name) {
    await sleep(10);
    files.add(name);
  },
  discard(name) {
    files.delete(name);
  },
};
const session = new AbortController();
await upload(store, 'a', session.signal);
session.abort();
console.log(JSON.stringify({ stored: files.size }));
