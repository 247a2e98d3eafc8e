import { getLastName, getOuter, getPropertyName, isInside } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { OpenSlot, SignalSlot } from '../../source/summary.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { SIGNAL_NAME, signalOptions } from '../../knowledge/signals.ts';
import { isProcessSignal } from './process-signals.ts';
import { getSignalType } from './signal-types.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * The arguments of a function that may take its signal, in their order; one whose type is another file's is left open.
 * Behind a rest parameter nothing can be passed.
 */
export function listSlots(file: SourceFile, fn: FunctionNode): (SignalSlot | OpenSlot)[] {
  const slots: (SignalSlot | OpenSlot)[] = [];
  const own = fn.params.filter((parameter) => !(parameter.type === 'Identifier' && parameter.name === 'this'));
  for (const [position, parameter] of own.entries()) {
    if (parameter.type === 'RestElement') break;
    const slot = findSlotAt(file, fn, parameter, position);
    if (slot && !isIdle(file, fn, parameter, slot)) slots.push(slot);
  }
  return slots;
}

/** Does the function take a signal there to no purpose: it has a default, or nothing of the body asks the options for it? */
function isIdle(file: SourceFile, fn: FunctionNode, parameter: Node, slot: SignalSlot | OpenSlot): boolean {
  if (!('option' in slot)) return false;
  const name = getBound(parameter);
  if (slot.option === null)
    return parameter.type === 'AssignmentPattern' && parameter.right.type === 'MemberExpression';
  const variable = name.type === 'Identifier' ? findVariable(file, name) : null;
  if (!variable || fn.body?.type !== 'BlockStatement' || parameter.type === 'TSParameterProperty') return false;
  const reads = variable.references.filter(({ identifier }) => isInside(identifier as Node, fn.body));
  return reads.length > 0 && reads.every(({ identifier }) => isBeside(identifier as Node, slot.option as string));
}

/** `options.other`, `{ ...options, signal: own }`, and `options.signal ?? limit`, which a signal would take the limit from. */
function isBeside(id: Node, option: string): boolean {
  const { parent } = id;
  if (parent?.type === 'MemberExpression' && parent.object === id) {
    if (parent.computed || getPropertyName(parent) !== option) return !parent.computed;
    const { parent: holder } = getOuter(parent);
    if (holder?.type !== 'LogicalExpression' || holder.operator !== '??') return false;
    return holder.right.type === 'CallExpression' && getLastName(holder.right.callee) === 'timeout';
  }
  if (parent?.type !== 'SpreadElement' || parent.parent.type !== 'ObjectExpression') return false;
  const { properties } = parent.parent;
  const later = properties.slice(properties.indexOf(parent) + 1);
  return later.some((property) => property.type === 'Property' && getPropertyName(property) === option);
}

function findSlotAt(
  file: SourceFile,
  fn: FunctionNode,
  parameter: Node,
  position: number,
): SignalSlot | OpenSlot | null {
  const name = getBound(parameter);
  const type = 'typeAnnotation' in name ? (name.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined;
  if (type) {
    const { mayBeSignal, option, types } = getSignalType(file, type.typeAnnotation);
    if (mayBeSignal) return { position, option: null };
    if (option !== null) return { position, option };
    // Where the type is another file's, the pattern in front of it tells as well.
    const taken = isDeclaredHere(file, type.typeAnnotation) ? null : findTaken(name);
    if (taken !== null) return { position, option: taken };
    return types.length > 0 ? { position, types } : null;
  }
  if (name.type === 'Identifier') return isSignalName(file, fn, name) ? { position, option: null } : null;
  const option = findTaken(name);
  return option === null ? null : { position, option };
}

function isDeclaredHere(file: SourceFile, type: TSESTree.TypeNode): boolean {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return type.type === 'TSTypeLiteral';
  return findVariable(file, type.typeName)?.defs.some((definition) => definition.type === 'Type') ?? false;
}

/** Is a parameter without a type called like an abort signal, and not used like one of the process? */
function isSignalName(file: SourceFile, fn: FunctionNode, { name }: TSESTree.Identifier): boolean {
  if (!SIGNAL_NAME.test(name)) return false;
  const variable = file.code.scopeManager?.getDeclaredVariables(fn).find((one) => one.name === name);
  return !variable || !isProcessSignal(file, variable, fn);
}

/** The name or pattern of a parameter, without its default and the modifiers that make it a field. */
function getBound(parameter: Node): Node {
  if (parameter.type === 'TSParameterProperty') return getBound(parameter.parameter);
  return parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
}

/** `signal` of `{ url, signal }` and `{ signal: stop }`. */
function findTaken(pattern: Node): string | null {
  if (pattern.type !== 'ObjectPattern') return null;
  for (const property of pattern.properties) {
    const name = property.type === 'Property' ? getPropertyName(property) : null;
    if (name !== null && signalOptions.has(name)) return name;
  }
  return null;
}
