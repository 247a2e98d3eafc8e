import type { YieldRow } from './types.ts';

/** Where the claims below were seen; `tests/knowledge/yields.test.ts` runs each of them again. */
const SEEN = 'facts 4b, Node 20.20, 22.23, 24.21 and 26.10: ';

/**
 * Which awaits let messages in. A call that is not here may or may not turn the loop, and so may one whose condition
 * (`when`) cannot be told from the source.
 */
export const yields: readonly YieldRow[] = [
  { key: 'timers/promises#setImmediate', form: 'await', turns: 'always', fact: `${SEEN}one turn, 0.7 to 1 µs` },
  { key: 'timers/promises#setTimeout', form: 'await', turns: 'always', fact: `${SEEN}one turn, 1.1 ms or more` },
  { key: 'timers/promises#scheduler.yield', form: 'await', turns: 'always', fact: `${SEEN}is setImmediate()` },
  {
    key: 'timers/promises#scheduler.wait',
    form: 'await',
    turns: 'always',
    fact: `${SEEN}is setTimeout(), also with 0`,
  },
  {
    key: 'timers/promises#setInterval',
    form: 'for-await',
    turns: 'always',
    fact: `${SEEN}a timer between any two values`,
  },
  { key: 'fs/promises#*', form: 'await', turns: 'always', fact: `${SEEN}answered by the thread pool` },
  { key: 'fs#createReadStream', form: 'for-await', turns: 'always', fact: `${SEEN}opened and read by the thread pool` },
  { key: '#crypto.subtle.digest', form: 'await', turns: 'always', fact: `${SEEN}a job of the thread pool` },
  { key: 'crypto#subtle.digest', form: 'await', turns: 'always', fact: `${SEEN}a job of the thread pool` },
  { key: 'crypto#webcrypto.subtle.digest', form: 'await', turns: 'always', fact: `${SEEN}a job of the thread pool` },
  { key: '#WebAssembly.compile', form: 'await', turns: 'always', fact: `${SEEN}compiled by another thread` },

  { key: '#Promise.resolve', form: 'await', turns: 'never', when: 'settled', fact: `${SEEN}microtasks only` },
  { key: '#Promise.reject', form: 'await', turns: 'never', fact: `${SEEN}microtasks only` },
  { key: '#Promise.all', form: 'await', turns: 'never', when: 'settled', fact: `${SEEN}microtasks only` },
  { key: '#Promise.allSettled', form: 'await', turns: 'never', when: 'settled', fact: `${SEEN}microtasks only` },
  { key: '#Promise.any', form: 'await', turns: 'never', when: 'settled', fact: `${SEEN}microtasks only` },
  { key: '#Promise.race', form: 'await', turns: 'never', when: 'settled', fact: `${SEEN}microtasks only` },
  {
    key: '#process.nextTick',
    form: 'await',
    turns: 'never',
    fact: `${SEEN}its queue is emptied before the loop turns`,
  },
  { key: '#queueMicrotask', form: 'await', turns: 'never', fact: `${SEEN}microtasks only` },
  { key: '#structuredClone', form: 'await', turns: 'never', fact: `${SEEN}gives the copy itself, no promise` },
  {
    key: 'stream#Readable.from',
    form: 'for-await',
    turns: 'never',
    when: 'array',
    fact: `${SEEN}nextTick and microtasks only`,
  },
  {
    key: 'stream/promises#pipeline',
    form: 'await',
    turns: 'never',
    when: 'memory',
    fact: `${SEEN}nextTick and microtasks only`,
  },
  {
    key: '#Blob',
    method: 'text',
    form: 'await',
    turns: 'never',
    when: 'data',
    fact: `${SEEN}bytes in memory are read at once`,
  },
  {
    key: 'buffer#Blob',
    method: 'text',
    form: 'await',
    turns: 'never',
    when: 'data',
    fact: `${SEEN}bytes in memory are read at once`,
  },
  {
    key: '#Response',
    method: 'text',
    form: 'await',
    turns: 'never',
    when: 'data',
    fact: `${SEEN}a body in memory is read at once`,
  },
  {
    key: 'dns/promises#lookup',
    form: 'await',
    turns: 'never',
    when: 'ip',
    fact: `${SEEN}an address is answered without asking`,
  },
  {
    key: '#navigator.locks.request',
    form: 'await',
    turns: 'never',
    when: 'free',
    fact: `${SEEN}24 and 26 only, 20 and 22 have none`,
  },
  {
    key: 'worker_threads#locks.request',
    form: 'await',
    turns: 'never',
    when: 'free',
    fact: `${SEEN}24 and 26 only, 20 and 22 have none`,
  },
];

/** Calls by which a loop takes what has come in although it never awaits, or lets the event loop turn by itself. */
export const TAKES_EVENTS =
  /^(?:receiveMessageOnPort|runLoopOnce|loopWhile|deasync|\w*pump\w*|\w*poll\w*|\w*Tick\w*)$/i;

/** Streams whose data is there already. */
export const MEMORY_STREAM: ReadonlySet<string> = new Set(['stream#Readable.from', 'stream#PassThrough']);

/** Properties that are numbers, whatever they are of. */
export const COUNTS = /^(?:length|size|byteLength)$/;
