import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import { getNodes } from '../source/node-index.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { Node, TSESTree } from '../source/types.ts';
import { getValue } from './values.ts';

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The class, the object literal or the constructor function whose `this` a place sees; null where callers decide. */
export function findThisOwner(file: SourceFile, at: Node): Node | null {
  for (let node = at, parent = at.parent; parent; node = parent, parent = parent.parent) {
    if (isClass(parent) && node === parent.body) return parent;
    if (parent.type === 'FunctionDeclaration') return parent;
    if (parent.type !== 'FunctionExpression' || isCalledOnThis(parent)) continue;
    const holder: Node = parent.parent;
    if (holder.type === 'MethodDefinition' || holder.type === 'PropertyDefinition') continue;
    if (holder.type === 'VariableDeclarator') return parent;
    if (holder.type === 'Property') return DESCRIPTOR.test(getPropertyName(holder) ?? '') ? null : holder.parent;
    const left = holder.type === 'AssignmentExpression' ? unwrap(holder.left) : null;
    return left?.type === 'MemberExpression' ? findPrototypeOwner(file, left.object) : null;
  }
  return null;
}

/** In `{ key: 'close', value: function () {} }`, which compilers define methods by, `this` is another object. */
const DESCRIPTOR = /^(?:value|get|set)$/;

/** `function () {}.bind(this)`, `list.forEach(function () {}, this)`, a compiler's `__awaiter(this, void 0, void 0, function* () {})`. */
function isCalledOnThis(fn: Node): boolean {
  const member = fn.parent?.type === 'MemberExpression' && fn.parent.object === fn ? fn.parent : null;
  const call = member ? member.parent : fn.parent;
  return call?.type === 'CallExpression' && call.arguments.some(({ type }) => type === 'ThisExpression');
}

/** `Pool` of `Pool.prototype`; of any other object only `this` is followed. */
function findPrototypeOwner(file: SourceFile, object: Node): Node | null {
  const node = unwrap(object);
  if (node.type === 'ThisExpression') return findThisOwner(file, node);
  if (node.type !== 'MemberExpression' || getPropertyName(node) !== 'prototype') return null;
  return findConstructor(file, node.object);
}

/** The class, or the function that is called with `new`, which an expression stands for in this file. */
export function findConstructor(file: SourceFile, node: Node): Node | null {
  const value = getValue(file, node);
  return isClass(value) || isFunction(value) ? value : null;
}

/** The owner itself and, of a class, those that it extends, as far as they are in this file. */
export function getLineage(file: SourceFile, owner: Node): readonly Node[] {
  const lineage = [owner];
  for (const one of lineage) {
    const parent = isClass(one) && one.superClass ? findConstructor(file, one.superClass) : null;
    if (parent && !lineage.includes(parent)) lineage.push(parent);
  }
  return lineage;
}

/** The classes of this file that extend a class, directly or through others. */
export function getSubclasses(file: SourceFile, owner: Node): readonly Node[] {
  return getHeirs(file).get(owner) ?? [];
}

const getHeirs = oncePerFile((file): ReadonlyMap<Node, readonly Node[]> => {
  const heirs = new Map<Node, Node[]>();
  for (const heir of [...getNodes(file.code, 'ClassDeclaration'), ...getNodes(file.code, 'ClassExpression')]) {
    for (const parent of getLineage(file, heir).slice(1)) heirs.set(parent, [...(heirs.get(parent) ?? []), heir]);
  }
  return heirs;
});
