// A service gets SIGTERM while it waits before its next try.
import { setTimeout as sleep } from 'node:timers/promises';

async function retry(signal) {
  await sleep(3500, { signal });
}

async function main() {
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  const asked = performance.now();
  const retried = retry(stopping.signal).then(
    () => 'whole',
    () => 'woken',
  );
  process.kill(process.pid, 'SIGTERM');
  const pause = await retried;
  console.log(JSON.stringify({ stopMs: Math.round(performance.now() - asked), pause }));
}

await main();
