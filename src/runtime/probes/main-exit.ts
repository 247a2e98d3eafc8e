import { captureSite, type Place } from '../call-site.ts';
import type { Context } from '../context.ts';
import { getLosses, judgeKill, printLosses } from '../kill-verdict.ts';
import { patch, quietly } from '../patch.ts';
import type { Finding } from '../records.ts';
import { forget, getLiving, getTitle, printAt, type WatchedWorker } from '../watched-worker.ts';

type Emit = (this: unknown, name: string | symbol, ...args: unknown[]) => boolean;
type Exit = (this: unknown, ...args: unknown[]) => never;

/** The end of the main thread, which kills every worker that is left. `onEnd` runs after all exit handlers. */
export function watchMainExit(context: Context, onEnd: (code: number, wasCalled: boolean) => void): void {
  let exitPlace: Place | null = null;
  let hasEnded = false;
  let hasCalled = false;
  patch<Exit>(
    process,
    'exit',
    (original) =>
      function exit(...args) {
        hasCalled = true;
        exitPlace ??= quietly(captureSite) ?? null;
        return original.apply(this, args);
      },
  );
  patch<Emit>(
    process,
    'emit',
    (original) =>
      function emit(name, ...args) {
        const result = original.call(this, name, ...args);
        if (name === 'exit' && !hasEnded) {
          hasEnded = true;
          quietly(() => {
            for (const item of [...getLiving()]) endWithProgram(item, exitPlace, context);
          });
          // Node 20 notes an await that never settled in its own listener.
          quietly(() => onEnd(Number(process.exitCode ?? args[0]), hasCalled));
        }
        return result;
      },
  );
}

function endWithProgram(item: WatchedWorker, exitPlace: Place | null, context: Context): void {
  const worker = item.worker.deref();
  if (!worker || worker.threadId === -1 || item.killed) return;
  const finding = judgeExit(item, exitPlace, context.options.graceMs);
  if (finding) context.tell({ kind: 'finding', finding: { ...finding, about: item.thread } });
  forget(item);
  const at = Date.now();
  const stopMs = item.asked ? at - item.asked.at : null;
  context.tell({ kind: 'end', thread: item.thread, at, how: 'with the program', stopMs, code: null });
}

function judgeExit(item: WatchedWorker, exitPlace: Place | null, graceMs: number): Finding | null {
  const { asked, unref, state } = item;
  const ms = asked ? Date.now() - asked.at : 0;
  const isEarly = asked !== null && exitPlace !== null && ms < graceMs;
  if (!isEarly && (!unref || asked))
    return judgeKill(item, exitPlace, 'by the end of the program, in the middle of its work');
  const lost = printLosses(getLosses(item));
  const title = getTitle(item);
  if (!isEarly) {
    if (lost.length === 0) return null;
    const message = [
      `The program ended and took ${title} with it, which unref() allows: `,
      ...lost,
      '. Ask it to stop, and wait for its end.',
    ];
    return { rule: 'no-daemon-worker', message, at: [unref?.place ?? null, item.place] };
  }
  if (lost.length > 0) {
    const message = [
      `The program ended ${ms} ms after ${title} was asked to stop`,
      ...printAt(asked.place),
      ': ',
      ...lost,
      ". Await its 'exit' first.",
    ];
    return { rule: 'require-exit-wait', message, at: [exitPlace, item.place], ms };
  }
  // One that has taken the request is about to end, and loses nothing.
  const hasHeard = asked.index === null || state.get('received') >= asked.index;
  return hasHeard ? null : judgeKill(item, exitPlace, 'by the end of the program');
}
