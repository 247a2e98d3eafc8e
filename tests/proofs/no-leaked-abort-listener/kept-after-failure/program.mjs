// A session reads from a source that fails each time.
import { getEventListeners } from 'node:events';
import { read } from './read.mjs';

const session = new AbortController();
const source = {
  async text() {
    throw new Error('no answer');
  },
  cancel() {},
};
for (let i = 0; i < 20; i++) await read(source, session.signal).catch(() => {});
console.log(JSON.stringify({ listeners: getEventListeners(session.signal, 'abort').length }));
