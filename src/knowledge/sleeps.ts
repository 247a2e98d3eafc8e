import type { SleepRow } from './types.ts';

/** Functions that pause: the platform's and those of known packages (their types were read). */
export const sleeps: readonly SleepRow[] = [
  { module: 'timers/promises', name: 'setTimeout', signal: 'options', optionsAt: 2, fact: 'facts 5' },
  { module: 'timers/promises', name: 'scheduler.wait', signal: 'options', optionsAt: 1, fact: 'facts 5' },
  {
    module: 'timers/promises',
    name: 'setInterval',
    signal: 'options',
    optionsAt: 2,
    fact: 'facts 5; it gives an async iterator, each turn of which pauses.',
  },
  { module: '', name: 'Bun.sleep', signal: null, fact: 'https://bun.com/reference/bun/sleep' },
  { module: 'bun', name: 'sleep', signal: null, fact: 'The same as Bun.sleep.' },
  { module: '', name: 'Bun.sleepSync', signal: null, blocks: true, fact: 'https://bun.com/reference/bun/sleepSync' },
  { module: 'bun', name: 'sleepSync', signal: null, blocks: true, fact: 'The same as Bun.sleepSync.' },
  { module: 'delay', name: 'default', signal: 'options', optionsAt: 1, fact: 'delay 3 to 7' },
  { module: 'delay', name: 'rangeDelay', signal: 'options', optionsAt: 2, fact: 'delay 7; it takes a range' },
  { module: 'sleep-promise', name: 'default', signal: null, fact: 'sleep-promise 9: the options hold no signal' },
  { module: 'yoctodelay', name: 'default', signal: null, fact: 'yoctodelay 2' },
  { module: 'alcalzone-shared/async', name: 'wait', signal: null, fact: 'alcalzone-shared 5.0' },
  { module: 'waait', name: 'default', signal: null, fact: 'waait 1.0' },
  { module: 'es-toolkit', name: 'delay', signal: 'options', optionsAt: 1, fact: 'es-toolkit 1.53' },
  { module: 'es-toolkit/promise', name: 'delay', signal: 'options', optionsAt: 1, fact: 'es-toolkit 1.53' },
  { module: 'radash', name: 'sleep', signal: null, fact: 'radash 12.1' },
  { module: 'radashi', name: 'sleep', signal: null, fact: 'radashi 12.9' },
  { module: 'rambdax', name: 'delay', signal: null, fact: 'rambdax 11.3' },
  { module: 'bluebird', name: 'delay', signal: null, fact: 'bluebird 3.7: Promise.delay(ms)' },
  { module: '@vueuse/shared', name: 'promiseTimeout', signal: null, fact: '@vueuse/shared 14' },
  { module: '@vueuse/core', name: 'promiseTimeout', signal: null, fact: 'Re-exported from @vueuse/shared.' },
  { module: '@std/async', name: 'delay', signal: 'options', optionsAt: 1, fact: 'https://jsr.io/@std/async/doc' },
  { module: '@std/async/delay', name: 'delay', signal: 'options', optionsAt: 1, fact: 'https://jsr.io/@std/async/doc' },
  { module: 'atomic-sleep', name: 'default', signal: null, blocks: true, fact: 'atomic-sleep 1.0: Atomics.wait' },
];

/** A shell's commands that only wait, with the seconds: `sleep 5`, `timeout /t 5`. */
export const SLEEP_COMMAND = /^(?:sleep|timeout)\s+(?:\/t\s+)?(\d+(?:\.\d+)?)\b/i;
