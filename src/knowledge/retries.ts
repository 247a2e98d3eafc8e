import { wordSet } from './word-set.ts';
import type { RetryRow } from './types.ts';

/**
 * Functions that try again after an abort as after any failure. Measured: an attempt that waits under a signal, 20
 * retries, an abort during the first. Left out because they end by themselves: `retry` of got 14.6 and ky 1.14,
 * axios-retry 4.5, the AWS SDK. Left out because they have no option that ends them and keeps the rest: ts-retry 7.0
 * and fetch-retry 6.0 (20 and 21 attempts), `operation()` of retry 0.13 (21; the code itself decides about each retry).
 */
export const retryHelpers: readonly RetryRow[] = [
  {
    key: 'p-retry#default',
    callbackAt: 0,
    cure: { in: 'options', optionsAt: 1, property: 'signal', value: '$', instead: ['shouldRetry'] },
    fact: '6.2.1, 7.1.1: 21 attempts; with the option 1. The option exists from 5.1; 4.6.2 ignores it.',
  },
  {
    key: 'es-toolkit#retry',
    callbackAt: 0,
    cure: { in: 'options', optionsAt: 1, property: 'signal', value: '$', instead: ['shouldRetry'] },
    fact: '1.53.2: 21 attempts; with the option 1.',
  },
  {
    key: 'es-toolkit/function#retry',
    callbackAt: 0,
    cure: { in: 'options', optionsAt: 1, property: 'signal', value: '$', instead: ['shouldRetry'] },
    fact: 'The same function as that of es-toolkit.',
  },
  {
    key: 'cockatiel#retry',
    method: 'execute',
    callbackAt: 0,
    cure: { in: 'argument', argumentAt: 1 },
    fact: '3.2.1: 21 attempts; with the signal as the second argument 1.',
  },
  {
    key: 'exponential-backoff#backOff',
    callbackAt: 0,
    cure: { in: 'options', optionsAt: 1, property: 'retry', value: '() => !$aborted' },
    fact: '3.1.3: 20 attempts; with the predicate 1.',
  },
  {
    key: 'ts-retry-promise#retry',
    callbackAt: 0,
    cure: { in: 'options', optionsAt: 1, property: 'retryIf', value: '() => !$aborted' },
    fact: '0.8.1: 21 attempts; with the predicate 1.',
  },
  {
    key: '@lifeomic/attempt#retry',
    callbackAt: 0,
    cure: {
      in: 'options',
      optionsAt: 1,
      property: 'handleError',
      value: '(_error, context) => { if ($aborted) context.abort(); }',
      instead: ['beforeAttempt'],
    },
    fact: '3.1.0: 20 attempts; with the handler 1.',
  },
  {
    key: 'async-retry#default',
    callbackAt: 0,
    cure: { in: 'callback', parameter: 'bail', statement: 'return #($reason)' },
    fact: '1.3.3: 21 attempts, also with an option called signal; 1 with bail(). Asked as the first thing, it ends with the second.',
  },
  {
    key: 'radash#retry',
    callbackAt: 1,
    cure: { in: 'callback', parameter: 'exit', statement: '#($reason)' },
    fact: '12.1.1: 20 attempts; 1 with exit(). Asked as the first thing, it ends with the second.',
  },
];

/** Options that say how often such a function tries. */
export const RETRY_COUNT = wordSet('retries times numOfAttempts maxAttempts');
