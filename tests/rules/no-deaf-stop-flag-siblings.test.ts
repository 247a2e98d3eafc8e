import { describe, expect, it } from 'vitest';
import { createConfigs } from '../../src/configs.ts';
import { rules } from '../../src/rules/index.ts';
import { getPasses, runRule } from '../support/run-rule.ts';
import { PORT } from '../support/worker-sources.ts';

const ON_MESSAGE = `${PORT}import { step } from './step.js';\nlet stopped = false;\nparentPort?.on('message', () => { stopped = true; });\n`;
const DATA =
  "import { workerData } from 'node:worker_threads';\nimport { step } from './step.js';\nconst { signal } = workerData;\n";

/** Loops of worker code, and the one rule that has something to say about each. */
const LOOPS: readonly [name: string, code: string, rule: string][] = [
  ['a check that is deaf', `${ON_MESSAGE}while (!stopped) step();`, 'no-deaf-stop-flag'],
  [
    'a check that is deaf in an endless loop',
    `${ON_MESSAGE}while (true) { if (stopped) break; step(); }`,
    'no-deaf-stop-flag',
  ],
  ['a signal that is deaf', `${DATA}while (!signal.aborted) step();`, 'no-deaf-stop-flag'],
  ['a signal that is deaf and throws', `${DATA}for (;;) { signal.throwIfAborted(); step(); }`, 'no-deaf-stop-flag'],
  ['a signal between microtasks', `${DATA}while (!signal.aborted) { await null; step(); }`, 'no-deaf-stop-flag'],
  [
    'a plain read',
    `${DATA}const flag = new Int32Array(new SharedArrayBuffer(4));\nsignal;\nwhile (flag[0] === 0) {}`,
    'no-deaf-stop-flag',
  ],
  ['no check, no yield', `${ON_MESSAGE}while (true) step();`, 'no-unstoppable-loop'],
  ['no check, microtasks only', `${ON_MESSAGE}while (true) { await null; step(); }`, 'no-unstoppable-loop'],
  ['no check on some turns', `${DATA}while (true) { if (step()) signal.throwIfAborted(); }`, 'no-unstoppable-loop'],
];

describe('one report a loop, of all rules with strict options', () => {
  const all = createConfigs({} as never, rules).all.rules as Record<string, unknown>;

  it.each(LOOPS)('%s', (_, code, rule) => {
    const reports = Object.values(rules).flatMap((sibling) => {
      const setting = all[`graceful/${sibling.name}`];
      const options = Array.isArray(setting) ? (setting.slice(1) as object[]) : [];
      return runRule(sibling, { name: '', code, options }, code).map(() => sibling.name);
    });
    expect(reports).toEqual([rule]);
  });

  it.each(LOOPS)('and none but it after the fixes of all: %s', (_, code) => {
    let text = code;
    for (const rule of Object.values(rules)) text = getPasses(rule, { name: '', code: text }, text).at(-1) ?? text;
    const left = Object.values(rules).flatMap((rule) =>
      runRule(rule, { name: '', code: text }, text).filter(({ fix }) => fix),
    );
    expect(left).toEqual([]);
  });
});
