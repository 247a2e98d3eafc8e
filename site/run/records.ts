// What the threads of a program tell the page while they run. Each thread has a line of its own, so that what it told is
// there also after it was killed.

/** Milliseconds on the clock that all threads share. */
export const getTime = (): number => performance.timeOrigin + performance.now();

export type Happening =
  /** Code of the program has printed something. */
  | { readonly kind: 'log'; readonly text: string; readonly isError: boolean }
  /** The thread is there and loads its file. */
  | { readonly kind: 'started' }
  /** It has posted message `number`, counted from 1, to a thread that it has started; has got one from it; has killed it. */
  | { readonly kind: 'posted'; readonly thread: number; readonly number: number; readonly isStop: boolean }
  | { readonly kind: 'received' | 'killed'; readonly thread: number }
  /** The thread has begun with that message; it is done when its handlers have returned and what they promise is settled. */
  | { readonly kind: 'taken' | 'done'; readonly number: number }
  /** It has posted a message to its owner. */
  | { readonly kind: 'answered' }
  /** A `try` with a `finally` was entered; its `finally` has begun. */
  | { readonly kind: 'entered' | 'left'; readonly line: number }
  /** A file is open for writing; it has been written to its end. */
  | { readonly kind: 'writing' | 'written'; readonly name: string }
  /** The owner was asked to stop: by which way, and null where nothing listens, so that it is cut off. */
  | { readonly kind: 'asked'; readonly by: string | null }
  /** Ended by itself, by `process.exit()` or `close()`, or by an error that nobody caught. */
  | { readonly kind: 'exited'; readonly code: number; readonly hasFailed: boolean };

export type Record = Happening & { readonly at: number };

/** How a thread introduces another one to the page. */
export interface NewThread {
  readonly kind: 'thread';
  readonly thread: number;
  readonly role: 'node' | 'web';
  readonly file: string;
  readonly at: number;
}

/** A file of the program, ready to run. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
}

/** What a thread gets before anything else. */
export interface ThreadStart {
  readonly role: 'owner' | 'node' | 'web';
  readonly file: string;
  readonly files: readonly ProgramFile[];
  readonly workerData: unknown;
  /** 0 is the owner. */
  readonly thread: number;
  /** The bundle that every thread begins with: an address of one thread is none in another, where the page is a file. */
  readonly threadCode: string;
  /** To the page. */
  readonly reports: MessagePort;
  /** To the owner of this thread; null for the owner itself. */
  readonly line: MessagePort | null;
}

/** What goes over the line between a thread and its owner. */
export type LineMessage =
  | {
      readonly kind: 'message';
      readonly number: number;
      readonly data: unknown;
      readonly ports: readonly MessagePort[];
    }
  | { readonly kind: 'online' }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'exit'; readonly code: number };
