// A tool ignores SIGTERM: does the harder kill come?
import { once } from 'node:events';
import { stop, tool } from './stop.mjs';

await once(tool.stdout, 'data');
const ended = once(tool, 'exit').then(([, signal]) => signal);
stop();
const late = new Promise((resolve) => setTimeout(resolve, 2000, 'nothing'));
const endedBy = await Promise.race([ended, late]);
console.log(JSON.stringify({ endedBy }));
await ended;
