// The time of a plugin is up while it counts a fee.
import { accounts, run } from './plugin.mjs';

try {
  run('transfer(40, () => { for (;;); })');
} catch (error) {
  if (error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
}
console.log(JSON.stringify(accounts));
