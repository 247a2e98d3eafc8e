// A service is probed until the program is asked to stop; three failures raise an alarm. The service itself is healthy.
import { once } from 'node:events';
import { probe } from './probe.mjs';

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
const health = new EventTarget();
health.failures = 0;
const alarm = new Promise((resolve) => health.addEventListener('alarm', () => resolve('raised')));

let asked = false;
async function ask({ signal }) {
  if (!asked) process.kill(process.pid, 'SIGTERM');
  asked = true;
  await once(health, 'answer', { signal });
}

const keepAlive = setInterval(() => {}, 1000);
const ended = probe(ask, health, stopping.signal).then(
  () => 'none',
  () => 'none',
);
const result = await Promise.race([alarm, ended]);
console.log(JSON.stringify({ failures: health.failures, alarm: result }));
clearInterval(keepAlive);
process.exit();
