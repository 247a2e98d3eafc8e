import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { signalOptionTypes } from '../knowledge/signals.ts';
import { holds, holdsAny } from '../source/text-gate.ts';

/** Plain words of the pattern below. */
const PAUSE_WORDS = [
  ...[
    'setTimeout',
    'timers/promises',
    'promiseTimeout',
    'cheduler',
    'Atomics',
    'execSync',
    'execFileSync',
    'spawnSync',
  ],
  ...['leep', 'elay', 'nooze', 'SLEEP', 'DELAY', 'waait', 'alcalzone', '.now'],
];
/** What pauses, as far as a look at the text can tell. */
const PAUSE =
  /\bsetTimeout\b|timers\/promises|\b(?:sleep|delay|snooze)\w*\b|\bscheduler\b|\bAtomics\s*\.\s*wait\b|\b(?:exec|execFile|spawn)Sync\b|\bwhile\s*\([^)]*(?:Date|performance)\s*\.\s*now|\bpromiseTimeout\b|\bwaait\b|\balcalzone-shared\b/i;
const STOP_WORDS = [
  ...['signal', 'abort', 'stop', 'close', 'sig', 'message', 'shutdown', 'dispose', 'destroy', 'detach', 'teardown'],
  'cancel',
];
/** What could wake a pause: a signal, or a flag that a handler sets; in lower case, from one of the words on. */
const STOP_SOURCE =
  /\babort(?:signal|controller)\b|aborted\b|signal\b|(?<=['"`])(?:sig\w+|abort|message)['"`]|\b(?:stop|close|shutdown|dispose|destroy|detach|teardown|abort|cancel)\w*\s*(?:=|\()/y;

const OPTION_TYPES = [...signalOptionTypes];

/** Imports of other files of the project. */
const OWN_IMPORT = /\b(?:from|require\s*\(|import\s*\()\s*['"`](?:\.|#|~|@?[\w-]*\/)/;
/** Where a loop waits for something. */
const AWAIT = /\bawait\b|\byield\b/;

/** One look at the text: can the file pause at all, itself or, in a loop, by a function of another file? */
export function mayHoldPauses(file: SourceFile): boolean {
  const { text } = file.code;
  return (
    ((text.includes('await') || text.includes('yield')) && AWAIT.test(text) && OWN_IMPORT.test(text)) ||
    (holdsAny(file, PAUSE_WORDS) && PAUSE.test(text)) ||
    file.settings.sleeps.some(({ module }) => holds(file, module))
  );
}

/** One look at the text: can the file hold an abort signal, or a flag that a handler sets? */
export function mayHoldStopSource(file: SourceFile): boolean {
  return hasStopSource(file) || holdsAny(file, OPTION_TYPES);
}

/** A search for plain words costs a tenth of one for the pattern. */
const hasStopSource = oncePerFile(({ code }): boolean => {
  const text = code.text.toLowerCase();
  return STOP_WORDS.some((word) => {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      STOP_SOURCE.lastIndex = at;
      if (STOP_SOURCE.test(text)) return true;
    }
    return false;
  });
});
