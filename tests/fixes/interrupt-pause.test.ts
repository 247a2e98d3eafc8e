import { describe, expect, it } from 'vitest';
import { getPauses } from '../../src/facts/pauses/pauses.ts';
import { planAbort } from '../../src/facts/signals/abort-plan.ts';
import { interruptPause } from '../../src/fixes/interrupt-pause.ts';
import type { SignalSource } from '../../src/fixes/stop-source.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { parseFile } from '../support/parse.ts';

const IMPORT = "import { setTimeout as sleep, setInterval, scheduler } from 'node:timers/promises';\n";
const signal: SignalSource = { text: 'signal', isOptional: false, isOwn: false, edits: () => [] };
const own: SignalSource = { ...signal, text: 'stop.signal', isOwn: true };

function interrupt(text: string, source = signal): string | null {
  const file = parseFile(IMPORT + text);
  const pause = getPauses(file)[0];
  if (!pause) throw new Error('there is no pause');
  const plan = planAbort(file, pause.node, { text: source.text, isOwn: source.isOwn });
  const edits = plan && interruptPause(file, { ...pause, ...plan, source });
  return edits && applyEdits(file.code, edits).slice(IMPORT.length);
}

describe('a signal that a caller passed', () => {
  it.each([
    ['await sleep(5);', 'await sleep(5, undefined, { signal });'],
    ['await sleep(5, value);', 'await sleep(5, value, { signal });'],
    ['await sleep(5, value, {});', 'await sleep(5, value, { signal });'],
    ['await sleep(5, value, { ref: false });', 'await sleep(5, value, { ref: false, signal });'],
    ['await scheduler.wait(5);', 'await scheduler.wait(5, { signal });'],
    ['await sleep(/* why */ 5 /* ms */);', 'await sleep(/* why */ 5, undefined, { signal } /* ms */);'],
    ['await new Promise((r) => setTimeout(r, 5));', 'await sleep(5, undefined, { signal });'],
    ['for await (const a of setInterval(5)) b();', 'for await (const a of setInterval(5, undefined, { signal })) b();'],
    [
      'for (;;) { try { await sleep(5) } catch {} }',
      'for (;;) { try { await sleep(5, undefined, { signal }) } catch { if (signal.aborted) break; } }',
    ],
  ])('%s', (text, expected) => {
    expect(interrupt(text)).toBe(expected);
  });

  it.each([
    'await new Promise((r) => /* why */ setTimeout(r, 5));',
    'for (;;) if (await sleep(5).catch(() => {})) step();',
    'const nap = (ms) => { /* why */ return new Promise((r) => { /* why */ setTimeout(r, ms); }); }; await nap(5);',
    'const nap = (...ms) => new Promise((r) => setTimeout(r, 5)); await nap(5);',
    'const nap = (signal) => new Promise((r) => setTimeout(r, signal)); await nap(5);',
  ])('is not put into %s', (text) => {
    expect(interrupt(text)).toBeNull();
  });
});

describe('a signal that the file itself aborts', () => {
  it.each([
    [
      'for (const a of b) {\n  await sleep(5);\n}',
      'for (const a of b) {\n  await sleep(5, undefined, { signal: stop.signal }).catch(() => {});\n  if (stop.signal.aborted) break;\n}',
    ],
    [
      'for (const a of b) await sleep(5)',
      'for (const a of b) { await sleep(5, undefined, { signal: stop.signal }).catch(() => {}); if (stop.signal.aborted) break; }',
    ],
    [
      'while (!stop.signal.aborted) { await sleep(5); }',
      'while (!stop.signal.aborted) { await sleep(5, undefined, { signal: stop.signal }).catch(() => {}); }',
    ],
    [
      'for await (const a of setInterval(5)) b();',
      'try {\nfor await (const a of setInterval(5, undefined, { signal: stop.signal })) b();\n} catch (error) {\n  if (!stop.signal.aborted) throw error;\n}',
    ],
  ])('%s', (text, expected) => {
    expect(interrupt(text, own)).toBe(expected);
  });
});

it.each([
  ['behind which the work goes on', 'await sleep(5); work();'],
  ['whose value is used', 'const a = await sleep(5);'],
  ['in a switch', 'switch (a) { case 1: await sleep(5); break; }'],
])('a pause %s gets no signal of the file itself', (_, text) => {
  expect(interrupt(text, own)).toBeNull();
});

describe('a helper of the file', () => {
  it.each([
    [
      'const nap = ms => new Promise((r) => setTimeout(r, ms)); await nap(5);',
      'const nap = (ms, signal) => sleep(ms, undefined, { signal }); await nap(5, signal);',
    ],
    [
      'function nap() { return new Promise((r) => setTimeout(r, 500)); } await nap();',
      'function nap(signal) { return sleep(500, undefined, { signal }); } await nap(signal);',
    ],
    [
      'function nap(a, ms = 9) { return new Promise((r) => setTimeout(r, ms)); } await nap(1);',
      'function nap(a, ms = 9, signal) { return sleep(ms, undefined, { signal }); } await nap(1, undefined, signal);',
    ],
  ])('%s', (text, expected) => {
    expect(interrupt(text)).toBe(expected);
  });
});
