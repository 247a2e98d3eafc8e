import { getLosses, printLosses } from './kill-verdict.ts';
import type { Finding } from './records.ts';
import { getTitle, type WatchedWorker } from './watched-worker.ts';

/** Says so without the signal's name, which only `graceful run` gets to know. */
export const BY_A_SIGNAL = 'ended by a signal';

/** What would be lost if a signal that nobody listens for ended the program now. */
export function judgeSignal(item: WatchedWorker): Finding | null {
  if (item.killed || item.hasEnded) return null;
  const losses = getLosses(item, false);
  const lost = printLosses(losses);
  if (lost.length === 0) return null;
  return {
    rule: 'no-abrupt-terminate',
    message: [
      `The program was ${BY_A_SIGNAL} while ${getTitle(item)} was in the middle of its work: `,
      ...lost,
      '. Listen for the signal, ask the worker to stop, and wait for its end.',
    ],
    at: [item.place],
  };
}
