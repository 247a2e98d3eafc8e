import { getNodes } from '../source/node-index.ts';
import { findFunctionName, getPropertyName } from '../source/predicates.ts';
import { oncePerFile, oncePerNode, type SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { getPropertySources } from './members.ts';
import type { PropertySources } from './property-mentions.ts';

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

/** The member expressions of a file that name a property, whatever the object. */
export function getMemberExpressions(file: SourceFile, name: string): readonly TSESTree.MemberExpression[] {
  return getMembersByName(file).get(name) ?? [];
}

/**
 * The places in the file that name a function, its definition left out: `stop()`, `on('x', stop)`, `this.stop`. A method
 * of an object whose class is not known is taken for any of that name.
 */
export const getUses = oncePerNode((file: SourceFile, fn: FunctionNode): readonly Node[] => {
  const name = findFunctionName(fn);
  if (name === null) return [];
  const parent = fn.parent;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    return getMethodUses(file, fn, name);
  }
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return getMethodUses(file, fn, name).filter((member) => member !== parent.left);
  }
  const id = getDeclaredName(fn);
  const variable =
    fn.type !== 'ArrowFunctionExpression' && fn.id ? findOwnVariable(file, fn) : id && findVariable(file, id);
  return variable ? variable.references.filter((r) => r.isRead()).map((r) => r.identifier as Node) : [];
});

function getMethodUses(file: SourceFile, fn: FunctionNode, name: string): Node[] {
  const mayBeAt = (object: Node | null): boolean => getFunctionSet(getPropertySources(file, object, name)).has(fn);
  // A setter, and what compilers define by `{ key: 'stop', value: function stop() {} }`, is known by its name only.
  const isMember = mayBeAt(null);
  return getMemberExpressions(file, name).filter(({ object }) => !isMember || mayBeAt(object));
}

const functionSets = new WeakMap<PropertySources, ReadonlySet<FunctionNode>>();

function getFunctionSet(sources: PropertySources): ReadonlySet<FunctionNode> {
  let set = functionSets.get(sources);
  if (!set) functionSets.set(sources, (set = new Set([...sources.functions, ...sources.getters])));
  return set;
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
