/** Options by which functions take an AbortSignal: the platform's and most packages', the AI and AWS SDKs', execa's. */
export const signalOptions: ReadonlySet<string> = new Set(['signal', 'abortSignal', 'cancelSignal']);

/** Options by which functions are told to end, whatever they take: axios and VS Code have tokens, others a controller. */
export const cancelOptions: ReadonlySet<string> = new Set([
  ...signalOptions,
  'abortController',
  'cancelToken',
  'abort',
  'cancellationToken',
  'token',
  'controller',
]);

/** Types of options with a `signal`: the platform's, libp2p's and other packages' of that name, axios's. */
export const signalOptionTypes: ReadonlySet<string> = new Set(['RequestInit', 'AbortOptions', 'AxiosRequestConfig']);

/** Those that any request has, whether or not somebody gives them a signal. */
export const REQUEST_TYPES: ReadonlySet<string> = new Set(['RequestInit', 'AxiosRequestConfig']);

/** Of these the signal is of a type of its own, which only has what every signal has. */
export const GENERIC_TYPE = /\bAxiosRequestConfig\b/;

/** What makes a signal without a controller (WHATWG DOM, 3.2). */
export const signalMakers: ReadonlySet<string> = new Set([
  '#AbortSignal.timeout',
  '#AbortSignal.any',
  '#AbortSignal.abort',
]);

/** The members of an AbortSignal (WHATWG DOM, 3.2, and EventTarget). */
export const signalMembers: ReadonlySet<string> = new Set([
  'aborted',
  'reason',
  'onabort',
  'throwIfAborted',
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
  'addAbortAlgorithm',
]);

/** Methods of emitters, which an AbortSignal does not have. */
export const EMITTER_METHOD: ReadonlySet<string> = new Set([
  ...['on', 'once', 'off', 'emit', 'addListener', 'removeListener', 'removeAllListeners', 'subscribe', 'connect'],
]);

/** A name of which nothing but an abort signal is called. */
export const SIGNAL_NAME =
  /^(?:abort|stop|cancel|shutdown|external|parent|outer)?_?signal$|[a-z]AbortSignal$|[a-z]StopSignal$/i;

/** A name that may be an abort signal's, where its use says the same. */
export const SIGNAL_LIKE_NAME = /signal$/i;

/** Names of what ends a call early, in whichever library. */
export const CANCEL_NAME = /signal|abort|cancel|controller|^[#_]*token$|(?:stop|shutdown)_?token/i;

/** Node's listener that also runs when the signal has fired already (facts 17). */
export const ADD_ABORT_LISTENER = 'events#addAbortListener';

/** Node's wait for one event. */
export const ONCE = 'events#once';

/** What a signal tells when it is asked. */
export const SIGNAL_STATE = /^(?:aborted|throwIfAborted|reason)$/;

/** Methods that keep a callback until an answer comes. */
export const KEEPS_CALLBACK = /^(?:set|push|add|once|on|addListener|addEventListener|subscribe|enqueue|register\w*)$/;
