/** A call on a worker or pool that ends running work at once. */
export interface KillCall {
  readonly method: string;
  /** Index of an argument that must be the literal `true` for the call to be a kill. */
  readonly forceArgument?: number;
  /** The worker is the first argument and not the receiver, as in `Thread.terminate(worker)`. */
  readonly takesWorker?: boolean;
}

/** One library that runs tasks in workers. */
export interface PoolRow {
  readonly module: string;
  /** Exports whose `new X()` (or call, for factories) gives the pool; `default` for the module itself. */
  readonly constructors: readonly string[];
  readonly kills: readonly KillCall[];
  /** The call that lets running tasks finish; null when there is none. */
  readonly graceful: string | null;
  /** Must the owner await its own task promises before `graceful`, because the call kills late tasks? */
  readonly drainFirst?: boolean;
  /** What the calls really do, and where that was seen. */
  readonly fact?: string;
}

/** A class whose `new X()` starts a thread. */
export interface WorkerRow {
  /** Module specifiers that export it; empty for a global. */
  readonly modules: readonly string[];
  readonly name: string;
  readonly platform: 'node' | 'web';
}

/** A function that pauses its caller. */
export interface SleepRow {
  /** Module that exports it. */
  readonly module: string;
  /** Export name; a dotted path for members (`scheduler.wait`), `default` for the module itself. */
  readonly name: string;
  /** Where a signal goes: in the last options object, as the argument after the delay, or nowhere. */
  readonly signal: 'options' | 'argument' | null;
  /** Position of the options object, where it is fixed. */
  readonly optionsAt?: number;
  /** Position of the delay in milliseconds; 0 when left out. */
  readonly delayAt?: number;
}
