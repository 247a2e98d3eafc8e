import { getNodes } from '../../source/node-index.ts';
import { unwrap } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { leavesBranch } from '../../flow/index.ts';
import { findOriginKey } from '../../semantics/origin.ts';

/** The parts of a dual file that run in one thread only. */
export interface ThreadBranches {
  readonly main: readonly Node[];
  readonly worker: readonly Node[];
  /** Does the main thread leave at a guard, so that all the rest is worker code? */
  readonly mainLeaves: boolean;
}

/** Splits a file by its `if (isMainThread)` tests; null when it has none. */
export function findThreadBranches(file: SourceFile): ThreadBranches | null {
  if (!/\b(?:isMainThread|parentPort)\b/.test(file.code.text)) return null;
  const main: Node[] = [];
  const worker: Node[] = [];
  let mainLeaves = false;
  const add = (test: Node, consequent: Node, alternate: Node | null): boolean | null => {
    const asks = asksForMainThread(file, test);
    if (asks === null) return asks;
    (asks ? main : worker).push(consequent);
    if (alternate) (asks ? worker : main).push(alternate);
    return asks;
  };
  for (const node of getNodes(file.code, 'IfStatement')) {
    const asks = add(node.test, node.consequent, node.alternate);
    if (asks && !node.alternate && leavesBranch(file, node.consequent)) mainLeaves = true;
  }
  for (const node of getNodes(file.code, 'ConditionalExpression')) add(node.test, node.consequent, node.alternate);
  for (const node of getNodes(file.code, 'LogicalExpression')) {
    if (node.operator === '&&') add(node.left, node.right, null);
  }
  return main.length + worker.length > 0 ? { main, worker, mainLeaves } : null;
}

/** True for `isMainThread`, false for `!isMainThread`, null for any other test. */
function asksForMainThread(file: SourceFile, test: Node): boolean | null {
  const inner = unwrap(test);
  if (inner.type === 'UnaryExpression' && inner.operator === '!') {
    const asks = asksForMainThread(file, inner.argument);
    return asks === null ? null : !asks;
  }
  if (inner.type === 'LogicalExpression' && inner.operator === '&&') return asksForMainThread(file, inner.left);
  const key = findOriginKey(file, inner);
  if (key === 'worker_threads#parentPort') return false;
  return key === 'worker_threads#isMainThread' ? true : null;
}
