import { expect, it } from 'vitest';
import { getMisplacedOptions } from '../../src/facts/pauses/misplaced-options.ts';
import { planAbort } from '../../src/facts/signals/abort-plan.ts';
import { moveOptions } from '../../src/fixes/move-options.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { parseFile } from '../support/parse.ts';

const IMPORT = "import { setTimeout, scheduler, setInterval } from 'node:timers/promises';\n";

function move(text: string): string {
  const file = parseFile(IMPORT + text);
  const [misplaced] = getMisplacedOptions(file);
  if (!misplaced) throw new Error('nothing is misplaced');
  const plan = planAbort(file, misplaced.call, { text: misplaced.signal, isOwn: false });
  return applyEdits(file.code, plan && moveOptions(file.code, misplaced, plan)).slice(IMPORT.length);
}

it.each([
  ['setTimeout(5, { signal });', 'setTimeout(5, undefined, { signal });'],
  ['setTimeout(5, { signal: a.signal, ref: false });', 'setTimeout(5, undefined, { signal: a.signal, ref: false });'],
  ['setTimeout(5, null, signal);', 'setTimeout(5, null, { signal });'],
  ['setTimeout(5, signal);', 'setTimeout(5, undefined, { signal });'],
  ['setTimeout(5, null, stop.signal);', 'setTimeout(5, null, { signal: stop.signal });'],
  ['scheduler.wait(5, signal);', 'scheduler.wait(5, { signal });'],
  ['setTimeout(5, /* options */ { signal /* it */ });', 'setTimeout(5, /* options */ undefined, { signal /* it */ });'],
])('%s', (text, expected) => {
  expect(move(text)).toBe(expected);
});

it('leaves the loop of a catch that would eat the abort', () => {
  expect(move('for (;;) { try { await setTimeout(5, { signal: a.signal }); } catch {} }')).toBe(
    'for (;;) { try { await setTimeout(5, undefined, { signal: a.signal }); } catch { if (a.signal.aborted) break; } }',
  );
});

it('right options and values of another kind are no matter', () => {
  const texts = [
    'setTimeout(5, undefined, { signal });',
    'setTimeout(5, { signal, value });',
    'setTimeout(5, value);',
    'setTimeout(5);',
  ];
  expect(texts.flatMap((text) => getMisplacedOptions(parseFile(IMPORT + text)))).toEqual([]);
});
