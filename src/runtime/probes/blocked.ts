import { isActive } from '../activity.ts';
import { EVAL, type Place } from '../call-site.ts';
import type { Context } from '../context.ts';
import { capitalize } from '../kill-verdict.ts';
import { quietly } from '../patch.ts';
import { openSampler, sampleWorkers } from '../sampler.ts';
import { BOOTING, RUNNING } from '../thread-state.ts';
import { getLiving, getTitle, markAsked, printAt, type WatchedWorker } from '../watched-worker.ts';

const TICK = 100;
/** Milliseconds that a sample's answers take; the main thread may have been busy itself. */
const SLACK = 300;

/**
 * Looks at the living workers of the main thread ten times a second: aborted signals are requests to stop, and loops
 * that do not turn are told with their line. Nothing runs in the workers, and nothing keeps the program alive.
 */
export function watchBlocked(
  context: Context,
  onTick: () => void,
): { beforeStart: () => void; onAsked: (item: WatchedWorker) => void } {
  let timer: NodeJS.Timeout | null = null;
  let isSampling = false;
  const sample = async (items: readonly WatchedWorker[]): Promise<void> => {
    if (isSampling || items.length === 0) return;
    isSampling = true;
    try {
      const byThread = new Map(items.map((item) => [item.thread, item]));
      // Noted at once: it may be killed before the sample is complete.
      await sampleWorkers(
        [...byThread.keys()],
        (thread, place) => noteLoop(byThread.get(thread), place),
        (thread, hasTurned) => {
          const item = byThread.get(thread);
          if (!item || item.hasEnded) return;
          const lastBeat = item.lastBeat;
          noteTurns(item, Date.now());
          if (!hasTurned && item.lastBeat === lastBeat) return tellBlocked(item, context);
          item.lastBeatAt = Date.now();
          item.loop = null;
        },
      );
    } catch {
      // Without an inspector there are no lines.
    } finally {
      isSampling = false;
    }
  };
  const tick = (): void => {
    const now = Date.now();
    const suspects = [...getLiving()].filter((item) => {
      noteRequests(item);
      noteTurns(item, now);
      return isSuspect(item, now, context);
    });
    void sample(suspects);
    quietly(onTick);
    if (getLiving().size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
  return {
    beforeStart() {
      openSampler();
      timer ??= setInterval(() => quietly(tick), TICK).unref();
    },
    onAsked(item) {
      const { worker: ref, state } = item;
      const worker = ref.deref();
      if (worker && state.get('phase') === RUNNING && state.get('waitSite') === 0 && isActive(worker))
        void sample([item]);
    },
  };
}

function noteLoop(item: WatchedWorker | undefined, place: Place): void {
  if (item && place.file !== EVAL) item.loop = place;
}

/** The abort of a signal that was handed over, or the change of a stop flag. */
function noteRequests(item: WatchedWorker): void {
  if (item.asked) return;
  if (item.signals.some((signal) => signal.deref()?.aborted)) markAsked(item, 'abort', null);
  else if (item.flags.some(({ word, before }) => word[0] !== before)) markAsked(item, 'the stop flag', null);
}

/** A loop that has waited for events, or has taken a message, has turned. */
function noteTurns(item: WatchedWorker, now: number): void {
  const idle = item.worker.deref()?.performance.eventLoopUtilization().idle ?? 0;
  const beat = Math.round(idle * 1000) + item.state.get('received');
  // What a worker needs to start, on a busy machine long, is none of its code's time.
  const isBooting = item.state.get('phase') === BOOTING;
  if (isBooting || beat !== item.lastBeat || item.state.get('waitSite') !== 0) item.lastBeatAt = now;
  item.lastBeat = beat;
}

function isSuspect(item: WatchedWorker, now: number, { options }: Context): boolean {
  const limit = item.asked ? Math.min(options.graceMs, options.blockedMs) : options.blockedMs;
  const since = item.asked ? Math.max(item.asked.at, item.lastBeatAt) : item.lastBeatAt;
  // Before the checker is loaded there, nobody answers.
  return item.state.get('phase') === RUNNING && !item.isBlockedTold && !item.killed && now - since > limit;
}

function tellBlocked(item: WatchedWorker, { tell, options }: Context): void {
  const now = Date.now();
  const ms = now - (item.asked?.at ?? item.lastBeatAt);
  const isDeaf = item.asked !== null && ms > options.graceMs;
  if (item.isBlockedTold || (!isDeaf && ms < options.blockedMs + SLACK / 3)) return;
  item.isBlockedTold = true;
  const place = item.loop;
  const title = capitalize(getTitle(item));
  const message = isDeaf
    ? [
        `${title} was asked to stop`,
        ...printAt(item.asked?.place ?? null),
        `, and has not looked for it here for ${ms} ms. Let this loop look for the request.`,
      ]
    : [
        `${title} has heard nothing for ${ms} ms, so that only a kill can stop it. Let this loop yield and look for a request to stop.`,
      ];
  const native = place ? [] : [' (It is in native code.)'];
  const at = [place, item.place];
  tell({
    kind: 'finding',
    finding: {
      rule: 'no-unstoppable-loop',
      message: [...message, ...native],
      at,
      severity: isDeaf ? 2 : 1,
      ms,
      about: item.thread,
    },
  });
}
