import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { noUnstoppableLoop } from '../../src/rules/no-unstoppable-loop.ts';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { getPasses, runRule } from '../support/run-rule.ts';
import { PORT, SLEEP } from '../support/worker-sources.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'graceful-runs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const READY = "parentPort.postMessage('ready');";
const LONG = 'await sleep(600_000);';

/**
 * Workers that nobody could stop, in code that expects no AbortError: one that went out of it would be an unhandled
 * rejection, which an owner without an `error` listener does not survive (facts 5).
 */
const CASES: readonly [name: string, rule: unknown, text: string][] = [
  ['a pause in a loop', preferInterruptibleWait, `${PORT}${SLEEP}while (true) {\n  ${READY}\n  ${LONG}\n}\n`],
  [
    'a pause in a loop of a function',
    preferInterruptibleWait,
    `${PORT}${SLEEP}async function run() {\n  for (;;) {\n    ${READY}\n    ${LONG}\n  }\n}\nrun();\n`,
  ],
  [
    'a pause in two loops',
    preferInterruptibleWait,
    `${PORT}${SLEEP}async function run() {\n  for (;;) for (const a of [1, 2]) {\n    ${READY}\n    ${LONG}\n  }\n}\nrun();\n`,
  ],
  [
    'a pause in a catching loop',
    preferInterruptibleWait,
    `${PORT}${SLEEP}async function run() {\n  for (;;) {\n    try { ${READY} ${LONG} } catch { continue; }\n  }\n}\nrun();\n`,
  ],
  [
    'a pause that is caught',
    preferInterruptibleWait,
    `${PORT}${SLEEP}for (;;) {\n  ${READY}\n  await sleep(600_000).catch(() => {});\n}\n`,
  ],
  [
    'a retry that calls itself',
    preferInterruptibleWait,
    `${PORT}${SLEEP}async function retry() {\n  ${READY}\n  ${LONG}\n  return retry();\n}\nretry();\n`,
  ],
  [
    'a helper of the file',
    preferInterruptibleWait,
    `${PORT}const nap = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nfor (;;) {\n  ${READY}\n  await nap(600_000);\n}\n`,
  ],
  [
    'intervals',
    preferInterruptibleWait,
    `${PORT}import { setInterval } from 'node:timers/promises';\nasync function run() {\n  ${READY}\n  for await (const _ of setInterval(600_000)) ${READY}\n}\nrun();\n`,
  ],
  [
    'a flag',
    preferInterruptibleWait,
    `${PORT}${SLEEP}let running = true;\nparentPort.on('message', () => { running = false; parentPort.unref(); });\nwhile (running) {\n  ${READY}\n  ${LONG}\n}\n`,
  ],
  [
    'an endless loop',
    noUnstoppableLoop,
    `${PORT}import { setImmediate } from 'node:timers/promises';\n${READY}\nwhile (true) await setImmediate();\n`,
  ],
  [
    'a loop that never yields',
    noUnstoppableLoop,
    `${PORT}let turns = 0;\n${READY}\nwhile (true) {\n  turns += 1;\n}\n`,
  ],
  [
    'a function that starts itself again',
    noUnstoppableLoop,
    `${PORT}function tick() {\n  ${READY}\n  setTimeout(tick, 1);\n}\ntick();\n`,
  ],
  [
    'async recursion',
    noUnstoppableLoop,
    `${PORT}import { setImmediate } from 'node:timers/promises';\n${READY}\nasync function loop() {\n  await setImmediate();\n  return loop();\n}\nloop();\n`,
  ],
  [
    'an iteration over messages',
    noUnstoppableLoop,
    `${PORT}import { on } from 'node:events';\n${READY}\nfor await (const [task] of on(parentPort, 'message')) {\n  parentPort.postMessage(task);\n}\n`,
  ],
  [
    'an iteration over events',
    noUnstoppableLoop,
    `${PORT}import { EventEmitter, on } from 'node:events';\nconst bus = new EventEmitter();\nasync function run() {\n  ${READY}\n  for await (const [event] of on(bus, 'event')) parentPort.postMessage(event);\n}\nrun();\n`,
  ],
];

describe('a worker, after its edit', () => {
  it.each(CASES)('%s: ends by itself when it is asked to', async (name, rule, text) => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.mjs`);
    writeFileSync(file, edit(rule as Rule, text));
    const worker = new Worker(file);
    const errors: unknown[] = [];
    worker.on('error', (error) => errors.push(error));
    const code = await new Promise((resolve) => {
      worker.once('message', () => worker.postMessage('stop'));
      worker.once('exit', resolve);
    });
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
  });
});

/** The text with the fix, or else with the first suggestion. */
function edit(rule: Rule, code: string): string {
  const item = { name: '', code, filename: 'worker.mjs' };
  const fixed = getPasses(rule, item, code).at(-1);
  if (fixed !== undefined) return fixed;
  const fix = runRule(rule, item, code)[0]?.suggestions?.[0]?.fix;
  if (!fix) throw new Error(`no edit of\n${code}`);
  return code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}
