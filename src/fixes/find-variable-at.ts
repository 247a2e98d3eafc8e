import type { Node, Scope, SourceCode, Variable } from '../source/types.ts';

/** The variable that a name means at a place of the file; null for a global that the file does not declare. */
export function findVariableAt(code: SourceCode, place: Node, name: string): Variable | null {
  let scope: Scope | null = code.getScope(place);
  while (scope) {
    const variable = scope.set.get(name);
    if (variable && variable.defs.length > 0) return variable;
    scope = scope.upper;
  }
  return null;
}

/** How to call a global at a place where the file may mean something else by its name: `globalThis.setTimeout`. */
export function getGlobal(code: SourceCode, place: Node, name: string): string {
  return findVariableAt(code, place, name) ? `globalThis.${name}` : name;
}

/** Is it `this`, or a name that is bound once: a constant, a parameter or a loop variable that nothing assigns again? */
export function isConstant(code: SourceCode, node: Node): boolean {
  if (node.type !== 'Identifier') return node.type === 'ThisExpression';
  const variable = findVariableAt(code, node, node.name);
  return variable?.references.every((r) => !r.isWrite() || r.init === true) === true;
}
