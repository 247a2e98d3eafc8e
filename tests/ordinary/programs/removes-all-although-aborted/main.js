import { removeAll } from './remove.js';
const stopping = new AbortController();
const gone = [];
const store = {
  async remove(name, signal) {
    if (name === 'b') {
      stopping.abort();
      throw new Error('busy');
    }
    gone.push(name);
  },
};
const began = performance.now();
const errors = await removeAll(store, ['a', 'b', 'c'], stopping.signal);
console.log(JSON.stringify({ replies: [...gone, errors.length], closedMs: Math.round(performance.now() - began) }));
