import { wordSet } from './word-set.ts';

/**
 * One of these stands in every program that ends by itself on a signal: the signals, Node's own events, and the libraries
 * that listen for them (terminus, lightship, http-terminator, close-with-grace, exit-hook, signal-exit, node-death ...).
 */
export const LISTENS_FOR_END_WORDS = [
  ...['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2', 'beforeExit', 'raceful', 'shut_down', 'terminus'],
  ...[
    'lightship',
    'http-terminator',
    'close-with-grace',
    'exit-hook',
    'signal-exit',
    "'death'",
    '"death"',
    'stoppable',
  ],
];

/** The same with what the hooks of Nest hold in their names: a program of Nest without its hooks says it for nothing. */
export const STOP_PATH_WORDS = [...LISTENS_FOR_END_WORDS, 'hutdown'];

/** Nest calls these when a signal ends the program, if the program has asked for it by `enableShutdownHooks()`. */
export const NEST_END_HOOKS = ['onModuleDestroy', 'beforeApplicationShutdown', 'onApplicationShutdown'];

/** Methods that begin the work of a thing that does none by itself: a server's, a consumer's. */
export const BEGINS_WORK = wordSet('listen process work start run define consume subscribe serve');

/** Folders of programs that nobody deploys. */
export const NEVER_DEPLOYED =
  /(?:^|[\\/])(?:examples?|demos?|samples?|scripts?|tools?|docs?|website|playgrounds?|sandbox|tutorials?|templates?|dev|\.[\w-]+)[\\/]|(?:^|[\\/.])(?:config|setup|dev)\.[cm]?[jt]s$/i;
