import { readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { threadId } from 'node:worker_threads';
import { listen, tellMain } from './bus.ts';
import type { Context, WorkerContext } from './context.ts';
import { knowDescendants } from './descendants.ts';
import type { Handover } from './handover.ts';
import { readOptions } from './options.ts';
import { patch, quietly } from './patch.ts';
import { watchAtomicLocks } from './probes/atomic-locks.ts';
import { watchAtomicWaits } from './probes/atomic-waits.ts';
import { watchBlocked } from './probes/blocked.ts';
import { watchBroadcasts } from './probes/broadcasts.ts';
import { watchChildren } from './probes/children.ts';
import { createHangWatch } from './probes/hangs.ts';
import { watchIntervals } from './probes/inquiry.ts';
import { watchLife } from './probes/life.ts';
import { watchMainExit } from './probes/main-exit.ts';
import { watchMainStop } from './probes/main-stop.ts';
import { watchMessages, watchWorkerData } from './probes/messages.ts';
import { watchProcesses } from './probes/processes.ts';
import { watchReceived } from './probes/received.ts';
import { watchRestarts } from './probes/restarts.ts';
import { watchSignalListeners } from './probes/signals.ts';
import { watchMisplacedOptions, watchSleeps } from './probes/sleeps.ts';
import { watchUnref } from './probes/unref.ts';
import { watchWaits } from './probes/waits.ts';
import { watchWebLocks } from './probes/web-locks.ts';
import { watchWrites } from './probes/writes.ts';
import { reachWorkers } from './reach.ts';
import { createReport } from './report.ts';
import type { Tell } from './records.ts';
import { createStopTest } from './stop-message.ts';
import { ENDING, RUNNING, ThreadState } from './thread-state.ts';
import type { WatchedWorker } from './watched-worker.ts';

/** Watches the main thread's workers and gathers what all threads find. */
export function installInMain(hook: string): void {
  const options = readOptions(process.env);
  const report = createReport(options);
  let bus: ReturnType<typeof listen> | null = null;
  const tell: Tell = (record) => report.collector.take(record);
  const context: Context = { options, tell, isStop: createStopTest(options.stopWords) };
  const blocked = watchBlocked(context, createHangWatch(context, report.provisional));
  const waits = watchWaits(context);
  const onExit = (item: WatchedWorker): void => waits.onExit(item);
  watchOwner(hook, isInherited(hook), context, { onAsked: blocked.onAsked, onExit }, () => {
    bus ??= listen(tell);
    blocked.beforeStart();
  });
  knowDescendants((thread) => {
    bus?.drain();
    return report.collector.listDescendants(thread);
  });
  const mainStop = watchMainStop(context, report.provisional);
  const processes = watchProcesses(context, () => report.onChildren(() => processes.listUnasked()));
  watchMainExit(context, (code, wasCalled) => {
    bus?.drain();
    processes.onProgramEnd(code);
    waits.onProgramEnd(code, wasCalled);
    mainStop.onEnd(wasCalled);
    report.onEnd();
  });
  syncBuiltinESMExports();
}

/** Watches a worker from inside, and the workers that it starts. */
export function installInWorker(
  hook: string,
  { buffer, epoch, options, isInherited: inherits, isAdded }: Handover,
): void {
  const state = new ThreadState(buffer, epoch);
  const tell: Tell = (record) => tellMain(record.kind === 'finding' ? { ...record, thread: threadId } : record);
  const context: WorkerContext = { options, tell, isStop: createStopTest(options.stopWords), state };
  watchOwner(hook, inherits, context, { onAsked() {}, onExit() {} }, () => {});
  watchReceived(context);
  watchSleeps(context);
  watchIntervals();
  watchBroadcasts(context);
  watchAtomicWaits(context);
  watchAtomicLocks(context);
  watchWebLocks(context);
  watchWrites(context);
  watchChildren(context);
  watchProcesses(context);
  watchSignalListeners(context);
  watchEnd(state);
  syncBuiltinESMExports();
  if (isAdded) hideHook(hook);
  if (process.platform === 'linux')
    state.set('tid', quietly(() => Number(basename(readlinkSync('/proc/thread-self')))) ?? 0);
  state.set('userCodeAt', state.now());
  state.set('phase', RUNNING);
}

function watchOwner(
  hook: string,
  inherits: boolean,
  context: Context,
  { onAsked, onExit }: Record<'onAsked' | 'onExit', (item: WatchedWorker) => void>,
  beforeStart: () => void,
): void {
  const restarts = watchRestarts(context);
  watchLife(context, (item) => {
    restarts.onExit(item);
    onExit(item);
  });
  watchMessages(context, onAsked);
  watchUnref();
  watchMisplacedOptions(context);
  reachWorkers(hook, inherits, context, {
    beforeStart,
    onStart(item, options) {
      watchWorkerData(item, options, context);
      restarts.onStart(item);
    },
  });
}

/** The program sees the words that it has given. */
function hideHook(hook: string): void {
  const at = process.execArgv.indexOf(hook);
  if (at > 0 && process.execArgv[at - 1] === '--require') process.execArgv.splice(at - 1, 2);
}

type Emit = (this: unknown, name: string | symbol, ...args: unknown[]) => boolean;

function watchEnd(state: ThreadState): void {
  patch<Emit>(
    process,
    'emit',
    (original) =>
      function emit(name, ...args) {
        if (name === 'exit') state.set('phase', ENDING);
        return original.call(this, name, ...args);
      },
  );
}

/** Do workers that inherit this thread's Node options load the checker? A flag goes along, `--import` misses some. */
function isInherited(hook: string): boolean {
  const { execArgv, env } = process;
  const words = [...execArgv, ...(env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return words.some((word, i) => {
    const flag = /^(?:--require|-r)(?:=(.*))?$/.exec(word);
    const value = (flag?.[1] ?? words[i + 1] ?? '').replace(/["']/g, '');
    return flag !== null && (value === hook || /graceful\/(?:dist\/)?runtime(?:\/index\.js)?$/.test(value));
  });
}
