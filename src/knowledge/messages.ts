/** Fields that say what a message is for, as owners and workers of the corpus name them. */
export const KIND_FIELD = /^(?:type|kind|cmd|command|action|event|name|op|operation|method|message|msg|topic)$/i;

/** Where an event holds what was sent: `MessageEvent.data`, `CustomEvent.detail` (DOM standard). */
export const EVENT_DATA: ReadonlySet<string> = new Set(['data', 'detail']);

/**
 * Ports to the owner by their usual names, where nothing tells what they are: `port`, `msgPort2`, `ctx`, `e.ports[0]`.
 * A worker's and a socket's names are not among them.
 */
export const PORT_NAME = /^(?:self|globalThis|process|ports)$|(?:port|channel|scope|context|ctx|parent)\d*_?$/i;

/** Methods that take listeners of an event off again: Node's emitters and event targets. */
export const REMOVE_LISTENER: ReadonlySet<string> = new Set([
  'off',
  'removeListener',
  'removeAllListeners',
  'removeEventListener',
]);

/** Functions of packages that are handed every message: comlink's, threads', workerpool's, synckit's. */
export const EXPOSE: ReadonlySet<string> = new Set(['expose', 'worker', 'runAsWorker']);

/** What `new` or a call of these gives has messages of its own, which are never the owner's. Workers have their rows. */
export const OTHER_CHANNELS: ReadonlySet<string> = new Set([
  ...['#MessageChannel', 'worker_threads#MessageChannel', '#BroadcastChannel', 'worker_threads#BroadcastChannel'],
  ...['#WebSocket', '#EventSource', '#RTCPeerConnection', 'ws', 'ws#default', 'ws#WebSocket', 'ws#WebSocketServer'],
  ...['child_process#fork', 'child_process#spawn', 'cluster#fork', 'dgram#createSocket'],
]);

/** Functions and methods that do nothing by what a message says: they print it, copy it or send it on as an answer. */
export const NEUTRAL_CALL =
  /^(?:log|info|warn|error|debug|trace|inspect|format|stringify|String|Boolean|Number|isArray|assert|ok|structuredClone|keys|postMessage|send|freeze)$|Error$/;

/** Those of them, and methods of texts, whose result is still the message or its kind. */
export const SAME_VALUE: ReadonlySet<string> = new Set(['String', 'structuredClone', 'freeze']);
export const SAME_TEXT: ReadonlySet<string> = new Set(['toString', 'toLowerCase', 'trim', 'valueOf']);

/** Methods of lists, sets and maps that are asked for a value that they know. */
export const LOOK_UP: ReadonlySet<string> = new Set(['includes', 'indexOf', 'has', 'get']);

/** Methods by which they are given one, as the first argument. */
export const ADDS_KEY: ReadonlySet<string> = new Set(['set', 'add', 'push']);

/** Functions that are given a port and take its messages where they are called: https://nodejs.org/api/events.html */
export const READS_PORT: ReadonlySet<string> = new Set(['on', 'once', 'receiveMessageOnPort']);

/** Parts of a message that can mean nothing but the worker; `end` may be the end of its input. */
export const SURE_STOP = /stop|shut|exit|quit|terminate|kill|die/i;

/** Methods of lists and maps that keep what they are given for somebody else to take. */
export const KEEPS_FOR_LATER: ReadonlySet<string> = new Set(['set', 'add', 'push', 'unshift', 'enqueue']);
