// When a thread ends. A Node thread does so when nothing is left that could call it, which no browser knows: so what
// keeps it alive is counted here.
import { getTime, type Happening } from './records.ts';

const setTimer = globalThis.setTimeout.bind(globalThis);
const closeThread = globalThis.close.bind(globalThis);

/** Thrown to leave the code that has ended its thread. */
export class ThreadEnd extends Error {}

class Life {
  exitCode: number | undefined;
  hasEnded = false;
  private reports: MessagePort | null = null;
  private readonly keepers = new Set<object>();
  private readonly endings: ((code: number) => void)[] = [];
  private hasBegun = false;
  private isAsked = false;

  begin(reports: MessagePort): void {
    this.reports = reports;
  }

  report(happening: Happening, transfer: Transferable[] = []): void {
    this.reports?.postMessage({ ...happening, at: getTime() }, transfer);
  }

  /** Hands the page something that is no happening. */
  introduce(message: object, port: MessagePort): void {
    this.reports?.postMessage(message, [port]);
  }

  /** Its file begins to run. */
  setBegun(): void {
    this.hasBegun = true;
    this.look();
  }

  /** As long as it is there, the thread goes on. */
  keep(keeper: object): void {
    this.keepers.add(keeper);
  }

  drop(keeper: object): void {
    if (this.keepers.delete(keeper)) this.look();
  }

  /** The thread goes on until a promise is settled. */
  keepUntil<T>(promise: Promise<T>): Promise<T> {
    this.keep(promise);
    const drop = (): void => this.drop(promise);
    promise.then(drop, drop);
    return promise;
  }

  isKept(keeper: object): boolean {
    return this.keepers.has(keeper);
  }

  onEnd(listener: (code: number) => void): void {
    this.endings.push(listener);
  }

  /** Ends the thread now. `hasFailed`: for an error. */
  end(code: number, hasFailed = false): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    for (const listener of this.endings) listener(code);
    this.report({ kind: 'exited', code, hasFailed });
    closeThread();
  }

  /** Looks, after all that is due now, whether there is a reason to go on. */
  private look(): void {
    if (this.isAsked || !this.hasBegun) return;
    this.isAsked = true;
    setTimer(() => {
      this.isAsked = false;
      if (this.keepers.size === 0) this.end(this.exitCode ?? 0);
    });
  }
}

/** That of this thread. */
export const life = new Life();
