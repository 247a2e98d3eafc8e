import type { Message, Start, WorkerFile } from '../source/project-view.ts';
import { STOP_HINT } from '../knowledge/stop-words.ts';
import type { Ask, Hearing, MapStart, Status } from './model.ts';

/** Whether a message reads like a request to stop: `stop`, `shut-down`, `STOP_WORKER`, `worker:exit`. */
export function isStopRequest({ value }: Pick<Message, 'value'>): boolean {
  const words = value.split(/[^\p{L}\d]+|(?<=\p{Ll})(?=\p{Lu})/u).filter((word) => word !== '');
  return words.length <= 4 && words.some((word) => STOP_HINT.test(word));
}

/**
 * How an owner asks what it starts to stop, each message once, and whether there is a branch for it.
 *
 * @param worker the file that `start` runs; null when it is not known
 * @param others what else the owner's messages may be meant for; null stands for something unknown
 */
export function listAsks(start: Start, worker: WorkerFile | null, others: readonly (WorkerFile | null)[]): Ask[] {
  const requests = start.posts.filter(isStopRequest);
  const asks = requests
    .filter((post, i) => requests.findIndex((other) => isSame(other, post)) === i)
    .map((post) => ({ ...post, hearing: getHearing(post, worker, others) }));
  // A pool or a job consumer is stopped by a call; a message of the file may be meant for anything.
  return isAsked(start) ? asks : asks.filter(({ hearing }) => hearing === 'heard');
}

/** Which worker a message goes to is not known: it is unheard when none that it may be for has a branch for it. */
function getHearing(post: Message, worker: WorkerFile | null, others: readonly (WorkerFile | null)[]): Hearing {
  if (worker?.hears.some((message) => isSame(message, post))) return 'heard';
  const mayHear = (file: WorkerFile | null): boolean =>
    !file || file.isOpen || file.hears.some((message) => isSame(message, post));
  if (mayHear(worker)) return 'unknown';
  return others.some(mayHear) ? 'other' : 'unheard';
}

function isSame(a: Message, b: Message): boolean {
  return a.value === b.value && a.field === b.field;
}

/** What can be said of something that no rule complains about. */
export function judge(file: string | null, starts: readonly MapStart[]): Status {
  const hearings = starts.filter(isAsked).map(getBestHearing);
  if (hearings.includes('unheard')) return 'warning';
  return file === null || hearings.some((hearing) => hearing !== 'heard') ? 'unknown' : 'ok';
}

/** Whether it is asked by a message: pools and job consumers have calls of their own for it. */
export function isAsked({ kind }: Pick<Start, 'kind'>): boolean {
  return kind === 'worker' || kind === 'fork';
}

/** One message that is heard is enough; null when none is sent. */
function getBestHearing({ asks }: MapStart): Hearing | null {
  const order: readonly Hearing[] = ['heard', 'unknown', 'other', 'unheard'];
  return order.find((hearing) => asks.some((ask) => ask.hearing === hearing)) ?? null;
}
