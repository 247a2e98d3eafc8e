import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import { isFunction, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';

const getKnown = oncePerFile(() => new Map<Node, ReadonlySet<FunctionNode>>());

/**
 * Every function of the file that a call of this one may come to: itself, the callbacks that it writes, and, over and
 * over, the functions and methods that these call or hand on by name (`list.forEach(stopOne)`). What stands in other
 * files is not followed.
 */
export function getReach(file: SourceFile, start: FunctionNode): ReadonlySet<FunctionNode> {
  const known = getKnown(file).get(start);
  if (known) return known;
  const reached = new Set<FunctionNode>([start]);
  for (const fn of reached) for (const next of getNext(file, fn)) reached.add(next);
  getKnown(file).set(start, reached);
  return reached;
}

/** Is the node run when the function is called, as far as the file tells? */
export function isReached(file: SourceFile, start: FunctionNode, node: Node): boolean {
  const reach = getReach(file, start);
  for (let outer: Node | undefined = node; outer; outer = outer.parent) {
    if (isFunction(outer)) return reach.has(outer);
  }
  return false;
}

const getSteps = oncePerFile(() => new Map<FunctionNode, readonly FunctionNode[]>());

/** What a function's own code writes, calls and hands on; the code of its callbacks is theirs. */
function getNext(file: SourceFile, fn: FunctionNode): readonly FunctionNode[] {
  const known = getSteps(file).get(fn);
  if (known) return known;
  const next: FunctionNode[] = [];
  for (const node of walk(file.code, fn.body, isFunction)) {
    if (isFunction(node)) next.push(node);
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
    next.push(...getOwnFunctions(file, node.callee));
    for (const argument of node.arguments) {
      const value = unwrap(argument);
      const isName = value.type === 'Identifier' || value.type === 'MemberExpression';
      if (isName) next.push(...getOwnFunctions(file, value));
    }
  }
  getSteps(file).set(fn, next);
  return next;
}
