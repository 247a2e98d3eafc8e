import { expect, it } from 'vitest';
import { getFlow } from '../../src/flow/index.ts';
import { getNodes } from '../../src/source/node-index.ts';
import type { Node } from '../../src/source/types.ts';
import { parseFile } from '../support/parse.ts';

const BODIES = [
  'a(); look(); b();',
  'while (x) { a(); if (y) continue; look(); b(); } c();',
  'while (look()) { try { await a(); } catch (e) { b(e); } try { await c(); } catch (e) { d(e); } }',
  'for (const one of all) { try { if (a()) return; } finally { b(); } for (;;) { c(); if (d()) break; } }',
  'do { try { await a(); await look(); } catch { continue; } b(); } while (c());',
  'switch (a()) { case 1: b(); case 2: look(); break; default: for (;;) c(); }',
];

it.each(BODIES)('one walk tells what every search tells: %s', (body) => {
  const file = parseFile(`async function f() { ${body} }`);
  const flow = getFlow(file, getNodes(file.code, 'FunctionDeclaration')[0] as never);
  const isLook = (node: Node): boolean =>
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'look';
  const order = flow.getPathOrder(isLook);
  const types = ['CallExpression', 'AwaitExpression', 'CatchClause', 'WhileStatement', 'ReturnStatement'] as const;
  const points: Node[] = types.flatMap((type): readonly Node[] => getNodes(file.code, type));
  const told = points.flatMap((from) =>
    points.flatMap((to) => {
      const known = order(from, to);
      if (known !== null) expect(known).toBe(flow.hasPath(from, to, (part) => part !== to && isLook(part)));
      return known ?? [];
    }),
  );
  expect(told).toContain(false);
});

it('asks about each node once, in a long function too', () => {
  const file = parseFile(
    `async function f() { while (x) { ${'try { await a(); } catch (e) { b(e); }\n'.repeat(2000)} } }`,
  );
  const asked: Node[] = [];
  const order = getFlow(file, getNodes(file.code, 'FunctionDeclaration')[0] as never).getPathOrder((node) => {
    asked.push(node);
    return node.type === 'WhileStatement';
  });
  const [waits, handlers] = [getNodes(file.code, 'AwaitExpression'), getNodes(file.code, 'CatchClause')];
  expect(handlers.map((handler, i) => order(handler, waits[i] as Node))).toEqual(waits.map(() => false));
  expect(new Set(asked).size).toBe(asked.length);
});
