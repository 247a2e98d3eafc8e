// A thread that this one has started: a web worker, whatever the program takes it for.
import { STOP_MESSAGE } from '../../src/knowledge/stop-words.ts';
import { life } from './life.ts';
import { getTime, type LineMessage, type NewThread, type ThreadStart } from './records.ts';

const NativeWorker = globalThis.Worker;
let start: ThreadStart | null = null;
let lastChild = 0;

export interface ThreadEvents {
  message: (data: unknown, ports: readonly MessagePort[]) => void;
  online: () => void;
  error: (error: unknown) => void;
  exit: (code: number) => void;
}

/** What this thread was given itself: those that it starts get the same files. */
export function setThreadStart(own: ThreadStart): void {
  start = own;
}

export function getThreadStart(): ThreadStart {
  if (!start) throw new Error('this thread was not started by the page');
  return start;
}

export class ThreadHandle {
  readonly thread: number;
  hasEnded = false;
  private readonly native: Worker;
  private readonly line: MessagePort;
  private readonly events: ThreadEvents;
  private posted = 0;

  constructor(
    role: 'node' | 'web',
    specifier: string | URL,
    workerData: unknown,
    events: ThreadEvents,
    transfer: Transferable[] = [],
  ) {
    const own = getThreadStart();
    const file = findFile(String(specifier));
    this.events = events;
    this.thread = own.thread * 100 + ++lastChild;
    this.native = new NativeWorker(URL.createObjectURL(new Blob([own.threadCode], { type: 'text/javascript' })));
    const { port1: line, port2: otherEnd } = new MessageChannel();
    const { port1: reports, port2: toPage } = new MessageChannel();
    this.line = line;
    line.onmessage = ({ data }: MessageEvent<LineMessage>) => this.hear(data);
    life.introduce({ kind: 'thread', thread: this.thread, role, file, at: getTime() } satisfies NewThread, toPage);
    const given: ThreadStart = { ...own, role, file, workerData, thread: this.thread, reports, line: otherEnd };
    this.native.postMessage(given, [reports, otherEnd, ...transfer]);
    life.keep(this);
    life.onEnd(() => void this.kill());
  }

  post(data: unknown, transfer: Transferable[] = []): void {
    if (this.hasEnded) return;
    const number = ++this.posted;
    const ports = transfer.filter((one): one is MessagePort => one instanceof MessagePort);
    this.line.postMessage({ kind: 'message', number, data, ports } satisfies LineMessage, transfer);
    life.report({ kind: 'posted', thread: this.thread, number, isStop: isStop(data) });
  }

  /** Ends it at once, wherever it is; gives whether it was still there. */
  kill(): boolean {
    if (this.hasEnded) return false;
    // The program has asked for just this.
    // eslint-disable-next-line graceful/no-abrupt-terminate
    this.native.terminate();
    life.report({ kind: 'killed', thread: this.thread });
    this.end();
    return true;
  }

  private end(): void {
    this.hasEnded = true;
    this.line.close();
    life.drop(this);
  }

  private hear(message: LineMessage): void {
    if (this.hasEnded) return;
    if (message.kind === 'message') {
      life.report({ kind: 'received', thread: this.thread });
      this.events.message(message.data, message.ports);
    } else if (message.kind === 'error') {
      this.events.error(message.error);
    } else if (message.kind === 'online') {
      this.events.online();
    } else {
      this.end();
      this.events.exit(message.code);
    }
  }
}

/** Does it ask the worker to stop, rather than to do something? */
function isStop(data: unknown): boolean {
  const word = typeof data === 'object' && data !== null && 'type' in data ? data.type : data;
  return typeof word === 'string' && STOP_MESSAGE.test(word);
}

/** The file that a specifier means; `job.js` may be written in `job.ts`. */
function findFile(specifier: string): string {
  const name = specifier.replace(/[?#].*$/, '').replace(/^.*\//, '');
  const { files } = getThreadStart();
  const found =
    files.find((file) => getBase(file.name) === name) ??
    files.find((file) => toStem(getBase(file.name)) === toStem(name));
  if (!found) throw new Error(`'${specifier}' is in neither of the two panes.`);
  return found.name;
}

function getBase(name: string): string {
  return name.replace(/^.*\//, '');
}

function toStem(name: string): string {
  return name.replace(/\.[cm]?[jt]sx?$/, '');
}
