import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import workerThreads, { threadId, type Worker } from 'node:worker_threads';
import { captureSite, EVAL } from './call-site.ts';
import type { Context } from './context.ts';
import { handOver } from './handover.ts';
import { quietly } from './patch.ts';
import { ThreadState } from './thread-state.ts';
import { watch, type WatchedWorker } from './watched-worker.ts';

export interface WorkerOptions {
  readonly eval?: boolean;
  readonly execArgv?: unknown;
  readonly env?: unknown;
  readonly workerData?: unknown;
  readonly name?: unknown;
  readonly transferList?: readonly unknown[];
}

export interface StartHooks {
  beforeStart(): void;
  onStart(item: WatchedWorker, options: WorkerOptions): void;
}

type Constructor = new (...args: unknown[]) => Worker;

/**
 * Replaces the Worker constructor by one that takes the checker along into every worker. It is a proxy: prototype,
 * `instanceof`, subclasses and statics stay.
 *
 * @param hook path of the module to load in workers
 * @param isInherited whether this thread's workers load it anyway
 */
export function reachWorkers(hook: string, isInherited: boolean, context: Context, hooks: StartHooks): void {
  const original = workerThreads.Worker as unknown as Constructor;
  const construct = (target: Constructor, args: unknown[], newTarget: Constructor): Worker => {
    const [file, given] = args;
    quietly(() => hooks.beforeStart());
    const options = (typeof given === 'object' && given !== null ? given : {}) as WorkerOptions;
    const state = new ThreadState();
    const { buffer, epoch } = state;
    const needsHook = options.execArgv !== undefined || !(isInherited && isEnvKept(options));
    const value = { buffer, epoch, options: context.options, isInherited: true, isAdded: needsHook };
    const make = (changed: WorkerOptions): Worker =>
      handOver<Worker>(value, () => Reflect.construct(target, [file, changed, ...args.slice(2)], newTarget));
    const worker = needsHook ? makeWithHook(options, hook, make) : make(given as WorkerOptions);
    quietly(() => {
      const start = { file: getFile(file, options), place: captureSite(), state, hasJob: options.workerData != null };
      const item = watch(worker, start);
      const name = typeof options.name === 'string' ? options.name : '';
      const { thread, place, startedAt: at } = item;
      context.tell({ kind: 'start', thread, parent: threadId, file: item.file, name, place, at, buffer, epoch });
      hooks.onStart(item, options);
    });
    return worker;
  };
  const proxy = new Proxy(original, { construct: construct as ProxyHandler<Constructor>['construct'] & object });
  const prototype = original.prototype as object;
  Object.defineProperty(prototype, 'constructor', {
    ...Object.getOwnPropertyDescriptor(prototype, 'constructor'),
    value: proxy,
  });
  // What `require` gives; `import` needs syncBuiltinESMExports as well.
  Object.assign(workerThreads, { Worker: proxy });
}

/** NODE_OPTIONS may be what loads the checker. */
function isEnvKept({ env }: WorkerOptions): boolean {
  return env === undefined || typeof env === 'symbol' || env === process.env;
}

/**
 * Puts the hook in front of the worker's Node options: Node reads none after the first word that is no option. Those of this thread that a worker may not have (V8's, which hold for the
 * whole process anyway) are left out when they are only inherited.
 */
function makeWithHook(options: WorkerOptions, hook: string, make: (options: WorkerOptions) => Worker): Worker {
  const { execArgv = process.execArgv } = options;
  if (!Array.isArray(execArgv)) return make(options);
  const withHook = (list: readonly unknown[]): WorkerOptions =>
    list.includes(hook) ? extend(options, list) : extend(options, ['--require', hook, ...list]);
  try {
    return make(withHook(execArgv));
  } catch (error) {
    if (options.execArgv !== undefined || (error as NodeJS.ErrnoException).code !== 'ERR_WORKER_INVALID_EXEC_ARGV')
      throw error;
    const refused = /: (.*)$/s.exec((error as Error).message)?.[1]?.split(', ') ?? [];
    return make(withHook(execArgv.filter((word: string) => !refused.includes(word))));
  }
}

/** The options with other execArgv; what they inherit stays. */
function extend(options: WorkerOptions, execArgv: readonly unknown[]): WorkerOptions {
  return Object.create(options, { execArgv: { value: execArgv, enumerable: true } }) as WorkerOptions;
}

function getFile(file: unknown, options: WorkerOptions): string {
  const text = String(file);
  if (options.eval || text.startsWith('data:')) return EVAL;
  return text.startsWith('file:') ? fileURLToPath(text.replace(/[?#].*$/, '')) : resolve(text);
}
