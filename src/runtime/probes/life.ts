import { Worker } from 'node:worker_threads';
import { captureSite, isTestPlace } from '../call-site.ts';
import type { Context } from '../context.ts';
import { judgeEnd } from '../end-verdict.ts';
import { hasWaited, judgeKill } from '../kill-verdict.ts';
import { patch, quietly } from '../patch.ts';
import type { ThreadEndKind } from '../records.ts';
import { findWatched, forget, type WatchedWorker } from '../watched-worker.ts';

type Emit = (this: unknown, name: string | symbol, ...args: unknown[]) => boolean;
type Terminate = (this: unknown, ...args: unknown[]) => unknown;

/** Kills and ends of workers: `terminate`, which disposing calls as well, and the exit event. */
export function watchLife(context: Context, onEnd: (item: WatchedWorker) => void): void {
  patch<Terminate>(
    Worker.prototype,
    'terminate',
    (original) =>
      function terminate(...args) {
        quietly(() => onTerminate(findWatched(this), context));
        return original.apply(this, args);
      },
  );
  // What Node calls when a thread has ended; `emit` would leave a frame in the stack of every error event.
  const onExitKey = Object.getOwnPropertySymbols(Worker.prototype).find(({ description }) => description === 'kOnExit');
  if (onExitKey) {
    patch<Terminate>(
      Worker.prototype,
      onExitKey,
      (original) =>
        function onWorkerExit(...args) {
          quietly(() => onExit(findWatched(this), args, context, onEnd));
          return original.apply(this, args);
        },
    );
    return;
  }
  patch<Emit>(
    Worker.prototype,
    'emit',
    (original) =>
      function emit(name, ...args) {
        if (name === 'exit') quietly(() => onExit(findWatched(this), args, context, onEnd));
        return original.call(this, name, ...args);
      },
  );
}

function onTerminate(item: WatchedWorker | null, { tell }: Context): void {
  if (!item || item.killed || item.hasEnded) return;
  const place = captureSite();
  const finding = judgeKill(item, place, 'in the middle of its work');
  item.killed = { at: Date.now(), place, wasAsked: hasWaited(item), isHarmful: finding !== null };
  const isTest = place !== null && isTestPlace(place);
  // The end of a test kills what the test started.
  if (finding && !(isTest && finding.rule === 'no-abrupt-terminate'))
    tell({ kind: 'finding', finding: { ...finding, about: item.thread } });
}

/** `ended`: its exit code, and the code of the error that Node itself ended it with. */
function onExit(
  item: WatchedWorker | null,
  ended: readonly unknown[],
  context: Context,
  onEnd: (item: WatchedWorker) => void,
): void {
  if (!item || item.hasEnded) return;
  const now = Date.now();
  const code = ended[0] as number;
  const { asked, killed } = item;
  forget(item);
  item.exitCode = code;
  // Node's code for an error that nobody caught.
  item.hasCrashed = code === 1 && !killed;
  item.errorCode = item.hasCrashed && typeof ended[1] === 'string' ? ended[1] : null;
  const how = getEnd(item, code);
  const since = asked?.at ?? killed?.at ?? null;
  const stopMs = since === null ? null : now - since;
  context.tell({ kind: 'end', thread: item.thread, at: now, how, stopMs, code, error: item.errorCode });
  onEnd(item);
  for (const finding of judgeEnd(item, code, context.options))
    context.tell({ kind: 'finding', finding: { ...finding, about: item.thread } });
}

function getEnd({ killed, hasCrashed, asked }: WatchedWorker, code: number): ThreadEndKind {
  if (killed) return killed.wasAsked ? 'forced' : killed.isHarmful ? 'killed' : 'killed when idle';
  if (hasCrashed) return 'by an error';
  if (code !== 0) return 'with an exit code';
  return asked ? 'asked' : 'by itself';
}
