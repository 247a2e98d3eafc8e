// The program is asked to stop while its first poll waits for an answer. It ends when nothing is left to do.
import { once } from 'node:events';
import { startPolling } from './poll.mjs';

const answers = new EventTarget();
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

let rounds = 0;
async function ask({ signal }) {
  rounds += 1;
  if (rounds === 1) process.kill(process.pid, 'SIGTERM');
  if (rounds === 4) finish('polls on');
  await once(answers, 'answer', { signal });
}

function finish(end) {
  console.log(JSON.stringify({ end, roundsAfterStop: rounds - 1 }));
  process.exit();
}

process.once('beforeExit', () => finish('stopped'));
startPolling(ask, stopping.signal);
setTimeout(() => {}, 50);
