import { wordSet } from './word-set.ts';

/** Plain words of code that listens for an abort. */
export const ABORT_LISTENER_WORDS = ["'abort'", '"abort"', '`abort`', '.onabort', 'addAbortListener'];

/** Names of requests that a server answers, and of other pieces of work: their signals are made and die with them. */
export const REQUEST_NAME =
  /^(?:_?req(?:uest)?|raw|c|ctx|context|event|evt|extra|connection|socket|turn|job|task|step|call|invocation)$/i;

/** Names of controllers: whoever has one knows how long its signal lives. */
export const CONTROLLER_NAME = /controller$|^ac$|^abortC/i;

/** Names of functions that look whether a signal has fired. */
export const LOOKS_FOR_ABORT =
  /(?:^|[.#])(?:(?:is|was|has|throw|rethrow|check|assert|ensure|raise)\w*(?:abort|cancel)\w*|isCancel)$/i;

/** Objects whose methods only write a log: a call of them ends nothing. */
export const LOGGER = /^(?:_?#?(?:console|log(?:ger|ging)?|debug|tracer?)|\w+logger)$/i;

/** Functions that write a line. */
export const PRINTS = /^(?:log|logger|print|debug|info|warn|trace)$/;

/** Calls that get a signal and do nothing about an abort that came before. */
export const HEEDLESS_CALL = wordSet(
  'setMaxListeners getEventListeners addEventListener removeEventListener log debug',
);

/** Functions that end a wait, or hand an abort on: `reject`, `abortStreams`. */
export const ENDS_WAIT = /^(?:reject|resolve|abort)/i;

/** Types of what a caller waits for. */
export const PROMISE_TYPE = /Promise|^Async(?:Iter|Gen)/;

/** Calls that do nothing the second time, or the same: they take off what is no longer there. */
export const REPEATABLE =
  /^(?:clear(?:Timeout|Interval|Immediate)?|cancelAnimationFrame|delete|remove(?:EventListener|Listener|AllListeners|Attribute)?|off|abort|disconnect|unobserve|unref|log|debug|info|warn|error)$/;

/** Names of parameters that a function calls when its work is over. */
export const CALLBACK_NAME = /^(?:cb|callback|done)$/i;

/** Names of functions that give something that was not there before: `createAbortController(id)`. */
export const MAKES_ANEW = /^(?:create|make|build|new)[A-Z]/;
