// A helper that is kept running is stopped.
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { keepUp } from './keep-up.mjs';

const started = [];
subscribe('child_process', ({ process: child }) => started.push(child));
const helper = keepUp(fileURLToPath(new URL('./helper.mjs', import.meta.url)));
await once(started[0], 'message');
const ended = once(started[0], 'exit');
helper.stop();
await ended;
console.log(JSON.stringify({ startedAgain: started.length > 1 }));
started.at(-1).kill('SIGTERM');
