import type { LoopNode, Node, TSESTree } from '../../source/types.ts';

/** Whose callback sets a flag; none of them can run before the thread's current work has ended. */
export type Setter = 'message' | 'signal' | 'timer' | 'worker';

/** A stop check that cannot see the stop, each form with its own reason. */
export type Deaf =
  /** A flag that callbacks set, in a loop in which none can run (facts 4a). */
  | (DeafLoop & { readonly form: 'flag'; readonly setter: Setter })
  /** `signal.aborted` in a loop in which no abort can arrive (facts 4a). */
  | (DeafLoop & { readonly form: 'signal' })
  /** A module's variable that only the main thread sets: the worker has a copy of its own. */
  | (DeafLoop & { readonly form: 'copy' })
  /** `while (flag[0] === 0)` over shared memory: a plain read need not see what another thread stores. */
  | {
      readonly form: 'plainRead';
      readonly node: TSESTree.MemberExpression;
      readonly loop: LoopNode;
      /** Does TypeScript know the kind of the view? */
      readonly isTyped: boolean;
    }
  /** `receiveMessageOnPort(parentPort)` where the same port brings the tasks (facts 4e). */
  | { readonly form: 'poll'; readonly node: TSESTree.CallExpression; readonly port: Node };

export interface DeafLoop {
  /** The read of the flag or signal. */
  readonly node: Node;
  readonly loop: LoopNode;
  /** How the code writes the flag or signal. */
  readonly text: string;
  /** Does the loop await, only things that run microtasks? */
  readonly awaits: boolean;
  /** Does data end the loop as well, so that it is only late? */
  readonly isBounded: boolean;
}
