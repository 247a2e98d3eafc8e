import { setTimeout as sleep } from 'node:timers/promises';
export async function deploy(host, signal) {
  const made = await host.make(signal);
  if (made.code !== 0) {
    await settle(host, 150);
    throw new Error('not made');
  }
}
async function settle(host, ms) {
  await sleep(ms);
  await host.remove();
}
