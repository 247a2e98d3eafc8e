import { captureSite, type Place } from '../call-site.ts';
import type { Context } from '../context.ts';
import { getLosses, judgeKill } from '../kill-verdict.ts';
import { patch, quietly } from '../patch.ts';
import type { Finding } from '../records.ts';
import { forget, getLiving, getTitle, type WatchedWorker } from '../watched-worker.ts';

type Emit = (this: unknown, name: string | symbol, ...args: unknown[]) => boolean;
type Exit = (this: unknown, ...args: unknown[]) => never;

/** The end of the main thread, which kills every worker that is left. `onEnd` runs after all exit handlers. */
export function watchMainExit(context: Context, onEnd: () => void): void {
  let exitPlace: Place | null = null;
  let hasEnded = false;
  patch<Exit>(process, 'exit', (original) => function exit(...args) {
    exitPlace ??= quietly(captureSite) ?? null;
    return original.apply(this, args);
  });
  patch<Emit>(process, 'emit', (original) => function emit(name, ...args) {
    const result = original.call(this, name, ...args);
    if (name === 'exit' && !hasEnded) {
      hasEnded = true;
      quietly(() => {
        for (const item of [...getLiving()]) endWithProgram(item, exitPlace, context);
      });
      quietly(onEnd);
    }
    return result;
  });
}

function endWithProgram(item: WatchedWorker, exitPlace: Place | null, context: Context): void {
  const worker = item.worker.deref();
  if (!worker || worker.threadId === -1 || item.killed) return;
  const finding = judgeExit(item, exitPlace);
  if (finding) context.tell({ kind: 'finding', finding });
  forget(item);
  const at = Date.now();
  const stopMs = item.asked ? at - item.asked.at : null;
  context.tell({ kind: 'end', thread: item.thread, at, how: 'with the program', stopMs, code: null });
}

function judgeExit(item: WatchedWorker, exitPlace: Place | null): Finding | null {
  if (!item.unref || item.asked) return judgeKill(item, exitPlace, 'by the end of the program, in the middle of its work');
  const { phrases } = getLosses(item);
  if (phrases.length === 0) return null;
  const lost = phrases.flatMap((phrase, i) => (i === 0 ? phrase : ['; ', ...phrase]));
  const heading = `The program ended and took ${getTitle(item)} with it, which unref() allows: `;
  return { rule: 'no-daemon-worker', message: [heading, ...lost, '. Ask it to stop, and wait for its end.'], at: [item.unref.place, item.place] };
}
