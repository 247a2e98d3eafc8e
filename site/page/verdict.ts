import type { Record } from '../run/records.ts';
import type { RunLog, ThreadLog } from './run-program.ts';

export interface Task {
  /** Milliseconds from the start of the run; null where it did not come to that. */
  readonly takenAt: number | null;
  readonly doneAt: number | null;
}

/** How a thread came to its end: by itself, from outside, or not at all until the page had enough. */
export type Ending = 'exited' | 'killed' | 'cut';

export interface Lane {
  readonly file: string;
  readonly isOwner: boolean;
  readonly from: number;
  readonly to: number;
  readonly ending: Ending;
  /** Of a worker: the messages that it was posted, but for requests to stop. */
  readonly tasks: readonly Task[];
  /** How many messages its owner has got from it. */
  readonly answers: number;
  readonly losses: readonly string[];
}

export interface Verdict {
  /** Milliseconds from the request to the end; null where it ended before, or was cut. */
  readonly stoppedMs: number | null;
  readonly askedAt: number | null;
  /** By which way the program heard of it; null where nothing listens. */
  readonly askedBy: string | null;
  readonly wasCut: boolean;
  /** Did an error that nobody caught end the owner? */
  readonly hasFailed: boolean;
  readonly lasted: number;
  readonly lanes: readonly Lane[];
  readonly losses: readonly string[];
  readonly output: readonly {
    readonly at: number;
    readonly file: string;
    readonly text: string;
    readonly isError: boolean;
  }[];
}

/** What a run shows: how long the stop took, and what was lost by it. */
export function judge(log: RunLog): Verdict {
  const { startedAt, askedAt, endedAt, wasCut, threads } = log;
  const lanes = threads.map((thread) => getLane(thread, log));
  const asked = threads[0]?.records.find((record) => record.kind === 'asked');
  return {
    stoppedMs: askedAt === null || wasCut ? null : Math.max(0, endedAt - askedAt),
    askedAt: askedAt === null ? null : askedAt - startedAt,
    askedBy: asked?.by ?? null,
    wasCut,
    hasFailed: threads[0]?.records.some((record) => record.kind === 'exited' && record.hasFailed) ?? false,
    lasted: endedAt - startedAt,
    lanes,
    losses: lanes.flatMap(({ losses }) => losses),
    output: threads
      .flatMap(({ file, records }) =>
        records.flatMap((record) =>
          record.kind === 'log'
            ? [{ at: record.at - startedAt, file, text: record.text, isError: record.isError }]
            : [],
        ),
      )
      .sort((a, b) => a.at - b.at),
  };
}

function getLane({ thread, file, records }: ThreadLog, log: RunLog): Lane {
  const others = log.threads.flatMap((other) => other.records);
  const toTime = (at: number): number => at - log.startedAt;
  const exit = records.find(({ kind }) => kind === 'exited');
  const kill = others.find((record) => record.kind === 'killed' && record.thread === thread);
  // The page of a program in the browser is gone once it was left.
  const isOver = exit !== undefined || (thread === 0 && !log.wasCut);
  const ending: Ending = isOver ? 'exited' : kill ? 'killed' : 'cut';
  const tasks = getTasks(thread, records, log);
  const answers = others.filter((record) => record.kind === 'received' && record.thread === thread).length;
  return {
    file,
    isOwner: thread === 0,
    from: toTime(records[0]?.at ?? log.startedAt),
    to: toTime((exit ?? kill)?.at ?? log.endedAt),
    ending,
    tasks,
    answers,
    losses: [
      ...listLostTasks(tasks),
      ...listLostAnswers(records, answers, ending),
      ...listSkipped(records),
      ...listTornFiles(records),
    ].map((loss) => (loss.includes(file) ? loss : `${file}: ${loss}`)),
  };
}

function getTasks(thread: number, records: readonly Record[], { threads, startedAt }: RunLog): Task[] {
  const posted = threads.flatMap(({ records: all }) =>
    all.flatMap((record) =>
      record.kind === 'posted' && record.thread === thread && !record.isStop ? [record.number] : [],
    ),
  );
  const find = (kind: 'taken' | 'done', number: number): number | null => {
    const at = records.find((record) => record.kind === kind && record.number === number)?.at;
    return at === undefined ? null : at - startedAt;
  };
  return posted.map((number) => ({ takenAt: find('taken', number), doneAt: find('done', number) }));
}

function listLostTasks(tasks: readonly Task[]): string[] {
  const inHand = tasks.filter(({ takenAt, doneAt }) => takenAt !== null && doneAt === null).length;
  const waiting = tasks.filter(({ takenAt }) => takenAt === null).length;
  return [
    ...(inHand > 0 ? [`${count(inHand, 'message')} begun, not finished`] : []),
    ...(waiting > 0 ? [`${count(waiting, 'message')} never begun`] : []),
  ];
}

function listLostAnswers(records: readonly Record[], received: number, ending: Ending): string[] {
  const lost = records.filter(({ kind }) => kind === 'answered').length - received;
  return lost > 0 && ending === 'killed' ? [`${count(lost, 'answer')} sent, but never heard`] : [];
}

/** Each line once, however often its `try` was open. */
function listSkipped(records: readonly Record[]): string[] {
  const open = new Map<number, number>();
  for (const record of records) {
    if (record.kind === 'entered') open.set(record.line, (open.get(record.line) ?? 0) + 1);
    if (record.kind === 'left') open.set(record.line, (open.get(record.line) ?? 0) - 1);
  }
  return [...open].filter(([, times]) => times > 0).map(([line]) => `the finally of line ${line} never ran`);
}

function listTornFiles(records: readonly Record[]): string[] {
  const open = new Set<string>();
  for (const record of records) {
    if (record.kind === 'writing') open.add(record.name);
    if (record.kind === 'written') open.delete(record.name);
  }
  return [...open].map((name) => `only a part of ${name} was written`);
}

export function count(number: number, word: string, words = `${word}s`): string {
  return `${number} ${number === 1 ? word : words}`;
}
