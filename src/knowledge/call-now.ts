import { wordSet } from './word-set.ts';

/** Methods of arrays, maps and sets that run their callback before they return. */
export const CALLS_AT_ONCE = wordSet('map flatMap forEach filter reduce some every find');

/** Classes that run their executor at once, as Promise does: those that are called so inherit it. */
export const MAKES_PROMISE = /Promise$/;
