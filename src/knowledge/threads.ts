/** Calls by which a thread ends itself at once: Node (facts 7), web workers (HTML standard), Deno. */
export const EXIT: ReadonlySet<string> = new Set(['#process.exit', '#process.reallyExit', '#close', '#Deno.exit']);

/** Methods of the port to the owner, or of a forked process, after which it keeps nothing alive (facts 7b). */
export const CLOSE_PORT: ReadonlySet<string> = new Set(['close', 'unref', 'disconnect']);

/** Functions of Node that start something which keeps a thread alive until it is closed or has ended. */
export const KEEPS_ALIVE: ReadonlySet<string> = new Set([
  ...['#setInterval', 'timers#setInterval', 'fs#watch', 'fs#watchFile'],
  ...['child_process#spawn', 'child_process#fork', 'child_process#exec', 'child_process#execFile', 'cluster#fork'],
  ...['#BroadcastChannel', 'worker_threads#BroadcastChannel', '#WebSocket', '#EventSource', 'dgram#createSocket'],
  ...['net#connect', 'net#createConnection', 'tls#connect', 'http2#connect', 'readline#createInterface'],
]);

/** Methods that make a server wait for connections. */
export const LISTENS: ReadonlySet<string> = new Set(['listen']);

/** Globals whose calls end nothing and take no listener away. */
export const ENDS_NOTHING =
  /^(?:console|Atomics|JSON|Math|Object|Array|Date|performance|AbortController|AbortSignal)(?:\.|$)|^(?:clear(?:Interval|Timeout|Immediate)|postMessage|structuredClone|String|Number|Boolean)$/;

/** Names of functions of packages that begin something which may stay open. */
export const OPENS = /^(?:create|connect|open|listen|start|watch|subscribe|launch|init|make)/i;

/** A look at which thread this is that is kept in a variable: what it guards cannot be told, and the file copes with both. */
export const KEPT_LOOK =
  /^!*[\w$.]*isMainThread\b|^!+[\w$.]*(?:workerData|parentPort)\b|(?:workerData|parentPort)\s*[!=]=/;

/** The same, and what would end the process or throws in a worker, by where it comes from. */
export const ENDS_THREAD: ReadonlySet<string> = new Set([
  ...['#process.exit', '#process.reallyExit', '#process.abort', '#Deno.exit'],
  ...['process#exit', 'process#reallyExit', 'process#abort', 'process#default.exit'],
]);

/** Events of `process` behind which the thread or process ends by itself: https://nodejs.org/api/process.html#process-events */
export const ENDS_PROCESS_ANYWAY: ReadonlySet<string> = new Set(['disconnect', 'exit', 'beforeExit']);

/** Parts of a message that a pipe takes at once: words about an error, numbers, kinds. */
export const SMALL_PART =
  /^(?:e|err|ex|stack|pid|id|ok|undefined)$|error$|message$|reason$|code$|type$|status$|signal$/i;

/** Events of a stream that has written all that it was given. */
export const ENDS_STREAM: ReadonlySet<string> = new Set(['close', 'finish']);

/** Events, and the fields for their listeners, by which a thread is given work or told of an error that nobody caught. */
export const STARTS_TURN: ReadonlySet<string> = new Set([
  ...['message', 'onmessage', 'uncaughtException', 'unhandledRejection', 'uncaughtExceptionMonitor'],
]);

/** Methods that take something out of a list, map or set; those of lists give nothing once it is empty. */
export const TAKES_OUT: ReadonlySet<string> = new Set(['shift', 'pop', 'splice', 'delete', 'clear']);
