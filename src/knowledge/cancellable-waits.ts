import type { CancellableRow } from './types.ts';

/**
 * Calls that an `AbortSignal` in their options ends early. The timers and `events` were measured (facts 5), the file
 * writes as well (facts 5c), children too (facts 10); the rest is documented at https://nodejs.org/api/ and
 * https://developer.mozilla.org/docs/Web/API/AbortSignal.
 */
export const cancellableWaits: readonly CancellableRow[] = [
  { key: 'timers/promises#setTimeout', optionsAt: 2, result: 'promise', effect: 'wait' },
  { key: 'timers/promises#setImmediate', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'timers/promises#setInterval', optionsAt: 2, result: 'iterator', effect: 'wait' },
  { key: 'timers/promises#scheduler.wait', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'events#once', optionsAt: 2, result: 'promise', effect: 'wait' },
  { key: 'events#on', optionsAt: 2, result: 'iterator', effect: 'wait' },
  { key: 'readline/promises#createInterface', method: 'question', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: '#fetch', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'undici#fetch', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'undici#request', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: '#navigator.locks.request', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'worker_threads#locks.request', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'stream/promises#finished', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'stream/promises#pipeline', optionsAt: 'last', result: 'promise', effect: 'write' },
  { key: 'fs/promises#readFile', optionsAt: 1, result: 'promise', effect: 'wait' },
  { key: 'fs/promises#watch', optionsAt: 1, result: 'iterator', effect: 'wait' },
  { key: 'fs/promises#writeFile', optionsAt: 2, result: 'promise', effect: 'write' },
  { key: 'fs#readFile', optionsAt: 1, result: 'callback', effect: 'wait' },
  { key: 'fs#writeFile', optionsAt: 2, result: 'callback', effect: 'write' },
  { key: 'child_process#spawn', optionsAt: 2, result: 'child', effect: 'process' },
  { key: 'child_process#fork', optionsAt: 2, result: 'child', effect: 'process' },
  { key: 'child_process#exec', optionsAt: 1, result: 'child', effect: 'process' },
  { key: 'child_process#execFile', optionsAt: 2, result: 'child', effect: 'process' },
];
