import { describe, expect, it } from 'vitest';
import { CALLS_STOP } from '../../src/knowledge/stop-words.ts';
import { endsSpecifier } from '../../src/project/read-text.ts';

describe('the end of a specifier', () => {
  it.each([
    ["import './queue.js';", true],
    ["import x from '../lib/queue';", true],
    ['require("queue/index.mjs")', true],
    ['import(`./queue/`)', true],
    ["new Worker('./queue.ts?worker')", true],
    ["import './queue.worker.ts';", true],
    ['const queue = make();', false],
    ["import './queue-tools.js';", false],
    ["import './my-queue.js';", false],
    ["import './queue/tools.js';", false],
  ])('%s', (text, expected) => {
    expect(endsSpecifier(Buffer.from(text), 'queue')).toBe(expected);
  });
});

describe('a call of what stops', () => {
  it.each([
    ['pool.terminateAll()', true],
    ['this.#pool.#shutdown()', true],
    ['pool\n  .close!()', true],
    ["pool['destroy']()", true],
    ['pool./* all */end()', true],
    ['pool.endpoint()', false],
    ['node.loc.end.line', false],
    ['worker.exitCode = 1', false],
    ['close(pool)', false],
  ])('%s', (text, expected) => {
    expect(CALLS_STOP.test(text)).toBe(expected);
  });
});
