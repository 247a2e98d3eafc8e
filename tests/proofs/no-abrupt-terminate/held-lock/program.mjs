// Threads that share a balance under a lock: the owner shuts down while the worker is between two writes.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const [LOCK, BANK, FROM, TO] = [0, 1, 2, 3];

if (isMainThread) {
  const memory = new Int32Array(new SharedArrayBuffer(16));
  memory[FROM] = 100;
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  const shutdown = async () => {
    await worker.terminate();
  };
  let done;
  process.once('SIGTERM', () => {
    done = shutdown();
  });
  await once(worker, 'message');
  process.emit('SIGTERM');
  // The bank answers only now, so that the stop surely comes in the middle of the transfer.
  Atomics.store(memory, BANK, 1);
  Atomics.notify(memory, BANK);
  await done;
  const lock = Atomics.load(memory, LOCK) === 0 ? 'free' : 'held';
  console.log(JSON.stringify({ lock, money: memory[FROM] + memory[TO] }));
} else {
  parentPort.on('message', (message) => {
    if (message === 'stop') parentPort.close();
  });
  while (Atomics.compareExchange(workerData, LOCK, 0, 1) !== 0) Atomics.wait(workerData, LOCK, 1);
  book(FROM, -30);
  parentPort.postMessage('half of it is done');
  Atomics.wait(workerData, BANK, 0);
  book(TO, 30);
  Atomics.store(workerData, LOCK, 0);
  Atomics.notify(workerData, LOCK);
}

function book(account, amount) {
  workerData[account] += amount;
}
