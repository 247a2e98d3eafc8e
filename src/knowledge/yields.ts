import type { YieldRow } from './types.ts';

/**
 * Which awaits let messages in (facts 4b, seen on Node 20, 22, 24 and 26). A call that is not here may or may not turn
 * the loop.
 */
export const yields: readonly YieldRow[] = [
  { key: 'timers/promises#setImmediate', form: 'await', turns: 'always' },
  { key: 'timers/promises#setTimeout', form: 'await', turns: 'always' },
  { key: 'timers/promises#scheduler.yield', form: 'await', turns: 'always' },
  { key: 'timers/promises#scheduler.wait', form: 'await', turns: 'always' },
  { key: 'timers/promises#setInterval', form: 'for-await', turns: 'always' },
  { key: 'fs/promises#*', form: 'await', turns: 'always' },
  { key: 'fs#createReadStream', form: 'for-await', turns: 'always' },
  { key: '#crypto.subtle.digest', form: 'await', turns: 'always' },
  { key: 'crypto#subtle.digest', form: 'await', turns: 'always' },
  { key: 'crypto#webcrypto.subtle.digest', form: 'await', turns: 'always' },
  { key: '#WebAssembly.compile', form: 'await', turns: 'always' },

  { key: '#Promise.resolve', form: 'await', turns: 'never', when: 'settled' },
  { key: '#Promise.reject', form: 'await', turns: 'never' },
  { key: '#Promise.all', form: 'await', turns: 'never', when: 'settled' },
  { key: '#Promise.allSettled', form: 'await', turns: 'never', when: 'settled' },
  { key: '#Promise.any', form: 'await', turns: 'never', when: 'settled' },
  { key: '#Promise.race', form: 'await', turns: 'never', when: 'settled' },
  { key: '#process.nextTick', form: 'await', turns: 'never' },
  { key: '#queueMicrotask', form: 'await', turns: 'never' },
  { key: 'stream#Readable.from', form: 'for-await', turns: 'never', when: 'array' },
  { key: 'stream/promises#pipeline', form: 'await', turns: 'never', when: 'memory' },
  { key: '#Blob', method: 'text', form: 'await', turns: 'never' },
  { key: 'buffer#Blob', method: 'text', form: 'await', turns: 'never' },
  { key: '#Response', method: 'text', form: 'await', turns: 'never', when: 'data' },
  { key: 'dns/promises#lookup', form: 'await', turns: 'never', when: 'ip' },
  { key: '#navigator.locks.request', form: 'await', turns: 'never', when: 'free' },
  { key: 'worker_threads#locks.request', form: 'await', turns: 'never', when: 'free' },
];
