import { wordSet } from './word-set.ts';

/** Functions, of the global object too, that call back later. */
export const TIMER = wordSet('setTimeout setInterval setImmediate requestIdleCallback requestAnimationFrame');

/** Those that call back once, by where they come from. */
export const ONE_SHOT_TIMER = wordSet('#setTimeout #setImmediate timers#setTimeout timers#setImmediate');

/** All of Node's, by where they come from. */
export const NODE_TIMER: ReadonlySet<string> = new Set([...ONE_SHOT_TIMER, '#setInterval', 'timers#setInterval']);

/** What puts a callback into the queue of microtasks: the event loop does not turn before it (facts 4b). */
export const MICROTASK_QUEUE = wordSet('#queueMicrotask #process.nextTick');

/** Plain words of code that waits with one of Node's. */
export const TIMER_WORDS = ['setTimeout', 'setInterval', 'setImmediate'];

/** Names of constants, and of what makes a number of numbers. */
export const FIXED_NUMBER = /^(?:[A-Z][A-Z\d_]*|Math|random|floor|ceil|round|max|min)$/;
