import { parentPort } from 'node:worker_threads';

/** @typedef {{ n: number }} Task */

/** @param {number} n */
function factorial(n) {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** @param {number} n */
function handle(n) {
  parentPort?.postMessage(factorial(n));
}
parentPort?.on('message', handle);
