import { once } from 'node:events';

/** Prints the address as soon as there is one. A stop that comes before ends the wait. */
export async function announce(server, signal) {
  if (!server.listening) await once(server, 'listening', { signal });
  if (!signal.aborted) console.log(`jobs are taken at http://localhost:${server.address().port}/`);
}
