import { once } from 'node:events';

// Gives the address of a service once that is there.
export async function waitUntilReady(service, signal) {
  while (!service.address) {
    signal.throwIfAborted();
    await once(service, 'ready');
  }
  return service.address;
}
