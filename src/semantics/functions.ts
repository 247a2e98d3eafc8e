import { walk } from '../source/node-index.ts';
import { findEnclosingFunction, findFunctionName, isFunction } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { findInitialValue } from './values.ts';

/** The values that a function gives back: its `return`s, or an arrow's expression. */
export function getReturns(file: SourceFile, fn: FunctionNode): Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const values: Node[] = [];
  for (const node of walk(file.code, fn.body, isFunction)) {
    if (node.type === 'ReturnStatement' && node.argument) values.push(node.argument);
  }
  return values;
}

/** The nearest function around `node` that has a name, callbacks and executors looked through; null at the top level. */
export function findNamedFunction(node: Node): FunctionNode | null {
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) {
    if (findFunctionName(fn) !== null) return fn;
  }
  return null;
}

/** The expression; for a name, what it was declared with: `call` of `const answer = call`. Null where that is not known. */
export function findValue(file: SourceFile, node: Node): Node | null {
  return node.type === 'Identifier' ? findInitialValue(findVariable(file, node)?.defs[0]) : node;
}
