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
export async function runProgram({ files, threadCode, askAfter }: RunOptions): Promise<RunLog> {
  const url = URL.createObjectURL(new Blob([threadCode], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const { port1: reports, port2: port } = new MessageChannel();
  const watch = new Watch(files[0].name, port);
  const start: ThreadStart = {
    role: 'owner',
    file: files[0].name,
    files,
    workerData: null,
    thread: 0,
    threadCode,
    reports,
    line: null,
  };
  const startedAt = getTime();
  worker.postMessage(start, [reports]);
  await Promise.race([watch.ended, wait(askAfter)]);
  let askedAt: number | null = null;
  if (!watch.hasEnded) {
    askedAt = getTime();
    watch.isAsked = true;
    port.postMessage('stop');
    await Promise.race([watch.ended, wait(LIMIT_MS)]);
  }
  const wasCut = !watch.hasEnded;
  const endedAt = watch.endedAt ?? getTime();
  // What is on its way is still let in.
  await wait(GATHER_MS);
  worker.terminate();
  URL.revokeObjectURL(url);
  return { startedAt, askedAt, endedAt, wasCut, threads: watch.threads };
}

/** From the request; longer than the five seconds that the edits leave a worker. */
export const LIMIT_MS = 7000;
const GATHER_MS = 50;

/** Gathers what the threads tell, and knows when the program has ended. */
class Watch {
  readonly threads: { thread: number; file: string; records: Record[] }[] = [];
  readonly ended: Promise<void>;
  endedAt: number | null = null;
  isAsked = false;
  private hasWebWorkers = false;
  private setEnded!: () => void;

  constructor(file: string, port: MessagePort) {
    this.ended = new Promise((resolve) => (this.setEnded = resolve));
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
      if (data.kind === 'exited' || data.kind === 'killed') this.look(data.at);
    };
  }

  /** A program of Node ends with its main thread; a page that was left, with the last of its workers. */
  private look(at: number): void {
    const all = this.threads.flatMap(({ records }) => records);
    const isOver = (thread: number, records: readonly Record[]): boolean =>
      records.some(({ kind }) => kind === 'exited') ||
      all.some((record) => record.kind === 'killed' && record.thread === thread);
    const [owner, ...workers] = this.threads.map(({ thread, records }) => isOver(thread, records));
    if (!owner && !(this.hasWebWorkers && this.isAsked && workers.every(Boolean))) return;
    this.endedAt ??= at;
    this.setEnded();
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
