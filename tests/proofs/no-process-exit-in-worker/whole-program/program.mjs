// A program ends its worker and has something to do afterwards.
import { fork } from 'node:child_process';
import { once } from 'node:events';

const app = fork(new URL('./app.mjs', import.meta.url));
let saved = false;
app.once('message', () => (saved = true));
const [, endedBy] = await once(app, 'exit');
console.log(JSON.stringify({ saved, endedBy }));
