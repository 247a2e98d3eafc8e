// SIGTERM reaches a program whose worker has something to write.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('./sum.txt', import.meta.url));
const app = fork(new URL('./app.mjs', import.meta.url), [file]);
await once(app, 'message');
const ended = once(app, 'exit');
app.kill('SIGTERM');
await ended;
console.log(JSON.stringify({ written: existsSync(file) }));
