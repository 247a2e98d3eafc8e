import { getTime, type NewThread, type ProgramFile, type Record, type ThreadStart } from '../run/records.ts';

/** What a thread has told, up to its end or that of the run. */
export interface ThreadLog {
  readonly thread: number;
  readonly file: string;
  readonly records: readonly Record[];
}

export interface RunLog {
  /** Times are on the clock of the records. */
  readonly startedAt: number;
  /** Null where it had ended before. */
  readonly askedAt: number | null;
  readonly endedAt: number;
  /** Had the page to end it? */
  readonly wasCut: boolean;
  /** The owner first. */
  readonly threads: readonly ThreadLog[];
}

export interface RunOptions {
  readonly files: readonly [owner: ProgramFile, ...others: ProgramFile[]];
  /** The bundle that every thread begins with. */
  readonly threadCode: string;
  /** Milliseconds from the start to the request to stop. */
  readonly askAfter: number;
}

/** Runs a program in web workers, its owner too, and asks the owner to stop. */
export async function runProgram(options: RunOptions): Promise<RunLog> {
  for (let tries = 1; tries < MOST_TRIES; tries += 1) {
    const log = await runOnce(options, true);
    if (log) return log;
  }
  return (await runOnce(options, false)) as RunLog;
}

/** @returns null where `givesUp` and the owner does not take the request */
async function runOnce({ files, threadCode, askAfter }: RunOptions, givesUp: boolean): Promise<RunLog | null> {
  const url = URL.createObjectURL(new Blob([threadCode], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const { port1: reports, port2: port } = new MessageChannel();
  const [{ name: file }] = files;
  const watch = new Watch(file, port);
  const given: ThreadStart = {
    role: 'owner',
    file,
    files,
    workerData: null,
    thread: 0,
    threadCode,
    reports,
    line: null,
  };
  try {
    const startedAt = getTime();
    worker.postMessage(given, [reports]);
    await Promise.race([watch.ended, wait(askAfter)]);
    let askedAt: number | null = null;
    if (!watch.hasEnded) {
      askedAt = getTime();
      watch.isAsked = true;
      port.postMessage('stop');
      await Promise.race([watch.ended, watch.heard, wait(DEAF_MS)]);
      if (givesUp && !watch.hasEnded && !watch.hasHeard) return null;
      await Promise.race([watch.ended, wait(LIMIT_MS)]);
    }
    const wasCut = !watch.hasEnded;
    const endedAt = watch.endedAt ?? getTime();
    // What is on its way is still let in.
    await wait(GATHER_MS);
    return { startedAt, askedAt, endedAt, wasCut, threads: watch.threads };
  } finally {
    // It was asked, and has had its time.
    // eslint-disable-next-line graceful/no-abrupt-terminate
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}

/**
 * In Firefox 153 one worker in forty hangs for ever where it starts another one: an owner that has not even heard the
 * request by then is tried again.
 */
const DEAF_MS = 1000;
const MOST_TRIES = 3;
/** From the request; longer than the five seconds that the edits leave a worker. */
export const LIMIT_MS = 7000;
const GATHER_MS = 50;

/** Gathers what the threads tell, and knows when the program has ended. */
class Watch {
  readonly threads: { thread: number; file: string; records: Record[] }[] = [];
  readonly ended: Promise<void>;
  endedAt: number | null = null;
  isAsked = false;
  /** Settles when the owner has taken the request. */
  readonly heard: Promise<void>;
  hasHeard = false;
  private hasWebWorkers = false;
  private setEnded!: () => void;
  private setHeard!: () => void;

  constructor(file: string, port: MessagePort) {
    this.ended = new Promise((resolve) => (this.setEnded = resolve));
    this.heard = new Promise((resolve) => (this.setHeard = resolve));
    this.listen(0, file, port);
  }

  get hasEnded(): boolean {
    return this.endedAt !== null;
  }

  private listen(thread: number, file: string, port: MessagePort): void {
    const records: Record[] = [];
    this.threads.push({ thread, file, records });
    port.onmessage = ({ data, ports: [next] }: MessageEvent<Record | NewThread>) => {
      if (data.kind === 'thread') {
        this.hasWebWorkers ||= data.role === 'web';
        if (next) this.listen(data.thread, data.file, next);
        return;
      }
      records.push(data);
      if (data.kind === 'asked') {
        this.hasHeard = true;
        this.setHeard();
      }
      if (data.kind === 'exited' || data.kind === 'killed') this.look(data.at);
    };
  }

  private isOver(thread: number, records: readonly Record[]): boolean {
    const all = this.threads.flatMap((other) => other.records);
    return (
      records.some(({ kind }) => kind === 'exited') ||
      all.some((record) => record.kind === 'killed' && record.thread === thread)
    );
  }

  /** A program of Node ends with its main thread; a page that was left, with the last of its workers. */
  private look(at: number): void {
    const [owner, ...workers] = this.threads.map(({ thread, records }) => this.isOver(thread, records));
    if (!owner && !(this.hasWebWorkers && this.isAsked && workers.every(Boolean))) return;
    this.endedAt ??= at;
    this.setEnded();
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
