import { wordSet } from './word-set.ts';

/** Functions of node:vm that run code under a time-out, and which argument has what the code can reach. */
export const VM_RUN: ReadonlyMap<string, number> = new Map([
  ['vm#runInContext', 1],
  ['vm#runInNewContext', 1],
]);

/** The same of a `vm.Script`. */
export const VM_SCRIPT_RUN: ReadonlyMap<string, number> = new Map([
  ['runInContext', 0],
  ['runInNewContext', 0],
]);

/** Globals that hold nothing which has to be given back. */
export const HOLDS_NOTHING = wordSet(
  'Math JSON Date Object Array String Number Boolean RegExp Map Set Promise Error Symbol BigInt undefined NaN Infinity',
  'console structuredClone TextEncoder TextDecoder URL URLSearchParams parseInt parseFloat isNaN isFinite Intl Reflect',
  'Buffer atob btoa encodeURIComponent decodeURIComponent Uint8Array Float64Array Int32Array WeakMap WeakSet Proxy',
);
