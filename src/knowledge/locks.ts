import { wordSet } from './word-set.ts';

/** Locks of packages, and how each is let go. */
export interface LockRow {
  readonly module: string;
  /** The method, or the export itself where `method` is left out, that waits for the lock. */
  readonly acquire: string;
  readonly isExport?: boolean;
  /** Method of the lock that lets go; null where the call gives the function, or the object, that does. */
  readonly release: string | null;
  readonly fact: string;
}

export const locks: readonly LockRow[] = [
  ...['async-mutex', 'es-toolkit', 'es-toolkit/promise'].map((module): LockRow => ({
    module,
    acquire: 'acquire',
    release: module === 'async-mutex' ? null : 'release',
    fact: 'async-mutex 0.5: mutex.acquire() gives the releaser, semaphore.acquire() [value, releaser]; es-toolkit 1.39: acquire() and release()',
  })),
  {
    module: 'await-semaphore',
    acquire: 'acquire',
    release: null,
    fact: 'await-semaphore 0.1: acquire() gives release',
  },
  {
    module: 'await-lock',
    acquire: 'acquireAsync',
    release: 'release',
    fact: 'await-lock 3.0: acquireAsync(), release()',
  },
  { module: 'async-sema', acquire: 'acquire', release: 'release', fact: 'async-sema 3.1: acquire(), release(token)' },
  { module: '@rocicorp/lock', acquire: 'lock', release: null, fact: '@rocicorp/lock 1.0: lock() gives release' },
  {
    module: '@rocicorp/lock',
    acquire: 'write',
    release: null,
    fact: '@rocicorp/lock 1.0: RWLock.write() gives release',
  },
  {
    module: '@sapphire/async-queue',
    acquire: 'wait',
    release: 'shift',
    fact: '@sapphire/async-queue 1.5: wait(), shift()',
  },
  {
    module: 'proper-lockfile',
    acquire: 'lock',
    isExport: true,
    release: null,
    fact: 'proper-lockfile 4.1: lock(file) gives release; the lock file is kept fresh by a timer until then',
  },
  {
    module: 'mutexify/promise',
    acquire: 'default',
    release: null,
    fact: 'mutexify 1.4: mutexify() makes lock(), which gives release',
  },
];

/** Methods that wait for a lock, and those of the same object that let it go. */
export const LOCK_PAIRS: ReadonlyMap<string, readonly string[]> = new Map([
  ['acquire', ['release', 'unlock']],
  ['acquireAsync', ['release']],
  ['acquireLock', ['releaseLock']],
  ['lock', ['unlock', 'release']],
  ['lockAsync', ['unlock', 'unlockAsync']],
]);

/** Functions that take a lock which they are given, and those that let the same one go: `lock(cell)`, `unlock(cell)`. */
export const LOCK_FUNCTION_PAIRS: ReadonlyMap<string, string> = new Map([
  ['lock', 'unlock'],
  ['acquire', 'release'],
  ['acquireLock', 'releaseLock'],
  ['lockMutex', 'unlockMutex'],
  ['spinLock', 'spinUnlock'],
]);

/** Methods of what an acquisition gives. */
export const LETS_GO = wordSet('release unlock free');

/** Last words of names whose value is a lock: `this.mutex`, `writeLock`, `sema`. */
export const LOCK_WORD = wordSet('mutex lock semaphore sema rwlock spinlock');

/** Words before `lock` by which it keeps nobody out: a screen that stays on, a page that does not scroll. */
export const NO_LOCK_WORD = wordSet('wake scroll pointer keyboard orientation screen body focus caps red un');

/** Names of functions that give the function which lets go: `acquireLock(key)`. */
export const ACQUIRES = /^(?:(?:acquire|obtain|take|grab|get)\w*(?:Lock|Mutex)|lock|lock[A-Z]\w*|acquire)$/;

/** Names of what lets go. */
export const NAMES_RELEASE = /^(?:release|unlock|free)(?:[A-Z_]\w*)?$/;

/** Options that give a lock an end of its own. */
export const LEASE_OPTION = /^(?:ttl|ttlMs|lease\w*|duration|expires?\w*|expiry\w*|maxAge|stale)$/i;

/** Calls that give a cell of shared memory another value. */
export const SETS_CELL = wordSet('#Atomics.store #Atomics.exchange #Atomics.compareExchange #Atomics.sub');

/** Globals whose calls hardly fail, so that nothing is left locked by them. */
export const HARDLY_FAILS =
  /^#(?:Atomics|Math|Date|console|Object|Array|Number|String|performance|clear(?:Timeout|Interval)|set(?:Timeout|Interval))\b/;

/** Promises that are never rejected. */
export const NEVER_REJECTS = wordSet('#Promise.allSettled #Promise.resolve');
