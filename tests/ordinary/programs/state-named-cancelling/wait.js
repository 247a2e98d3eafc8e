import { setTimeout as sleep } from 'node:timers/promises';
const isStoppingOrCanceling = (status) => status === 'stopping' || status === 'canceling';
export async function waitUntilClear(service, status, options) {
  while (isStoppingOrCanceling(status)) {
    if (options.signal?.aborted) throw new Error('aborted');
    await sleep(120, undefined, { signal: options.signal });
    status = await service.status({ signal: options.signal });
  }
  return status;
}
