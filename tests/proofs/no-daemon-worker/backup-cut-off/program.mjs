// A program that backs its rows up comes to its end.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('./backup.txt', import.meta.url));
writeFileSync(file, '');
await once(fork(new URL('./app.mjs', import.meta.url), [file], { silent: true }), 'exit');
console.log(JSON.stringify({ rows: readFileSync(file, 'utf8').split('\n').length - 1 }));
