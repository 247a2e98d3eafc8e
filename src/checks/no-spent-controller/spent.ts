import {
  ASKED_BY_USER,
  BEGINS,
  CANCELS,
  CLOSES_FOR_GOOD,
  NAMES_CONNECTION,
  NAMES_ONE_RUN,
  STOPS_FOR_NOW,
} from '../../knowledge/restarts.ts';
import { isController } from '../../facts/signals/controllers.ts';
import { findSlot, findSlotOf, isKept, type Slot, type SlotUse } from '../../facts/units/slots.ts';
import { getRolesAround } from '../../semantics/callback-role.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import { isClass } from '../../semantics/classes.ts';
import { isExported } from '../../semantics/exports.ts';
import { findFunctionVariable, getUses } from '../../semantics/function-uses.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { isCallTo } from '../../semantics/origin.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  keepsFirst,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

export interface Spent {
  readonly form: 'controller' | 'limit';
  /** Where the signal is handed out. */
  readonly node: Node;
  readonly name: string;
}

/** Hand-outs of a signal that an earlier stop has aborted for good. */
export function getSpent(file: SourceFile): Spent[] {
  const found = getNodes(file.code, 'NewExpression').flatMap((creation) => {
    const slot = isController(file, creation) ? findHolder(file, creation) : null;
    return slot && isMadeOnce(slot) ? listSpent(file, slot) : [];
  });
  const limits = getNodes(file.code, 'CallExpression').flatMap((call) => listOldLimits(file, call));
  return [...new Map([...found, ...limits].map((spent) => [spent.node, spent])).values()];
}

/** What keeps the controller from one call to the next. */
function findHolder(file: SourceFile, made: Node): Slot | null {
  const { parent } = getOuter(made);
  const slot = parent?.type === 'PropertyDefinition' ? findFieldSlot(file, parent) : findSlotOf(file, made);
  return slot && isKept(slot) ? slot : null;
}

/** The slot of a field, by any of its uses. */
function findFieldSlot(file: SourceFile, field: TSESTree.PropertyDefinition): Slot | null {
  const name = getPropertyName(field);
  for (const member of getNodes(file.code, 'MemberExpression')) {
    if (getPropertyName(member) !== name) continue;
    const slot = findSlot(file, member);
    if (slot?.uses.some(({ node }) => node === field.key)) return slot;
  }
  return null;
}

/** Is it written where its home is made, or when there is none yet, and nowhere else? */
function isMadeOnce(slot: Slot): boolean {
  return slot.uses.every(
    (use) => !use.isWrite || use.fn === null || use.fn === slot.home || isConstructor(use.fn) || isFirst(slot, use),
  );
}

/** `slot ??= …`, `if (!slot) slot = …` */
function isFirst(slot: Slot, { node }: SlotUse): boolean {
  const assignment = getOuter(node).parent;
  if (assignment?.type !== 'AssignmentExpression') return false;
  if (keepsFirst(assignment)) return true;
  const statement = assignment.parent.parent;
  const branch = statement?.type === 'BlockStatement' ? statement.parent : statement;
  if (branch?.type !== 'IfStatement' || assignment.range[0] > branch.consequent.range[1]) return false;
  const test = unwrap(branch.test);
  return test.type === 'UnaryExpression' && slot.uses.some((use) => use.node === unwrap(test.argument));
}

function isConstructor(fn: FunctionNode): boolean {
  return fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
}

function listSpent(file: SourceFile, slot: Slot): Spent[] {
  const aborts = slot.uses.filter((use) => isAbort(use) && isLater(use, slot));
  if (aborts.length === 0) return [];
  return [...slot.uses, ...listSignalUses(file, slot)]
    .filter((use) => isLater(use, slot) && aborts.some((abort) => isBehind(file, slot, abort, use)))
    .flatMap((use) => {
      const node = findHandOut(slot, use);
      return node && !looks(file, use) ? [{ form: 'controller' as const, node, name: slot.name }] : [];
    });
}

/** Uses of `const signal = controller.signal` beside the controller. */
function listSignalUses(file: SourceFile, slot: Slot): SlotUse[] {
  return slot.uses.flatMap((use) => {
    const member = getOuter(use.node).parent;
    if (isLater(use, slot) || member?.type !== 'MemberExpression' || getPropertyName(member) !== 'signal') return [];
    const signal = findSlotOf(file, member);
    return signal?.variable && isMadeOnce(signal) ? signal.uses.filter(({ isWrite }) => !isWrite) : [];
  });
}

/** Not while the home is made, as in a constructor or the body of a factory. */
function isLater({ fn }: SlotUse, { home }: Slot): boolean {
  return fn !== null && fn !== home && !isConstructor(fn);
}

/** `controller.abort()` */
function isAbort({ node }: SlotUse): boolean {
  const member = getOuter(node).parent;
  if (member?.type !== 'MemberExpression' || getPropertyName(member) !== 'abort') return false;
  const call = getOuter(member).parent;
  return call?.type === 'CallExpression' && unwrap(call.callee) === member;
}

/**
 * Is the hand-out meant to work after the abort: a start behind a stop, any call behind a cancel, a task behind a message
 * that cancels, any call behind a time-out?
 */
function isBehind(file: SourceFile, slot: Slot, abort: SlotUse, handOut: SlotUse): boolean {
  const stop = abort.fn && findNamedFunction(abort.node);
  const roles = getRolesAround(file, abort.node);
  if (roles.includes('signal') || roles.includes('exit-hook') || roles.includes('unmount')) return false;
  if (roles.includes('timer')) return abort.fn !== null && findNamedFunction(handOut.node) === stop && !isOfCall(slot);
  if (isAskedByUser(file, abort.fn)) return slot.home.type === 'Program' && isAskedByUser(file, handOut.fn);
  if (roles.some(isMessage)) return getRolesAround(file, handOut.node).some(isMessage) && isCancel(abort);
  const name = stop ? (findFunctionName(stop) ?? '') : '';
  const other = findNamedFunction(handOut.node);
  const begin = other ? (findFunctionName(other) ?? '') : '';
  if (other === null || other === stop || !STOPS_FOR_NOW.test(name) || isOfStream(other)) return false;
  if (stop && closesForGood(file, stop)) return false;
  if (CANCELS.test(name))
    return !isOfOneRun(slot) && isPublic(file, other) && (BEGINS.test(begin) || !STOPS_FOR_NOW.test(begin));
  return BEGINS.test(begin);
}

/** `class FetchRequest { send() {} abort() {} }`: an object for each, which is done with behind its end. */
function isOfOneRun({ home }: Slot): boolean {
  return isClass(home) && NAMES_ONE_RUN.test(home.id?.name ?? '');
}

/** Does the stop also close a connection that only the constructor makes, so that nothing is started after it? */
function closesForGood(file: SourceFile, stop: FunctionNode): boolean {
  return [...walk(file.code, stop.body, isFunction)].some((node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
    if (callee?.type !== 'MemberExpression' || !CLOSES_FOR_GOOD.has(getPropertyName(callee) ?? '')) return false;
    const slot = NAMES_CONNECTION.test(getLastName(callee.object) ?? '') ? findSlot(file, callee.object) : null;
    return slot !== null && isMadeOnce(slot);
  });
}

/** Is it made by the very call that limits its time by it, which may well mean all its tries? */
function isOfCall({ variable, home }: Slot): boolean {
  return variable !== null && home.type !== 'Program';
}

/** `new ReadableStream({ start() {}, cancel() {} })` calls `start` once. */
function isOfStream({ parent }: FunctionNode): boolean {
  return parent.type === 'Property' && parent.parent.parent.type === 'NewExpression';
}

/** The message of an owner, or of a port. */
function isMessage(role: string | null): boolean {
  return role === 'owner-message' || role === 'worker-event';
}

/** `button.addEventListener('click', …)`, the function itself or its name. */
function isAskedByUser(file: SourceFile, fn: FunctionNode | null): boolean {
  const places: Node[] = fn ? [fn, ...getUses(file, fn)] : [];
  return places.some(({ parent }) => {
    if (parent?.type !== 'CallExpression' || getLastName(parent.callee) !== 'addEventListener') return false;
    return ASKED_BY_USER.has(getStaticString(parent.arguments[0]) ?? '');
  });
}

function isPublic(file: SourceFile, fn: FunctionNode): boolean {
  const member = fn.parent;
  const variable = findFunctionVariable(file, fn);
  if (variable) return isExported(file, variable);
  if (member.type !== 'MethodDefinition' || member.key.type === 'PrivateIdentifier') return false;
  return !isHiddenMethod(fn);
}

/** Is the branch of the message one that cancels, after which tasks go on, rather than ends the worker? */
function isCancel({ node }: SlotUse): boolean {
  for (let branch: Node | undefined = node; branch && !isFunction(branch); branch = branch.parent) {
    const test = branch.type === 'IfStatement' ? branch.test : branch.type === 'SwitchCase' ? branch.test : null;
    const words = test?.type === 'BinaryExpression' ? test.right : test;
    if (words?.type === 'Literal' && typeof words.value === 'string') return CANCELS.test(words.value);
  }
  return false;
}

/** `controller.signal`, or a name of it, in an argument of a call; `const { signal } = controller`. */
function findHandOut(slot: Slot, use: SlotUse): Node | null {
  const { parent } = getOuter(use.node);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern') return parent.init;
  const isSignal = parent?.type === 'MemberExpression' && getPropertyName(parent) === 'signal';
  const signal = !slot.uses.includes(use) ? use.node : isSignal ? parent : null;
  if (!signal) return null;
  let value: Node | undefined = getOuter(signal).parent;
  while (value?.type === 'Property' || value?.type === 'ObjectExpression' || value?.type === 'ArrayExpression') {
    value = value.parent;
  }
  const isGiven = value?.type === 'CallExpression' || value?.type === 'NewExpression';
  return isGiven && !isInCallee(signal, value as Node) ? signal : null;
}

function isInCallee(node: Node, call: Node): boolean {
  return call.type === 'CallExpression' && node.range[1] <= call.callee.range[1];
}

/** Does the function look whether the signal has fired, and so refuses or makes another? */
function looks(file: SourceFile, { fn }: SlotUse): boolean {
  if (!fn) return true;
  const around = findNamedFunction(fn.body) ?? fn;
  return [...walk(file.code, around.body)].some(
    (node) => node.type === 'MemberExpression' && ['aborted', 'throwIfAborted'].includes(getPropertyName(node) ?? ''),
  );
}

/** `AbortSignal.timeout(ms)` at the top level of a file, whose time is counted from its loading. */
function listOldLimits(file: SourceFile, call: TSESTree.CallExpression): Spent[] {
  if (findEnclosingFunction(call) || !isCallTo(file, call, '#AbortSignal.timeout')) return [];
  const slot = findHolder(file, call);
  if (!slot || slot.home.type !== 'Program' || !isMadeOnce(slot)) return [];
  return slot.uses
    .filter(({ fn, isWrite }) => fn !== null && !isWrite)
    .map(({ node }) => ({ form: 'limit' as const, node, name: slot.name }));
}
