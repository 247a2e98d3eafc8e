// A child that writes a file is disposed of.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dispose } from './dispose.mjs';

const file = fileURLToPath(new URL('./table.json', import.meta.url));
const child = fork(new URL('./export.mjs', import.meta.url), [file]);
await once(child, 'message');
const ended = once(child, 'exit');
await dispose(child);
await ended;
console.log(JSON.stringify({ file: readFileSync(file, 'utf8') }));
