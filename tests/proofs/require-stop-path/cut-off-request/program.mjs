// A server is told by SIGTERM to end, as on each deploy, while it answers.
import { fork } from 'node:child_process';
import { once } from 'node:events';

const server = fork(new URL('./server.mjs', import.meta.url));
const [port] = await once(server, 'message');
const answer = fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
  .then((response) => response.text())
  .catch(() => 'cut off');
await once(server, 'message');
const ended = once(server, 'exit');
server.kill('SIGTERM');
console.log(JSON.stringify({ answer: await answer }));
await ended;
