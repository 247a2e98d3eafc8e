import { findEnclosingFunction, findFunctionName, getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import { getNodes, walk } from '../source/node-index.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../source/types.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { findDeclaredFunction, findInitialValue } from './values.ts';
import { getPropertySources } from './members.ts';
import { findVariable } from '../source/variables.ts';

/** The values that a function gives back: its `return`s, or an arrow's expression. */
export function getReturns(file: SourceFile, fn: FunctionNode): Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const values: Node[] = [];
  for (const node of walk(file.code, fn.body, isFunction)) {
    if (node.type === 'ReturnStatement' && node.argument) values.push(node.argument);
  }
  return values;
}

const getMembersByName = oncePerFile(({ code }) => {
  const members = new Map<string, TSESTree.MemberExpression[]>();
  for (const node of getNodes(code, 'MemberExpression')) {
    const name = getPropertyName(node);
    if (name === null) continue;
    const list = members.get(name);
    if (list) list.push(node);
    else members.set(name, [node]);
  }
  return members;
});

/**
 * The places in the file that name a function, its definition left out: `stop()`, `on('x', stop)`, `this.stop`. Methods
 * are found by name, whatever the object.
 */
export function getUses(file: SourceFile, fn: FunctionNode): Node[] {
  const name = findFunctionName(fn);
  if (name === null) return [];
  const parent = fn.parent;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    return getMembersByName(file).get(name) ?? [];
  }
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return (getMembersByName(file).get(name) ?? []).filter((member) => member !== parent.left);
  }
  const id = getDeclaredName(fn);
  const variable =
    fn.type !== 'ArrowFunctionExpression' && fn.id ? findOwnVariable(file, fn) : id && findVariable(file, id);
  return variable ? variable.references.filter((r) => r.isRead()).map((r) => r.identifier as Node) : [];
}

/** The variable by which code around a function calls it; null for methods, callbacks and what is handed on. */
export function findFunctionVariable(file: SourceFile, fn: FunctionNode): Variable | null {
  if (fn.type === 'FunctionDeclaration') return findOwnVariable(file, fn);
  const id = getDeclaredName(fn);
  return id && findVariable(file, id);
}

/** The variable that a function's own name declares; from inside the function another may hide it. */
function findOwnVariable({ code }: SourceFile, fn: FunctionNode): Variable | null {
  const variables = code.scopeManager?.getDeclaredVariables(fn) ?? [];
  return variables.find(({ defs }) => defs.some(({ type, node }) => type === 'FunctionName' && node === fn)) ?? null;
}

function getDeclaredName(fn: FunctionNode): TSESTree.Identifier | null {
  const parent = fn.parent;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier' ? parent.left : null;
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

/** The functions of this file that an expression names: `handle`, and `this.handle`. */
export function getOwnFunctions(file: SourceFile, node: Node): FunctionNode[] {
  const callee = unwrap(node);
  if (callee.type === 'MemberExpression') {
    const isOwn = unwrap(callee.object).type === 'ThisExpression';
    return isOwn ? (getPropertySources(file).get(getPropertyName(callee) ?? '')?.functions ?? []) : [];
  }
  if (callee.type !== 'Identifier') return [];
  return (findVariable(file, callee)?.defs ?? []).flatMap((definition) => findDeclaredFunction(definition) ?? []);
}
