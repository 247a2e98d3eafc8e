import path from 'node:path';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { getProjectView } from '../../src/summaries/index.ts';
import { getSettings } from '../../src/kit/settings.ts';
import graceful from '../../src/index.ts';
import { makeProject } from '../support/temporary-project.ts';

const OWNER = "new Worker(new URL('./a.js', import.meta.url));\n";

/** Lints one file of a project with every rule: what is found, and whether the worker index was built for it. */
function lint(text: string): { found: (string | null)[]; isBuilt: boolean } {
  const root = makeProject({ 'main.js': OWNER, 'a.js': text });
  const config = [{ plugins: { graceful }, rules: graceful.configs.all.rules }] as Linter.Config[];
  const messages = new Linter({ cwd: root }).verify(text, config, path.join(root, 'a.js'));
  return { found: messages.map(({ ruleId }) => ruleId), isBuilt: getProjectView(root, getSettings(undefined)).isRead };
}

it.each([
  ['no word of interest', 'export const add = (a, b) => a + b;'],
  [
    'a loop that ends',
    'for (;;) { if (next()) break; }\nwhile (rest.length > 0) rest.pop();\ndo { step(); } while (more());',
  ],
  ['a time limit', 'setTimeout(() => show(), 1000);\nqueueMicrotask(show);'],
  [
    'a pause too short to wake',
    'export async function f() { for (;;) { await new Promise((r) => setTimeout(r, 5)); if (done()) return; } }',
  ],
  ['a call of itself that ends', 'export function walk(node) { if (node) return walk(node.next); }'],
  ['a promise', 'export const load = () => open().then(read).finally(close);'],
])('a file with %s never builds the index', (_, text) => {
  expect(lint(text)).toEqual({ found: [], isBuilt: false });
});

it.each([
  ['an endless loop', 'for (;;) work();', 'graceful/no-unstoppable-loop'],
  [
    'a round that starts itself again',
    'function tick() { work(); setTimeout(tick, 1000); }\ntick();',
    'graceful/no-unstoppable-loop',
  ],
  [
    'a pause',
    'for (;;) { await new Promise((r) => setTimeout(r, 5000)); if (done()) break; }',
    'graceful/prefer-interruptible-wait',
  ],
])('one with %s does, and hears that it runs in a worker', (_, text, rule) => {
  expect(lint(text)).toEqual({ found: [rule], isBuilt: true });
});
