import type { RuntimeOptions } from './options.ts';
import type { Tell } from './records.ts';
import type { ThreadState } from './thread-state.ts';

/** What every probe is given. */
export interface Context {
  readonly options: RuntimeOptions;
  readonly tell: Tell;
  /** Does this message ask its receiver to stop? */
  readonly isStop: (message: unknown) => boolean;
}

/** What a probe inside a worker is given. */
export interface WorkerContext extends Context {
  readonly state: ThreadState;
}
