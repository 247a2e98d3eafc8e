// A keeper is stopped in the middle of its turn, then its store is closed.
import { setImmediate } from 'node:timers/promises';
import { Keeper } from './keeper.mjs';

const rows = [];
let isOpen = true;
let answer;
let asked;
const isAsked = new Promise((resolve) => (asked = resolve));
const store = {
  read() {
    asked();
    return new Promise((resolve) => (answer = resolve));
  },
  async save(row) {
    if (isOpen) rows.push(row);
  },
};
const keeper = new Keeper(store);
keeper.start();
await isAsked;
const stopped = keeper.stop().then(() => (isOpen = false));
await setImmediate();
answer('row');
await stopped;
await setImmediate();
console.log(JSON.stringify({ saved: rows.length }));
