import type { Finding, PlaceRef } from './records.ts';
import { printPosted } from './kill-verdict.ts';
import { count } from './text.ts';
import type { Place } from './call-site.ts';
import type { WatchedProcess } from './watched-process.ts';

/** What a process loses that a signal of ours has ended; null for nothing. `signal`: the one that ended it. */
export function judgeProcessKill(item: WatchedProcess, signal: string): Finding | null {
  const { killed, place } = item;
  // One that was asked before and did not end had its chance.
  if (!killed || killed.signal !== signal || killed.wasAsked) return null;
  const lost = listLost(item, killed.wasRunning);
  if (lost.length === 0) return null;
  const isSudden = signal === 'SIGKILL';
  const heading = `${getName(item)} was ended by ${signal}${isSudden ? '' : ', for which it does not listen,'} in the middle of its work: `;
  const cure = isSudden
    ? '. Ask it to end, by SIGTERM or a message, and kill it only when it does not.'
    : '. Wait for its answers, or let it listen for the signal and finish first.';
  return {
    rule: isSudden ? 'no-sigkill' : 'no-abrupt-terminate',
    message: [heading, ...lost.flatMap((phrase, i) => (i === 0 ? phrase : ['; ', ...phrase])), cure],
    at: [killed.place, place],
  };
}

/** Requests to a process that has ended, for which the program waited in a top-level await. */
export function judgeLostRequests(item: WatchedProcess): Finding | null {
  const [place = null] = item.requests.values();
  if (item.requests.size === 0) return null;
  const message = [
    `${getName(item)} ended and left ${count(item.requests.size, 'request')} without an answer, for which the program waited to its end. Reject them on 'exit'.`,
  ];
  return { rule: 'no-lost-reply', message, at: [place, item.place] };
}

/** True of a process that runs when the program has ended. */
export function judgeOrphan({ pid, place }: WatchedProcess): Finding {
  const message = [
    `This process (${pid}) goes on although the program that started it has ended. End it before the program ends.`,
  ];
  return { rule: 'no-orphan-child', message, at: [place] };
}

function getName({ file }: WatchedProcess): string {
  return `Process ${file.split(/[\\/]/).at(-1)}`;
}

function listLost(item: WatchedProcess, wasRunning: boolean): (string | PlaceRef)[][] {
  const { requests, answersById, sent, received, book, isForked } = item;
  const running: (string | PlaceRef)[][] = wasRunning ? [['it was running']] : [];
  // SIGTERM is how commands are asked; only one that is killed outright has no say.
  if (!isForked) return item.killed?.signal === 'SIGKILL' ? running : [];
  if (requests.size > 0 && (answersById || wasRunning)) {
    const [id, place] = [...requests][0] as [string | number, Place | null];
    const which = requests.size === 1 ? `id ${id}` : `the first: id ${id}`;
    const words = `${count(requests.size, 'request')} had no answer (${which}`;
    return [[words, ...printPosted(place), ')']];
  }
  const open = sent - received;
  if (requests.size > 0 || open <= 0) return [];
  if (book.answersEach()) return [[`of ${count(sent, 'message')} that it was sent it had answered ${received}`]];
  return running;
}
