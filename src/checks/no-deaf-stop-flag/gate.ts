import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny, holdsAt } from '../../source/text-gate.ts';

/** Who can set a flag behind the back of a loop, and what else a loop may look at. */
const SOURCES = ['onmessage', "'message'", '"message"', "'SIG", '"SIG', 'aborted', 'throwIfAborted', 'isMainThread'];
const SHARED = ['SharedArrayBuffer', 'Atomics', 'receiveMessageOnPort'];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];
const LOOPS = ['while', 'for'];
/** `while (running`, `while (!this.done &&`. */
const FLAG_LOOP = /\bwhile\s*\(\s*!?\s*(?:this\s*\.\s*)?#?[\w$]+\s*(?:\)|&&|\|\|)/y;

/** One look at the text: can the file hold a loop that cannot see its stop? */
export function mayHoldDeaf(file: SourceFile): boolean {
  if (!holdsAny(file, LOOPS)) return false;
  return (
    holdsAny(file, SOURCES) || holdsAny(file, SHARED) || (holdsAny(file, TIMERS) && holdsAt(file, 'while', FLAG_LOOP))
  );
}
