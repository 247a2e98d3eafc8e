import { fork } from 'node:child_process';
import { once } from 'node:events';

export const server = fork(new URL('./server.mjs', import.meta.url));

/** Comes back when the port is free again. */
export async function stop() {
  const ended = once(server, 'exit');
  server.kill();
  await ended;
}
