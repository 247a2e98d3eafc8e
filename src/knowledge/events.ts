import { wordSet } from './word-set.ts';

/** What a worker or port tells its owner, in Node and in browsers: https://nodejs.org/api/worker_threads.html#event-error */
export const WORKER_EVENT = wordSet('message messageerror error exit online');

/** Electron's, Fastify's and AngularJS's events that come before the end, early enough to wait for something. */
export const BEFORE_END = wordSet('before-quit will-quit window-all-closed preClose onClose $destroy');

/** Events of a page that goes: nothing can be waited for. */
export const PAGE_END = wordSet('beforeunload unload pagehide');

/** Events of `process` after which nothing can be waited for: https://nodejs.org/api/process.html#process-events */
export const PROCESS_END = wordSet('exit beforeExit uncaughtException unhandledRejection');

/** Events that only service workers get: https://w3c.github.io/ServiceWorker/#execution-context-events */
export const SERVICE_WORKER_EVENT = wordSet('install activate fetch push sync notificationclick');

/** Events by which something says that it has begun: they come at once, or an error does. */
export const BEGIN_EVENT = wordSet('listening spawn open ready online connect load');
