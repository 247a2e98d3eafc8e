import { Worker } from 'node:worker_threads';
import { useEffect } from './tiny.js';
export function useSum(numbers, onSum) {
  useEffect(() => {
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    worker.on('message', onSum);
    for (const number of numbers) worker.postMessage(number);
    return () => {
      worker.terminate();
    };
  });
}
