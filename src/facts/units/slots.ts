import { findThisOwner, getLineage, getSubclasses } from '../../semantics/classes.ts';
import { getMemberExpressions } from '../../semantics/function-uses.ts';
import { getMembers } from '../../semantics/members.ts';
import { getValue } from '../../semantics/values.ts';
import {
  findEnclosingFunction,
  findProperty,
  getOuter,
  getPropertyName,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * A place of the file that keeps a value from one call to the next: a variable, a field of `this` (one slot for a class
 * with all that it extends and that extends it in this file), or a property of an object that a variable holds
 * (`state.timer`, `ref.current`). One object for one slot, so that slots can be compared with `===`.
 */
export interface Slot {
  /** Unique in the file. */
  readonly key: string;
  /** Of the variable, field or property; `#x` for private ones. */
  readonly name: string;
  /** What it lives in: the class, the function whose call makes it, or the file. */
  readonly home: Node;
  /** Null for a field. */
  readonly variable: Variable | null;
  /** In source order; declarations with a value are writes, those without are none. */
  readonly uses: readonly SlotUse[];
}

export interface SlotUse {
  /** The name or the member expression, without the assertions around it. */
  readonly node: Node;
  readonly isRead: boolean;
  readonly isWrite: boolean;
  /** What a write gives it, where that is one expression: not for patterns, loops and `++`. */
  readonly value: Node | null;
  /** The function that the use is in, callbacks too; null at the top level and in a field's value. */
  readonly fn: FunctionNode | null;
}

const getCache = oncePerFile(() => new Map<string, Slot>());
const getIds = oncePerFile(() => new Map<object, number>());

/** The slot that an expression names; null for anything else, and for globals. */
export function findSlot(file: SourceFile, expression: Node): Slot | null {
  const node = unwrap(expression);
  if (node.type === 'Identifier') {
    const variable = findVariable(file, node);
    return variable && getVariableSlot(file, variable);
  }
  if (node.type !== 'MemberExpression') return null;
  const name = getPropertyName(node);
  const object = unwrap(node.object);
  if (name === null) return null;
  const home = findFieldHome(file, object);
  if (home) return getFieldSlot(file, home, name);
  const variable = object.type === 'Identifier' ? findVariable(file, object) : null;
  return variable && variable.defs[0]?.type !== 'ImportBinding' ? getPropertySlot(file, variable, name) : null;
}

/** The slot that a value is put into where it is made: `const slot = value`, `slot = value`. */
export function findSlotOf(file: SourceFile, value: Node): Slot | null {
  const { parent } = getOuter(value);
  const target =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : null;
  return target && findSlot(file, target);
}

/** The slot of a variable by its declaration. */
export function getVariableSlot(file: SourceFile, variable: Variable): Slot {
  return remember(file, getKey(file, variable), () => ({
    name: variable.name,
    home: findHome(file, variable),
    variable,
    uses: variable.references.map((reference) => {
      const node = reference.identifier as Node;
      return toUse(node, reference.isRead(), reference.isWrite());
    }),
  }));
}

/** The slot of a field of a class, an object literal or a constructor function. */
export function getFieldSlot(file: SourceFile, owner: Node, name: string): Slot {
  const home = getLineage(file, owner).at(-1) ?? owner;
  return remember(file, `${getKey(file, home)}.${name}`, () => ({
    name,
    home,
    variable: null,
    uses: [
      ...listDeclared(file, home, name),
      ...listMembers(file, name, (object) => findFieldHome(file, object) === home),
    ],
  }));
}

function getPropertySlot(file: SourceFile, variable: Variable, name: string): Slot {
  return remember(file, `${getKey(file, variable)}.${name}`, () => {
    const isOf = (object: Node): boolean => object.type === 'Identifier' && findVariable(file, object) === variable;
    const [definition] = variable.defs;
    const init = definition?.type === 'Variable' ? definition.node.init : null;
    const value = init && findProperty(unwrap(init), name);
    const declared = value
      ? [{ node: value, isRead: false, isWrite: true, value, fn: findEnclosingFunction(value) }]
      : [];
    return { name, home: findHome(file, variable), variable, uses: [...declared, ...listMembers(file, name, isOf)] };
  });
}

/** Is the slot named by code outside of its home too: through another object that has such a property? */
export function isNamedElsewhere(file: SourceFile, slot: Slot): boolean {
  if (slot.variable || slot.name.startsWith('#')) return false;
  const own = new Set(slot.uses.map(({ node }) => node));
  return getMemberExpressions(file, slot.name).some((member) => !own.has(member));
}

/** Does the slot outlive the call of one function: is it a field, of the file, or used by a function inside of its own? */
export function isKept({ home, uses, variable }: Slot): boolean {
  return variable === null || home.type === 'Program' || uses.some(({ fn }) => fn !== home);
}

function remember(file: SourceFile, key: string, make: () => Omit<Slot, 'key'>): Slot {
  const cache = getCache(file);
  let slot = cache.get(key);
  if (!slot) cache.set(key, (slot = { key, ...make() }));
  return slot;
}

function getKey(file: SourceFile, owner: object): string {
  const ids = getIds(file);
  let id = ids.get(owner);
  if (id === undefined) ids.set(owner, (id = ids.size));
  return String(id);
}

/** The class or the like whose field `object.x` is: `this`, and names for it (`const self = this`). */
function findFieldHome(file: SourceFile, object: Node): Node | null {
  const value = object.type === 'Identifier' ? getValue(file, object) : object;
  const owner = value.type === 'ThisExpression' ? findThisOwner(file, value) : null;
  return owner && (getLineage(file, owner).at(-1) ?? owner);
}

/** The function, or the file, whose run makes the variable. */
function findHome(file: SourceFile, variable: Variable): Node {
  const name = variable.defs[0]?.name as Node | undefined;
  const definition = variable.defs[0]?.node as Node | undefined;
  if (!name) return file.code.ast;
  if (variable.defs[0]?.type === 'Parameter' && isFunction(definition)) return definition;
  // A function's own name belongs to what is around it.
  const from = variable.defs[0]?.type === 'FunctionName' && definition ? definition : name;
  return findEnclosingFunction(from) ?? file.code.ast;
}

/** Fields that are declared with a value. */
function listDeclared(file: SourceFile, home: Node, name: string): SlotUse[] {
  return [home, ...getSubclasses(file, home)].flatMap((owner) =>
    (getMembers(file, owner).get(name)?.values ?? []).flatMap((value): SlotUse[] => {
      const holder = value.parent;
      const isField = holder?.type === 'PropertyDefinition' || holder?.type === 'Property';
      return isField ? [{ node: holder.key, isRead: false, isWrite: true, value, fn: null }] : [];
    }),
  );
}

/** The member expressions of that name whose object is the one that is meant. */
function listMembers(file: SourceFile, name: string, isOf: (object: Node) => boolean): SlotUse[] {
  return getMemberExpressions(file, name).flatMap((member) => {
    if (!isOf(unwrap(member.object))) return [];
    const { parent } = getOuter(member);
    const isTarget = parent?.type === 'AssignmentExpression' && unwrap(parent.left) === member;
    const isChanged = parent?.type === 'UpdateExpression' || (isTarget && parent.operator !== '=');
    const isWrite = isTarget || isChanged || (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
    return [toUse(member, !isWrite || isChanged, isWrite)];
  });
}

function toUse(node: Node, isRead: boolean, isWrite: boolean): SlotUse {
  return { node, isRead, isWrite, value: isWrite ? findWritten(node) : null, fn: findEnclosingFunction(node) };
}

/** `value` of `x = value`, `x ??= value` and `const x = value`. */
function findWritten(target: Node): Node | null {
  const { parent } = getOuter(target);
  if (parent?.type === 'VariableDeclarator') return parent.id === target ? parent.init : null;
  const isGiven = parent?.type === 'AssignmentExpression' && /^(?:\?\?|\|\||&&)?=$/.test(parent.operator);
  return isGiven && unwrap(parent.left) === target ? parent.right : null;
}
