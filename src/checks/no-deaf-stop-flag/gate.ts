import { SHARED_MEMORY_WORDS } from '../../knowledge/atomics.ts';
import { STOP_SOURCE_WORDS } from '../../knowledge/stop-words.ts';
import { TIMER_WORDS } from '../../knowledge/timers.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny, holdsAt } from '../../source/text-gate.ts';

const LOOPS = ['while', 'for'];
const SHARED = [...SHARED_MEMORY_WORDS, 'receiveMessageOnPort'];
/** `while (running`, `while (!this.done &&`, `while (!state.quitting)`. */
const FLAG_LOOP = /\bwhile\s*\(\s*!?\s*(?:[\w$]+\s*\.\s*)?#?[\w$]+\s*(?:\)|&&|\|\|)/y;
/** What brings a flag from another file. */
const LOADS = ['import', 'require'];

/** One look at the text: can the file hold a loop that cannot see its stop? */
export function mayHoldDeaf(file: SourceFile): boolean {
  if (!holdsAny(file, LOOPS)) return false;
  return (
    holdsAny(file, STOP_SOURCE_WORDS) ||
    holdsAny(file, SHARED) ||
    ((holdsAny(file, TIMER_WORDS) || holdsAny(file, LOADS)) && holdsAt(file, 'while', FLAG_LOOP))
  );
}
