/** What a worker or port tells its owner, in Node and in browsers: https://nodejs.org/api/worker_threads.html#event-error */
export const WORKER_EVENT: ReadonlySet<string> = new Set(['message', 'messageerror', 'error', 'exit', 'online']);

/** Electron's, Fastify's and AngularJS's events that come before the end, early enough to wait for something. */
export const BEFORE_END: ReadonlySet<string> = new Set([
  'before-quit',
  'will-quit',
  'window-all-closed',
  'preClose',
  'onClose',
  '$destroy',
]);

/** Events of a page that goes: nothing can be waited for. */
export const PAGE_END: ReadonlySet<string> = new Set(['beforeunload', 'unload', 'pagehide']);

/** Events of `process` after which nothing can be waited for: https://nodejs.org/api/process.html#process-events */
export const PROCESS_END: ReadonlySet<string> = new Set([
  'exit',
  'beforeExit',
  'uncaughtException',
  'unhandledRejection',
]);
