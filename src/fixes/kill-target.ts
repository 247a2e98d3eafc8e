import { unwrap } from '../ast/predicates.ts';
import type { Node, SourceCode, TSESTree } from '../ast/types.ts';

/** How new code names the worker whose kill it replaces. */
export interface Target {
  /** What to call the worker in the new code. */
  name: string;
  text: string;
  isOptional: boolean;
  /** Is the expression a plain name that the code around does not set to null? */
  isStable: boolean;
}

/** Names the worker: by its own name where nothing assigns it again, else by a constant that captures it. */
export function getTarget(code: SourceCode, call: TSESTree.CallExpression, worker: Node): Target {
  const target = unwrap(worker);
  const text = code.getText(target as TSESTree.Node);
  const callee = call.callee;
  const isOptional = callee.type === 'MemberExpression' && callee.optional;
  const isStable = target.type === 'Identifier' && isConstant(code, target);
  if (isStable) return { name: text, text, isOptional, isStable };
  return { name: /^worker\b/.test(text) ? 'stopping' : 'worker', text, isOptional, isStable };
}

/** Is the variable bound once: a constant, a parameter or a loop variable that nothing assigns again? */
function isConstant(code: SourceCode, id: TSESTree.Identifier): boolean {
  const reference = code.getScope(id as TSESTree.Node).references.find((r) => r.identifier === id);
  const variable = reference?.resolved;
  if (!variable) return false;
  return variable.references.filter((r) => r.isWrite()).every((r) => r.init === true);
}

/** The lines as a block at an indentation. */
export function braces(lines: readonly string[], indent: string): string {
  return `{\n${lines.map((line) => `${indent}  ${line}`).join('\n')}\n${indent}}`;
}

/** The white space that the node's line begins with. */
export function getIndent(code: SourceCode, node: Node): string {
  return /^\s*/.exec(code.lines[node.loc.start.line - 1] ?? '')?.[0] ?? '';
}
