import type { Node, TSESTree } from '../../source/types.ts';
import type { HearingPlace } from '../../facts/messages/hearing-place.ts';
import type { Message, Place } from '../../source/project-view.ts';

/** A request to stop that cannot arrive, each form with its own reason. */
export type Unheard =
  /** An abort signal that is copied into a worker: it arrives as a dead plain object (facts 4d). */
  | {
      readonly form: 'plainSignal';
      readonly node: Node;
      /** The `postMessage(…)` or `new Worker(…)` that copies it. */
      readonly carrier: TSESTree.CallExpression | TSESTree.NewExpression;
      /** The property that holds it; null when it is the whole message. */
      readonly holder: TSESTree.Property | null;
      /** The `new AbortController()` that it comes from, where that is in the file. */
      readonly controller: TSESTree.NewExpression | null;
    }
  /** `new Worker(file, { signal })`: there is no such option (facts 4d). */
  | { readonly form: 'signalOption'; readonly node: TSESTree.Property; readonly creation: TSESTree.NewExpression }
  /** `process.on('SIGTERM')` in a worker: accepted, never called (facts 6). */
  | { readonly form: 'processSignal'; readonly node: TSESTree.CallExpression; readonly event: string }
  /** `parentPort.close()` while the main loop iterates over messages: exit code 13, no `finally` (facts 7b). */
  | { readonly form: 'close'; readonly node: TSESTree.CallExpression; readonly iterator: TSESTree.CallExpression }
  /** A worker that has no branch for a stop, and whose owner kills it. */
  | { readonly form: 'deaf'; readonly node: Node; readonly place: HearingPlace; readonly kill: Place }
  /** A stop message that the worker's file has no branch for. */
  | {
      readonly form: 'message';
      readonly node: TSESTree.CallExpression;
      readonly value: string;
      readonly file: string;
      /** The stop messages that it does hear. */
      readonly heard: readonly Message[];
    };
