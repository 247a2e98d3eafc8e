// A program writes to its log and ends.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('./app.log', import.meta.url));
writeFileSync(file, '');
await once(fork(new URL('./app.mjs', import.meta.url), [file]), 'exit');
console.log(JSON.stringify({ lines: readFileSync(file, 'utf8').split('\n').length - 1 }));
