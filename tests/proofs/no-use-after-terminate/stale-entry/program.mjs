// Three workers start and end.
import { once } from 'node:events';
import { add, byThread } from './registry.mjs';

for (let i = 0; i < 3; i++) await once(add(), 'exit');
console.log(JSON.stringify({ counted: byThread.size }));
