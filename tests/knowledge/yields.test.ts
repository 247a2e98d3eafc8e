import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { getNodes } from '../../src/source/node-index.ts';
import { canYield } from '../../src/facts/loops/yields.ts';
import { yields } from '../../src/knowledge/yields.ts';
import { parseFile } from '../support/parse.ts';

/** Whether the event loop turned while the call of a row was awaited, on this Node; null where it has no such call. */
let turned: Record<string, boolean | null>;

beforeAll(async () => {
  const program = fileURLToPath(new URL('yield-probes.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 60_000 });
  turned = JSON.parse(stdout) as typeof turned;
}, 70_000);

function getName({ form, key, method }: (typeof yields)[number]): string {
  return `${form} ${key}${method === undefined ? '' : `().${method}`}`;
}

describe('what the table says happens on this Node', () => {
  it.each(yields.map((row) => [getName(row), row] as const))('%s', (name, { turns, fact }) => {
    expect(Object.keys(turned)).toContain(name);
    if (turned[name] !== null) expect(turned[name]).toBe(turns === 'always');
    expect(fact).toMatch(/^facts 4b, Node .*: ./);
  });

  it('what has no row is syntax that never yields', () => {
    const names = new Set(yields.map(getName));
    const others = Object.entries(turned).filter(([name]) => !names.has(name));
    expect(others.length).toBeGreaterThan(4);
    expect(others.filter(([, value]) => value !== false)).toEqual([]);
  });
});

/** What the analysis makes of one await in a loop. */
function yieldsIn(body: string): boolean {
  const file = parseFile(`import { Readable, PassThrough } from 'node:stream';
    import { pipeline } from 'node:stream/promises'; import { lookup } from 'node:dns/promises'; import { locks } from 'node:worker_threads';
    async function sync() { count(); }
    async function micro() { await null; return 1; }
    async function deep() { await micro(); for await (const x of [1]) count(x); }
    async function gives() { return other(); }
    async function waits() { await other(); }
    const list = [1, 2]; const text = new Blob(['a']); const file = new Blob([handle]);
    while (on) { ${body} }`);
  const [loop] = getNodes(file.code, 'WhileStatement');
  return loop !== undefined && canYield(file, loop);
}

describe('what the analysis reads off an await', () => {
  it.each([
    'await null;',
    'await [];',
    'await (a + b);',
    'await { a: 1 };',
    'await undefined;',
    'await new Promise(queueMicrotask);',
    'await new Promise((resolve) => process.nextTick(resolve));',
    'await new Promise((resolve) => resolve(1));',
    'await new Promise((resolve) => { queueMicrotask(resolve); });',
    'await Promise.resolve(1);',
    'await Promise.all([1, 2]);',
    'await sync();',
    'await micro();',
    'await deep();',
    'await (async () => { await null; })();',
    'await text.text();',
    "await new Response('x').text();",
    "await lookup('127.0.0.1');",
    "await pipeline(Readable.from(['x']), new PassThrough());",
    'for await (const x of [1, 2]) use(x);',
    'for await (const x of Readable.from([1, 2])) use(x);',
    'for await (const x of Readable.from(list)) use(x);',
  ])('microtasks only: %s', (body) => expect(yieldsIn(body)).toBe(false));

  it.each([
    'await other();',
    'await { then };',
    'await { ...rest };',
    'await promise;',
    'await gives();',
    'await waits();',
    'await new Promise((resolve) => setImmediate(resolve));',
    'await new Promise((resolve) => resolve(other()));',
    'await Promise.resolve(other());',
    'await Promise.all([other()]);',
    'await Promise.all(list);',
    'await file.text();',
    'await new Response(body).text();',
    "await lookup('example.org');",
    'await pipeline(source, new PassThrough());',
    "await locks.request('a', () => 1);",
    'for await (const x of [other()]) use(x);',
    'for await (const x of other()) use(x);',
    'for await (const x of Readable.from(rows)) use(x);',
  ])('it may yield: %s', (body) => expect(yieldsIn(body)).toBe(true));
});
