import type { SourceFile } from './source-file.ts';
import type { Node, Scope, SourceCode, TSESTree, Variable } from './types.ts';

/** The variable that a name stands for; null when nothing in the file declares it, so that it is a global. */
export function findVariable(
  { code }: Pick<SourceFile, 'code'>,
  node: TSESTree.Identifier | TSESTree.JSXIdentifier,
): Variable | null {
  let variable = known.get(node);
  if (variable === undefined) known.set(node, (variable = findVariableAt(code, node, node.name)));
  return variable;
}

const known = new WeakMap<Node, Variable | null>();

/** The variable that a name means at a place of the file; null for a global. */
export function findVariableAt(code: SourceCode, place: Node, name: string): Variable | null {
  let scope: Scope | null = code.getScope(place);
  // The template of a Vue file lies outside, and sees what the module declares.
  if (scope.type === 'global' && scope.childScopes[0]?.type === 'module') [scope] = scope.childScopes;
  while (scope) {
    const variable = scope.set.get(name);
    if (variable && variable.defs.length > 0) return variable;
    scope = scope.upper;
  }
  return null;
}

/** The places that write a variable, that of its declaration left out. */
export function getRewrites(variable: Variable): Node[] {
  return variable.references.filter((r) => r.isWrite() && r.init !== true).map((r) => r.identifier as Node);
}

/** Is a variable written anywhere but where it is declared? */
export function isReassigned(variable: Variable): boolean {
  return variable.references.some((reference) => reference.isWrite() && reference.init !== true);
}
