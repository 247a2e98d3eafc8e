import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export const server = fork(new URL('./server.mjs', import.meta.url));

/** Comes back when the port is free again. */
export async function stop() {
  server.kill();
  while (!server.killed) await sleep(20);
}
