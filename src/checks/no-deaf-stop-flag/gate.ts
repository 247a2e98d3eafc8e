import { SHARED_MEMORY_WORDS } from '../../knowledge/atomics.ts';
import { STOP_SOURCE_WORDS } from '../../knowledge/stop-words.ts';
import { TIMER_WORDS } from '../../knowledge/timers.ts';
import { escapePattern } from '../../kit/escape-pattern.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny, listPlaces } from '../../source/text-gate.ts';

const LOOPS = ['while', 'for'];
const SHARED = [...SHARED_MEMORY_WORDS, 'receiveMessageOnPort'];
/** `while (running`, `while (!this.done &&`, `while (!state.quitting)`: with the first name of what is tested. */
const FLAG_LOOP = /\bwhile\s*\(\s*!?\s*([\w$]+)\s*(?:\.\s*#?[\w$]+\s*)?(?:\)|&&|\|\|)/y;

/** One look at the text: can the file hold a loop that cannot see its stop? */
export function mayHoldDeaf(file: SourceFile): boolean {
  if (!holdsAny(file, LOOPS)) return false;
  if (holdsAny(file, STOP_SOURCE_WORDS) || holdsAny(file, SHARED)) return true;
  for (const name of listTested(file)) if (holdsAny(file, TIMER_WORDS) || isLoaded(file, name)) return true;
  return false;
}

function* listTested(file: SourceFile): Generator<string, void> {
  for (const at of listPlaces(file, 'while')) {
    FLAG_LOOP.lastIndex = at;
    const name = FLAG_LOOP.exec(file.code.text)?.[1];
    if (name !== undefined) yield name;
  }
}

/** Does the name stand for something of another file? */
function isLoaded(file: SourceFile, name: string): boolean {
  const word = String.raw`(?<![\w$])${escapePattern(name)}(?![\w$])`;
  const loads = String.raw`\bimport\b[^'"\`;]*${word}[^'"\`;]*\bfrom\b|${word}[^=;({]*=\s*(?:await\s+import|require)\s*\(`;
  return new RegExp(loads).test(file.code.text);
}
