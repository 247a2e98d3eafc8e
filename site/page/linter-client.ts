import type { Calls } from '../linter/protocol.ts';
import { readEmbedded } from './embedded.ts';

interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** The page's end of the line to its linter, which is a worker of its own. */
export class LinterClient {
  private readonly worker: Promise<Worker>;
  private readonly waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  private last = 0;

  constructor() {
    this.worker = readEmbedded('linter-code').then((code) => {
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      worker.onmessage = ({ data }: MessageEvent<Answer>) => this.settle(data);
      worker.onerror = ({ message }) => this.failAll(new Error(message));
      return worker;
    });
  }

  async ask<K extends keyof Calls>(call: K, request: Parameters<Calls[K]>[0]): Promise<ReturnType<Calls[K]>> {
    const worker = await this.worker;
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, call, request });
    });
  }

  private settle({ id, answer, error }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(answer as never);
    else waiting?.reject(new Error(error));
  }

  /** It does not load: nobody will answer. */
  private failAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
