// A script never ends, so its time is up in the middle of a change.
import { lock } from './lock.mjs';
import { run } from './sandbox.mjs';

try {
  run('store.update(() => { for (;;); })');
} catch (error) {
  if (error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
}
console.log(JSON.stringify({ lockIsTaken: lock.isTaken }));
