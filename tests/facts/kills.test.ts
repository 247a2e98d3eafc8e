import { describe, expect, it } from 'vitest';
import { findStopMessage } from '../../src/facts/ends/stop-message.ts';
import { getKills } from '../../src/facts/ends/kills.ts';
import { getRuns } from '../../src/facts/ends/pool-runs.ts';
import { parseFile, parseMarked } from '../support/parse.ts';

const NODE = `import { Worker } from 'node:worker_threads';\n`;

describe('getKills', () => {
  it.each([
    ['terminate', `${NODE}const t = new Worker('a'); [|t.terminate()|];`, 'terminate'],
    ['optional call', `${NODE}const t = new Worker('a'); ([|t.terminate?.()|]);`, 'terminate'],
    [
      'in a callback of a promise',
      `${NODE}start().then((t) => [|t.terminate()|]); async function start() { return new Worker('a'); }`,
      'terminate',
    ],
    ['pool', `import { Tinypool } from 'tinypool'; const p = new Tinypool(); [|p.destroy()|];`, 'pool'],
    ['await using', `${NODE}await using [|t = new Worker('a')|];`, 'dispose'],
  ])('%s', (_, marked, how) => {
    const { file, nodes } = parseMarked(marked);
    const [node] = nodes;
    const expected = node?.type === 'ChainExpression' ? node.expression : node;
    expect(getKills(file).map((kill) => [kill.how, kill.node])).toEqual([[how, expected]]);
  });

  it.each([
    ['super', `class W extends Base { close() { super.terminate(); } }`],
    ['this of another class', `class W extends Base { close() { this.terminate(); } }`],
    ['destroy of a worker', `${NODE}new Worker('a').destroy();`],
    ['terminate of workerpool', `import wp from 'workerpool'; wp.pool('a').terminate();`],
    ['terminate(false)', `import wp from 'workerpool'; wp.pool('a').terminate(false);`],
    ['await using of a web worker', `await using w = new Worker('a');`],
    ['await using of a worker by name', `await using w = worker;`],
    ['no call', `${NODE}const t = new Worker('a'); t.terminate;`],
  ])('none: %s', (_, code) => expect(getKills(parseFile(code))).toEqual([]));
});

it('getRuns finds the tasks of the pool that is killed, by library and name', () => {
  const { file, nodes } = parseMarked(`import { Tinypool } from 'tinypool';
    class A { pool = new Tinypool(); other = new Tinypool();
      a(x) { return [|this.pool.run(x)|]; } b(x) { return this.other.run(x); } c(x) { return this.pool.clear(x); }
      close() { return this.pool.destroy(); } }
    const pool = new Map(); pool.run(1);`);
  const [kill] = getKills(file);
  expect(kill && getRuns(file, kill)).toEqual(nodes);
});

describe('findStopMessage', () => {
  it.each([
    [
      'source text',
      `${NODE}const t = new Worker("const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => { if (m === 'stop') parentPort.close(); })", { eval: true }); t.terminate();`,
      `'stop'`,
    ],
    [
      'field in source text',
      `${NODE}const t = new Worker("onmessage = (m) => { if (m.cmd === 'exit') close(); }", { eval: true }); t.terminate();`,
      `{ cmd: 'exit' }`,
    ],
    [
      'the file itself',
      `${NODE}onmessage = ({ data }) => { switch (data.type) { case 'shutdown': close(); } }; const t = new Worker(__filename); t.terminate();`,
      `{ type: 'shutdown' }`,
    ],
    [
      'a branch after which the listener stays',
      `${NODE}const t = new Worker("const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => { if (m === 'stop') stopped = true; })", { eval: true }); t.terminate();`,
      null,
    ],
    [
      'no branch for a stop',
      `${NODE}const t = new Worker("onmessage = (m) => { if (m === 'go') go(); }", { eval: true }); t.terminate();`,
      null,
    ],
    ['a worker by name', `worker.terminate();`, null],
  ])('%s', (_, code, expected) => {
    const file = parseFile(code);
    const [kill] = getKills(file);
    expect(kill && findStopMessage(file, kill.handle)).toBe(expected);
  });
});
