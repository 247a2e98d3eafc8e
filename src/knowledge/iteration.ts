import { wordSet } from './word-set.ts';

/** Methods and functions that call their callback once for each item, before they return. */
export const ITERATES = wordSet('forEach map flatMap filter reduce some every find from', 'each mapAsync forEachAsync');

/** Those of them that collect what the callback gives. */
export const MAPS = wordSet('map flatMap from');
