import { describe, expect, it } from 'vitest';
import { getFlow } from '../../src/flow/index.ts';
import { getNodes } from '../../src/source/node-index.ts';
import { getLastName } from '../../src/source/predicates.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import type { Node } from '../../src/source/types.ts';
import { parseFile } from '../support/parse.ts';

const PROGRAM = `
  async function f() {
    start();
    for (const x of xs) {
      if (a()) { stop(); continue; }
      try { b(); } catch { c(); break; } finally { d(); }
      while (e()) { if (g()) return; h(); }
    }
    if (i()) stop();
    else j();
    last();
  }
`;

describe('everything that can be reached from a place', () => {
  const file = parseFile(PROGRAM);
  const calls = getNodes(file.code, 'CallExpression');
  const [fn] = getNodes(file.code, 'FunctionDeclaration');
  const flow = getFlow(file, fn as NonNullable<typeof fn>);
  const isStop = (node: Node): boolean => node.type === 'CallExpression' && getLastName(node.callee) === 'stop';

  it.each(calls.map((call) => [getText(file, call), call] as const))(
    'from %s: as one path after the other',
    (_, from) => {
      const isReached = flow.getReached(from, isStop);
      expect(calls.filter((to) => isReached(to))).toEqual(calls.filter((to) => flow.hasPath(from, to, isStop)));
    },
  );

  it('from several places: what is reached from one of them', () => {
    const [c, j] = ['c()', 'j()'].map((text) => calls.find((call) => getText(file, call) === text) as Node);
    const isReached = flow.getReached([c as Node, j as Node]);
    expect(calls.filter(isReached).map((call) => getText(file, call))).toEqual([
      'd()',
      'i()',
      'stop()',
      'j()',
      'last()',
    ]);
    expect(flow.hasPath([c as Node, j as Node], j as Node)).toBe(true);
    expect(flow.hasPath([j as Node], c as Node)).toBe(false);
    expect(flow.hasPath([], j as Node)).toBe(false);
  });
});

function getText(file: SourceFile, node: Node): string {
  return file.code.getText(node);
}
