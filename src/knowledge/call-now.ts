import { wordSet } from './word-set.ts';

/** Methods of arrays, maps and sets that run their callback before they return. */
export const CALLS_AT_ONCE = wordSet('map flatMap forEach filter reduce some every find');
