// The same item comes twice, then another one.
import { setTimeout as sleep } from 'node:timers/promises';
import { addOnce } from './store.mjs';

const list = [];
await addOnce(list, 'a');
await addOnce(list, 'a');
const second = addOnce(list, 'b').then(() => true);
const secondGotIt = await Promise.race([second, sleep(500, false)]);
console.log(JSON.stringify({ secondGotIt }));
process.exit();
