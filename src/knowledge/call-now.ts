import { wordSet } from './word-set.ts';

/** Methods of arrays, maps and sets that run their callback before they return. */
export const CALLS_AT_ONCE = wordSet('map flatMap forEach filter reduce some every find');

/** Classes that run their executor at once, as Promise does: those that are called so inherit it. */
export const MAKES_PROMISE = /Promise$/;

/** Helpers that call back at once, or again until it works, and give what the callback gives. */
export const CALLS_NOW =
  /^(?:p?retry|with\w+|run\w*|try\w*|attempt\w*|backOff|p?limit|pMap|pAll|all|timed?|measure\w*|trace\w*|span|batch\w*|parallel\w*|series|\w*(?:Retry|Retries|Backoff|Limit|Span))$/i;
