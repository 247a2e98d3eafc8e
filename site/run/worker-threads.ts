// `node:worker_threads` over web workers.
import { PortEmitter } from './emitter.ts';
import { life } from './life.ts';
import { ownLine } from './own-line.ts';
import type { ThreadStart } from './records.ts';
import { ThreadHandle } from './thread-handle.ts';

type Listener = Parameters<PortEmitter['on']>[1];

interface WorkerOptions {
  readonly workerData?: unknown;
  readonly transferList?: Transferable[];
  readonly eval?: boolean;
}

class NodeWorker extends PortEmitter {
  threadId: number;
  readonly #handle: ThreadHandle;

  constructor(file: string | URL, { workerData, transferList, eval: isCode }: WorkerOptions = {}) {
    super();
    if (isCode) throw new Error('Code in a string (`eval: true`) is not run here.');
    const events = {
      message: (data: unknown) => void this.emit('message', data),
      online: () => void this.emit('online'),
      error: (error: unknown) => this.#fail(error),
      exit: (code: number) => this.#end(code),
    };
    this.#handle = new ThreadHandle('node', file, workerData, events, transferList);
    this.threadId = this.#handle.thread;
  }

  postMessage(data: unknown, transfer?: Transferable[]): void {
    this.#handle.post(data, transfer);
  }

  async terminate(): Promise<number | undefined> {
    if (!this.#handle.kill()) return undefined;
    await Promise.resolve();
    this.#end(1);
    return 1;
  }

  ref(): void {
    if (!this.#handle.hasEnded) life.keep(this.#handle);
  }

  unref(): void {
    life.drop(this.#handle);
  }

  async [Symbol.asyncDispose ?? 'asyncDispose'](): Promise<void> {
    await this.terminate();
  }

  #end(code: number): void {
    this.threadId = -1;
    this.emit('exit', code);
  }

  #fail(error: unknown): void {
    if (!this.emit('error', error)) throw error;
  }
}

/** A worker's port to its owner: it keeps the thread alive while somebody listens. */
class ParentPort extends PortEmitter {
  #isClosed = false;
  #isOpen = false;

  override on(event: string, listener: Listener): this {
    super.on(event, listener);
    if (event === 'message') this.#listen();
    return this;
  }

  override once(event: string, listener: Listener): this {
    super.once(event, listener);
    if (event === 'message') this.#listen();
    return this;
  }

  override off(event: string, listener: Listener): this {
    super.off(event, listener);
    if (event === 'message' && this.listenerCount('message') === 0) life.drop(this);
    return this;
  }

  postMessage(data: unknown, transfer?: Transferable[]): void {
    if (!this.#isClosed) ownLine.post(data, transfer);
  }

  start(): void {
    if (!this.#isOpen) ownLine.open();
    this.#isOpen = true;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    ownLine.close();
    life.drop(this);
    queueMicrotask(() => this.emit('close'));
  }

  ref(): void {
    if (!this.#isClosed) life.keep(this);
  }

  unref(): void {
    life.drop(this);
  }

  /** What the listeners returned. */
  deliver(data: unknown): unknown[] {
    return this.call('message', [data]);
  }

  #listen(): void {
    this.ref();
    this.start();
  }
}

export function makeWorkerThreads({ role, thread, workerData }: ThreadStart) {
  const parentPort = role === 'node' ? new ParentPort() : null;
  if (parentPort) ownLine.begin((data) => parentPort.deliver(data));
  return {
    Worker: NodeWorker,
    parentPort,
    workerData: workerData ?? null,
    isMainThread: role === 'owner',
    threadId: thread,
    MessageChannel,
    MessagePort,
    BroadcastChannel,
  };
}
