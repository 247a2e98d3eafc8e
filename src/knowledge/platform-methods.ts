import { wordSet } from './word-set.ts';

/** Methods of arrays, strings, maps and promises, whatever the object; those that take callbacks call them at once. */
export const PLATFORM_METHOD = wordSet(
  'push pop shift unshift splice slice concat join split includes indexOf',
  'get set has delete add clear keys values entries at fill subarray',
  'map filter forEach some every find reduce flat sort reverse',
  'trim replace replaceAll startsWith endsWith charAt charCodeAt match',
  'test exec toString toFixed apply call postMessage then catch finally',
);
