// The first request fails, the second one is all right.
import { setTimeout as sleep } from 'node:timers/promises';
import { add } from './store.mjs';

const list = [];
await add(list, () => Promise.reject(new Error('no answer'))).catch(() => {});
const second = add(list, () => Promise.resolve('item')).then(() => true);
const secondGotIt = await Promise.race([second, sleep(500, false)]);
console.log(JSON.stringify({ secondGotIt }));
process.exit();
