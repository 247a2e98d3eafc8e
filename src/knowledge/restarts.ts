import { wordSet } from './word-set.ts';

/** Timers by which a function has itself called again. */
export const REARMS = wordSet('setTimeout setImmediate requestAnimationFrame requestIdleCallback');

/** What takes a timer back. */
export const CLEARS = wordSet('clearTimeout clearInterval clearImmediate cancelAnimationFrame cancelIdleCallback');

/** Methods by which a stop closes what its own `close` listener answers. */
export const CLOSES = wordSet('close terminate disconnect destroy end abort');

/** Events that such a thing sends when it was closed. */
export const CLOSE_EVENT = wordSet('close closed disconnect disconnected end error');
export const CLOSE_FIELD = wordSet('onclose ondisconnect onend onerror');

/** Methods by which a listener is taken off. */
export const TAKES_OFF = wordSet('removeEventListener removeListener off removeAllListeners');

/** Names of methods behind which the same object is meant to work again: `stop`, `cancel`, `reset`. */
export const STOPS_FOR_NOW =
  /^_*#?(?:stop|pause|halt|suspend|disable|cancel|abort|interrupt|reset|disconnectedCallback)/i;

/** The hook of a component that leaves the page. */
export const LEAVES_PAGE = /^componentWillUnmount$/;

/** Events by which a user may ask again and again. */
export const ASKED_BY_USER = wordSet('click dblclick submit keydown keyup input change pointerdown touchstart');

/** Those that only end what is in progress, so that the next call is another. */
export const CANCELS = /^_*#?(?:cancel|abort|interrupt|reset)/i;

/** Names of methods that begin, or begin again. */
export const BEGINS =
  /^_*#?(?:start|re_?start|run|resume|begin|connect|re_?connect|listen|poll|watch|enable|play|subscribe)/i;

/** Methods after which a connection cannot be used again. */
export const CLOSES_FOR_GOOD: ReadonlySet<string> = new Set(['close', 'quit', 'disconnect', 'end', 'destroy']);

/** Names of what is closed so. */
export const NAMES_CONNECTION = /client|conn(?:ection)?$|pool$|db$|database$|redis|queue$|channel$|prisma/i;

/** Names of classes whose objects are made for one thing to be done. */
export const NAMES_ONE_RUN = /(?:request|operation|task|job|transfer|upload|download|query|call|run|attempt)$/i;
