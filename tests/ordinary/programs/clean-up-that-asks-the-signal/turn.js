import { setTimeout as sleep } from 'node:timers/promises';
export async function turn(signal, tell) {
  const onAbort = () => tell('abort seen');
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    await sleep(5000, undefined, { signal });
  } catch {
    tell('ended');
  } finally {
    await cleanUp(signal, onAbort, tell);
  }
}
async function cleanUp(signal, onAbort, tell) {
  signal.removeEventListener('abort', onAbort);
  await sleep(1);
  tell(signal.aborted ? 'cancelled' : 'done');
}
