// The line of a worker to its owner: messages wait until somebody listens, and it is told when each has been dealt with.
import { life } from './life.ts';
import type { LineMessage } from './records.ts';
import { getThreadStart } from './thread-handle.ts';

type Message = LineMessage & { kind: 'message' };

/** Gives what the listeners have returned. */
export type Handler = (data: unknown, ports: readonly MessagePort[]) => readonly unknown[];

class OwnLine {
  private readonly queue: Message[] = [];
  private handler: Handler = () => [];
  private isOpen = false;
  private isClosed = false;
  private isWaiting = false;

  begin(handler: Handler): void {
    this.handler = handler;
    const { line } = getThreadStart();
    if (line) {
      line.onmessage = ({ data }: MessageEvent<LineMessage>) => {
        if (data.kind === 'message') this.queue.push(data);
        this.pump();
      };
    }
    life.onEnd((code) => this.send({ kind: 'exit', code }));
    this.send({ kind: 'online' });
  }

  /** From now on messages are handed on. */
  open(): void {
    this.isOpen = true;
    this.pump();
  }

  close(): void {
    this.isClosed = true;
  }

  post(data: unknown, transfer: Transferable[] = []): void {
    if (this.isClosed || life.hasEnded) return;
    const ports = transfer.filter((one): one is MessagePort => one instanceof MessagePort);
    this.send({ kind: 'message', number: 0, data, ports }, transfer);
    life.report({ kind: 'answered' });
  }

  send(message: LineMessage, transfer: Transferable[] = []): void {
    getThreadStart().line?.postMessage(message, transfer);
  }

  /** Hands on what waits, each message in a turn of its own, as it would have come. */
  private pump(): void {
    if (!this.isOpen || this.isWaiting || this.queue.length === 0) return;
    this.isWaiting = true;
    setTurn(() => {
      this.isWaiting = false;
      const message = this.queue.shift();
      this.pump();
      if (message) this.deliver(message);
    });
  }

  private deliver({ number, data, ports }: Message): void {
    if (this.isClosed || life.hasEnded) return;
    life.report({ kind: 'taken', number });
    const results = this.handler(data, ports);
    // What rejects is nobody's to handle, as where the program runs by itself.
    void Promise.all(results).then(() => life.report({ kind: 'done', number }));
  }
}

/** A task of its own that no timer of the browser holds up. */
function setTurn(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}

/** That of this thread. */
export const ownLine = new OwnLine();
