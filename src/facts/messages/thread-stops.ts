import type { WorkerStop } from '../../source/project-view.ts';
import { asksForStop } from './ends-after.ts';
import type { EndAfter, Listening } from './types.ts';

/** One file of a thread, with the stops that it hears, also by constants and functions of other files. */
export interface ThreadPart {
  readonly file: string;
  readonly listening: Pick<Listening, 'listens' | 'mayEnd' | 'keepAlive'>;
  readonly ends: readonly ThreadEnd[];
}

export interface ThreadEnd extends EndAfter {
  /** Where the branch is written. */
  readonly file: string;
}

/**
 * What asks a thread to stop, and whether it then ends, all its files taken together: each may hold it. `isWhole`: every
 * file that it loads was read.
 */
export function joinThreadStops(parts: readonly ThreadPart[], isWhole: boolean): WorkerStop[] {
  const stops = new Map<string, WorkerStop>();
  for (const part of parts)
    for (const end of part.ends.filter(({ message }) => asksForStop(message))) {
      const { message, file, line } = end;
      const stop = { ...message, place: { file, line }, ...judge(end, part, parts, isWhole) };
      const key = `${message.field ?? ''}=${message.value}`;
      const known = stops.get(key);
      // Every file hears it: one that ends the thread is enough.
      if (!known || (stop.ends === 'yes' && known.ends !== 'yes')) stops.set(key, stop);
    }
  return [...stops.values()];
}

function judge(
  { ends, by }: EndAfter,
  part: ThreadPart,
  parts: readonly ThreadPart[],
  isWhole: boolean,
): Pick<WorkerStop, 'ends' | 'by'> {
  const unknown = { ends: 'unknown', by: null } as const;
  if (ends === 'yes' && by === 'exit') return { ends, by };
  if (ends === 'unknown' || !isWhole) return unknown;
  const others = parts.filter((one) => one !== part);
  if (ends === 'no') return parts.some(({ listening }) => listening.mayEnd) ? unknown : { ends, by };
  const isKept = others.some(({ listening }) => listening.listens || listening.keepAlive.length > 0);
  return isKept ? unknown : { ends, by };
}
