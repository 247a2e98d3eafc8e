import { getNodes } from '../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { listFunctions } from './value-functions.ts';
import { findBinding } from './values.ts';
import { findVariable } from '../source/variables.ts';

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
/** What `this` stands for in its methods. */
export type MethodOwner = ClassNode | TSESTree.ObjectExpression;

const MAX_PARENTS = 8;

/** The class that an expression is, or that a name of this file stands for. */
export function findClass(file: SourceFile, expression: Node): ClassNode | null {
  const node = unwrap(expression);
  if (isClass(node)) return node;
  const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
  if (!variable) return null;
  const definition = variable.defs[0];
  if (definition?.type === 'ClassName') return definition.node;
  const binding = findBinding(variable);
  if (binding?.from !== 'value' || binding.names.length > 0 || binding.isAwaited) return null;
  const value = unwrap(binding.value);
  return isClass(value) ? value : null;
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The class itself, then what it extends as far as that is in this file. */
export function listLineage(file: SourceFile, owner: ClassNode): ClassNode[] {
  const lineage: ClassNode[] = [];
  for (let next: ClassNode | null = owner; next && !lineage.includes(next) && lineage.length < MAX_PARENTS;) {
    lineage.push(next);
    next = next.superClass && findClass(file, next.superClass);
  }
  return lineage;
}

/** The class or object that `this` stands for at a node; null in plain functions, static members and at the top level. */
export function findThisOwner(node: Node): MethodOwner | null {
  for (let child = node, current = node.parent; current; child = current, current = current.parent) {
    if (current.type === 'FunctionDeclaration' || current.type === 'StaticBlock') return null;
    if (current.type === 'FunctionExpression') return findOwnerOfMember(current.parent, current);
    if (current.type === 'PropertyDefinition' && current.value === child) return findOwnerOfMember(current, child);
  }
  return null;
}

function findOwnerOfMember(member: Node, value: Node): MethodOwner | null {
  if (member.type === 'Property') return member.parent.type === 'ObjectExpression' ? member.parent : null;
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return null;
  return member.static || member.value !== value ? null : member.parent.parent;
}

/** The functions by which an object, or what `new` makes of a class, can be called; inherited ones of this file too. */
export function getMethods(file: SourceFile, owner: MethodOwner): ReadonlyMap<string, FunctionNode> {
  const known = getKnown(file);
  let methods = known.get(owner);
  if (methods) return methods;
  known.set(owner, (methods = new Map<string, FunctionNode>()));
  const lineage = isClass(owner) ? listLineage(file, owner) : [owner];
  for (const each of lineage) {
    for (const [name, fn] of listOwnMethods(file, each)) if (!methods.has(name)) methods.set(name, fn);
  }
  return methods;
}

const getKnown = oncePerFile(() => new Map<MethodOwner, Map<string, FunctionNode>>());

function* listOwnMethods(file: SourceFile, owner: MethodOwner): Generator<[string, FunctionNode]> {
  const members = isClass(owner) ? owner.body.body : owner.properties;
  for (const member of members) {
    const isMember =
      member.type === 'Property' ||
      ((member.type === 'MethodDefinition' || member.type === 'PropertyDefinition') && !member.static);
    const name = isMember ? getPropertyName(member) : null;
    if (
      !isMember ||
      name === null ||
      !member.value ||
      ('kind' in member && /^(?:get|set|constructor)$/.test(member.kind))
    )
      continue;
    const [fn] = listFunctions(file, member.value, []);
    if (fn) yield [name, fn];
  }
  for (const { target, value } of getAssignedMethods(file)) {
    const name = getPropertyName(target);
    if (name !== null && findThisOwner(target) === owner) yield [name, value];
  }
}

/** `this.close = () => {}` */
const getAssignedMethods = oncePerFile(({ code }) => {
  return getNodes(code, 'AssignmentExpression').flatMap(({ left, right }) => {
    const target = unwrap(left);
    const value = unwrap(right);
    const isOfThis = target.type === 'MemberExpression' && unwrap(target.object).type === 'ThisExpression';
    return isOfThis && isFunction(value) ? [{ target, value }] : [];
  });
});

/** Has the method a modifier that keeps it from other classes: `private`, `protected`? */
export function isHiddenMethod({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && /^pr/.test(parent.accessibility ?? '');
}
