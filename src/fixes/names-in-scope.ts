import type { Node, SourceCode } from '../source/types.ts';
import { findVariable, findVariableAt, isReassigned } from '../source/variables.ts';

/** How to call a global at a place where the file may mean something else by its name: `globalThis.setTimeout`. */
export function getGlobal(code: SourceCode, place: Node, name: string): string {
  return findVariableAt(code, place, name) ? `globalThis.${name}` : name;
}

/** Is it `this`, or a name that is bound once: a constant, a parameter or a loop variable that nothing assigns again? */
export function isConstant(code: SourceCode, node: Node): boolean {
  if (node.type !== 'Identifier') return node.type === 'ThisExpression';
  const variable = findVariable({ code }, node);
  return variable !== null && !isReassigned(variable);
}
