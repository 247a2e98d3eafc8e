import type { LoopNode, TSESTree } from '../../source/types.ts';
import type { RetryRow } from '../../knowledge/types.ts';
import type { Leave } from '../../facts/signals/abort-plan.ts';
import type { GivenSignal } from './lasting-signal.ts';

interface Eaten {
  readonly signal: GivenSignal;
  /** Does the loop seem to end by itself: it goes over items, counts, or has another way out? */
  readonly isBounded: boolean;
  /** Is the error given to code that is not in the file, which may throw? */
  readonly isUnknown: boolean;
}

/** The abort of a lasting signal that does not end what it is meant to end, each form with its own reason. */
export type Swallowed =
  /** A `catch` in a loop. */
  | (Eaten & {
      readonly form: 'catch';
      readonly node: TSESTree.CatchClause;
      readonly loop: LoopNode;
      readonly how: Leave['how'];
    })
  /** A `.catch()` on the awaited call, or `Promise.allSettled()`, in a loop. */
  | (Eaten & {
      readonly form: 'callback' | 'settled';
      readonly node: TSESTree.CallExpression;
      /** The statement that waits; null where no other can follow it. */
      readonly statement: TSESTree.Statement | null;
      readonly how: Leave['how'];
    })
  /** A function that starts itself again whatever happens. */
  | (Eaten & {
      readonly form: 'round';
      readonly node: TSESTree.CatchClause | TSESTree.CallExpression;
      readonly restart: TSESTree.Statement;
    })
  /** A restart to which only the error of an abort leads: its test is the wrong way round. */
  | { readonly form: 'inverted'; readonly node: TSESTree.CallExpression }
  /** A retry helper that takes the abort for a failure. */
  | {
      readonly form: 'retry';
      readonly node: TSESTree.CallExpression;
      readonly row: RetryRow;
      readonly signal: GivenSignal;
    };
