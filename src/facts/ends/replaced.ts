import { getFlowAround } from '../../flow/index.ts';
import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, isNullish, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { listCalled } from '../messages/called-functions.ts';

/**
 * Does another worker take the place of this one behind the kill? Then the kill is also what keeps late answers of the old
 * one away from those who wait for the new one: a search that is typed anew, an effect that runs again.
 */
export function isReplaced(file: SourceFile, { node, target }: { node: Node; target: Node }): boolean {
  const name = file.code.getText(unwrap(target));
  const makers = getNodes(file.code, 'AssignmentExpression').filter(
    ({ left, right }) => file.code.getText(unwrap(left)) === name && !isNullish(right),
  );
  if (makers.length === 0) return false;
  const own = findEnclosingFunction(node);
  const isBehind = (at: Node): boolean =>
    findEnclosingFunction(at) === own && getFlowAround(file, node).hasPath(node, at, []);
  if (makers.some(isBehind)) return true;
  const functions = new Set(makers.map((maker) => findEnclosingFunction(maker)));
  return getNodes(file.code, 'CallExpression').some(
    (call) =>
      findEnclosingFunction(call) === own &&
      listCalled(file, call.callee, 0).some(({ fn }) => functions.has(fn)) &&
      isBehind(call),
  );
}
