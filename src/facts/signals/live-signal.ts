import { saysAbort } from './abort-plan.ts';
import { findController, findCreation } from './controllers.ts';
import { findSignalText, getPlainText, getSources, isControllerOf, isWaitForAbort } from './same-signal.ts';
import { isNeverGiven } from './never-given.ts';
import { isRunWithin } from './run-within.ts';
import { getSignals, type StopSignal } from './signals.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { getMemberExpressions, getUses } from '../../semantics/function-uses.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getOuter,
  getPropertyName,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import { findVariable } from '../../source/variables.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { EMITTER_METHOD } from '../../knowledge/signals.ts';

/** How the code writes a signal, and where its name, or the controller that it comes of, is made. */
export type SignalName = Pick<StopSignal, 'text' | 'definition'>;

const EQUALITY = /^[!=]==?$/;
const MAX_CALLERS = 4;
const MOST_USES = 10;

/**
 * The abort signals that code at a place can be given, nearest first: in scope there, aborted by somebody, and not fired
 * yet. Every rule that hands a signal over asks this, for a wait under a signal that has fired fails at once.
 */
export function listLiveSignals(file: SourceFile, at: Node): StopSignal[] {
  const signals = isBeforeThrow(at) ? [] : getSignals(file, at);
  return signals.filter(
    (signal) =>
      !isNoSignal(file, signal.definition) &&
      !isOver(file, at, signal) &&
      !isUnborn(signal, at) &&
      mayBeAborted(file, at, signal) &&
      !isMissing(file, at, signal) &&
      !isNeverGiven(file, signal) &&
      !hasFired(file, at, signal) &&
      !signals.some((other) => other !== signal && isTakenFrom(file, other, signal)),
  );
}

/** `await remove(half); throw new Error('…');`: what a failure leaves behind is cleared up, also when the failure is an abort. */
function isBeforeThrow(at: Node): boolean {
  const statement = getOuter(at).parent?.parent;
  const list =
    statement?.type === 'ExpressionStatement' && statement.parent.type === 'BlockStatement'
      ? statement.parent.body
      : [];
  return list.at(-1)?.type === 'ThrowStatement';
}

/** Is `name` but another name of the signal: `const { signal } = options`, `const signal = options.signal`? */
function isTakenFrom({ code }: SourceFile, { definition: { parent } }: StopSignal, { text }: StopSignal): boolean {
  if (parent?.type === 'VariableDeclarator')
    return parent.init !== null && getPlainText(code.getText(parent.init)) === getPlainText(text);
  const declarator = parent?.type === 'Property' ? parent.parent.parent : null;
  const init = declarator?.type === 'VariableDeclarator' ? declarator.init : null;
  return (
    init !== null &&
    getPlainText(`${code.getText(init)}.${getPropertyName(parent as TSESTree.Property) ?? ''}`) === getPlainText(text)
  );
}

/** Is there no signal at the place: `if (!signal) { await pause(ms); return; }`? Nor where what was made of it is missing. */
function isMissing(file: SourceFile, at: Node, { text, isOptional }: StopSignal): boolean {
  if (!isOptional) return false;
  const flow = getFlowAround(file, at);
  const plain = getPlainText(text);
  const isOfSignal = (value: Node): boolean => findSignalText(file, value) === plain || isMadeOf(file, value, plain);
  const isAbsent = (condition: Node, holds: boolean): boolean => !holds && isOfSignal(unwrap(condition));
  return flow.isReachable(at) && !flow.hasPath('entry', at, [], isAbsent);
}

/** `const both = combine(owner.signal, signal)` */
function isMadeOf(file: SourceFile, value: Node, plain: string): boolean {
  if (value.type !== 'Identifier') return false;
  const made = findInitialValue(findVariable(file, value)?.defs[0]);
  const parts = made?.type === 'CallExpression' ? made.arguments : [];
  return parts.some((part) => findSignalText(file, unwrap(part)) === plain);
}

/** Has the signal fired on every way to the place, in its function or in what calls that? */
function hasFired(file: SourceFile, at: Node, signal: SignalName, depth = 0): boolean {
  if (isFiredWithin(file, at, signal) || isInFinally(file, at, signal)) return true;
  const fn = findEnclosingFunction(at);
  if (!fn || depth >= MAX_CALLERS || isInside(signal.definition, fn)) return false;
  const role = findRole(file, fn);
  if (role === 'abort') return true;
  if (role === 'finally' && fn.parent.type === 'CallExpression' && fn.parent.callee.type === 'MemberExpression')
    return speaksOf(file, fn.parent.callee.object, signal);
  const uses = (findFunctionName(fn) === null ? [fn] : getUses(file, fn)).filter((use) => !isInside(use, fn.body));
  const calls = uses.map(({ parent }) => parent);
  return (
    calls.length > 0 &&
    calls.length <= MOST_USES &&
    calls.every((call, i) => isCallOf(call, uses[i] as Node) && hasFired(file, call, signal, depth + 1))
  );
}

/** `drain()`, `this.drain()`, and a function that is called where it stands. */
function isCallOf(call: Node | undefined, use: Node): call is TSESTree.CallExpression {
  return call?.type === 'CallExpression' && unwrap(call.callee) === use;
}

/** Does every way through the function to the place go over the abort, or over a look that has seen it? */
export function isFiredWithin(file: SourceFile, at: Node, signal: SignalName): boolean {
  const flow = getFlowAround(file, at);
  if (!flow.isReachable(at)) return false;
  const known = getUnfired(file, signal.definition);
  const key = `${findEnclosingFunction(at)?.range[0] ?? ''} ${signal.text}`;
  let isUnfired = known.get(key);
  if (!isUnfired) {
    const fires = (node: Node): boolean => isAbortOf(file, node, signal) || isWaitFor(file, node, signal);
    const hasSeen = (condition: Node, holds: boolean): boolean => saysAborted(file, condition, holds, signal);
    isUnfired = flow.getReached(['entry', ...listRenewals(file, at, signal)], fires, hasSeen);
    known.set(key, isUnfired);
  }
  return !isUnfired(at) && !isSeenLiveInCatch(file, at, signal);
}

/** `if (error.name === 'AbortError' && !signal.aborted)`: the error is another signal's. */
function isSeenLiveInCatch(file: SourceFile, at: Node, signal: SignalName): boolean {
  for (let node = at; node.parent && !isFunction(node); node = node.parent)
    if (node.type === 'CatchClause') return isSeenLive(file, node, at, signal);
  return false;
}

/** Where a signal has not fired yet, by the function and how that writes the signal. */
const getUnfired = oncePerNode<Node, Map<string, (at: Node) => boolean>>(() => new Map());

/** Does every way from `start` to the place go over a look that has seen the signal not aborted? */
export function isSeenLive(file: SourceFile, start: Node, at: Node, signal: SignalName): boolean {
  const hasSeen = (condition: Node, holds: boolean): boolean => saysAborted(file, condition, !holds, signal);
  return !getFlowAround(file, at).hasPath(start, at, [], hasSeen);
}

/** `this.controller = new AbortController()` makes another signal of the same name. */
function listRenewals(file: SourceFile, at: Node, { text }: SignalName): Node[] {
  const fn = findEnclosingFunction(at);
  const plain = getPlainText(text);
  return getNodes(file.code, 'AssignmentExpression').filter(({ left }) => {
    const target = findEnclosingFunction(left) === fn ? findSignalText(file, left) : null;
    return target !== null && (plain === target || plain.startsWith(`${target}.`));
  });
}

function isWaitFor(file: SourceFile, node: Node, { text, definition }: SignalName): boolean {
  if (node.type !== 'AwaitExpression' || node.argument.type !== 'CallExpression') return false;
  const [emitter] = node.argument.arguments;
  return (
    emitter !== undefined &&
    isWaitForAbort(file, node, emitter) &&
    (findSignalText(file, emitter) === getPlainText(text) || isWaitForAbort(file, node, definition))
  );
}

/** `controller.abort()` of the controller that the signal comes of, or one of those that it is made of. */
function isAbortOf(file: SourceFile, node: Node, signal: SignalName): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  if (callee?.type !== 'MemberExpression' || getPropertyName(callee) !== 'abort') return false;
  if (`${findSignalText(file, callee.object) ?? ''}.signal` === getPlainText(signal.text)) return true;
  return listOrigins(file, signal).some((origin) => isControllerOf(file, callee.object, origin));
}

/** The name of the signal, and what it was made of: `AbortSignal.any([given, own.signal])`. */
function listOrigins(file: SourceFile, { definition }: SignalName): Node[] {
  if (definition.type !== 'Identifier') return [];
  const value = findInitialValue(findVariable(file, definition)?.defs[0]);
  return [definition, ...(value ? getSources(file, value) : [])];
}

/** Has the condition seen the abort: `signal.aborted`, `isAbortError(error)`, `error.name === 'AbortError'`? */
function saysAborted(file: SourceFile, condition: Node, holds: boolean, signal: SignalName): boolean {
  const test = unwrap(condition);
  if (test.type === 'MemberExpression' && getPropertyName(test) === 'aborted')
    return holds && findSignalText(file, test.object) === getPlainText(signal.text);
  if (saysErrorOfAbort(file, test, holds)) return true;
  if (test.type !== 'BinaryExpression' || !EQUALITY.test(test.operator)) return false;
  const { right } = test;
  const isBoolean = right.type === 'Literal' && typeof right.value === 'boolean';
  return isBoolean && saysAborted(file, test.left, isSame(test, holds) === right.value, signal);
}

/** Has the condition seen that an error is the one of an abort: `isAbortError(error)`, `error.name === 'AbortError'`? */
export function saysErrorOfAbort(file: SourceFile, condition: Node, holds: boolean): boolean {
  const test = unwrap(condition);
  if (test.type !== 'BinaryExpression') return holds && test.type === 'CallExpression' && saysAbort(file, test);
  if (test.operator === 'instanceof') return holds && saysAbort(file, test.right);
  const isOfAbort = EQUALITY.test(test.operator) && (saysAbort(file, test.left) || saysAbort(file, test.right));
  return isOfAbort && isSame(test, holds);
}

/** Are the two sides the same where the comparison holds, or does not? */
function isSame({ operator }: TSESTree.BinaryExpression, holds: boolean): boolean {
  return holds === (operator[0] === '=');
}

/** In the clean-up of work that gets the signal: when a stop is why control is there, it has fired. */
function isInFinally(file: SourceFile, at: Node, signal: SignalName): boolean {
  for (let node = at; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (parent.type === 'TryStatement' && parent.finalizer === node) return speaksOf(file, parent.block, signal);
  }
  return false;
}

function speaksOf(file: SourceFile, code: Node, { text }: SignalName): boolean {
  const plain = getPlainText(text);
  return [...walk(file.code, code)].some(
    (node) => (node.type === 'Identifier' || node.type === 'MemberExpression') && findSignalText(file, node) === plain,
  );
}

/** A name is not there before its declaration: code that runs before, as a closure that is called at once, must not read it. */
function isUnborn({ definition, kind }: StopSignal, at: Node): boolean {
  if (kind === 'field' || definition.type !== 'Identifier' || isFunction(definition.parent)) return false;
  const scope = findEnclosingFunction(definition);
  return definition.range[0] > at.range[0] && scope !== null && isInside(at, scope);
}

/**
 * `onResult: async () => { … }`: the call whose signal it is may be over when what it has handed over runs, unless that
 * asks for the signal itself.
 */
function isOver(file: SourceFile, at: Node, { definition, kind }: StopSignal): boolean {
  if (kind !== 'given' || definition.type !== 'Identifier') return false;
  const owner = isFunction(definition.parent) ? definition.parent : findEnclosingFunction(definition);
  if (!owner || isRunWithin(file, at, owner)) return false;
  let handed = findEnclosingFunction(at);
  for (let fn = handed; fn && fn !== owner; fn = findEnclosingFunction(fn)) handed = fn;
  return !findVariable(file, definition)?.references.some(({ identifier }) => handed && isInside(identifier, handed));
}

/** A function that gives one (`stopSignal()`) or an emitter is no signal, whatever its name; `_signal` is left out on purpose. */
export function isNoSignal(file: SourceFile, definition: Node): boolean {
  const variable = definition.type === 'Identifier' ? findVariable(file, definition) : null;
  if (variable?.name.startsWith('_') && variable.references.length === 0) return true;
  return (
    variable?.references.some(({ identifier }) => {
      const { parent } = identifier;
      if (parent.type === 'CallExpression' && parent.callee === identifier) return true;
      const isEmitter = parent.type === 'MemberExpression' && parent.object === identifier;
      return isEmitter && EMITTER_METHOD.has(getPropertyName(parent) ?? '');
    }) === true
  );
}

/** Whoever was given a signal may hope for it; a controller of the file fires only if some code has it and can abort it. */
function mayBeAborted(file: SourceFile, at: Node, { kind, definition, text }: StopSignal): boolean {
  if (kind === 'given') return !isAbortedBesideOnly(file, at, definition);
  if (kind === 'field') {
    const name = /^this\.(.+)\.signal$/.exec(text)?.[1] ?? '';
    return getMemberExpressions(file, name).some(
      (member) => isAbortedOrHandedOn(member) && !isRenewedElsewhere(file, at, member),
    );
  }
  const variable = definition.type === 'Identifier' ? findVariable(file, definition) : null;
  return variable?.references.some(({ identifier }) => isAbortedOrHandedOn(identifier)) === true;
}

/**
 * `const stop = controller.signal`, whose controller nobody has but the function, and that aborts it as one of its own steps:
 * never while the step at the place is under way, for which it waits.
 */
function isAbortedBesideOnly(file: SourceFile, at: Node, definition: Node): boolean {
  const fn = findEnclosingFunction(at);
  if (!fn || findEnclosingFunction(definition) !== fn || at.parent?.type !== 'AwaitExpression') return false;
  const controller = definition.type === 'Identifier' ? findController(file, definition) : null;
  const variable =
    controller?.type === 'Identifier' && findCreation(file, controller) ? findVariable(file, controller) : null;
  if (!variable || findEnclosingFunction(variable.defs[0]?.name as Node) !== fn) return false;
  return variable.references.every(({ identifier }) => !isAbortedOrHandedOn(identifier) || isStepOf(fn, identifier));
}

/** `controller.abort()` among the statements of the function itself. */
function isStepOf(fn: Node, use: Node): boolean {
  return use.parent?.type === 'MemberExpression' && findEnclosingFunction(use) === fn;
}

/** `this.login?.abort(); this.login = new AbortController();`: it makes room for the next run of that function alone. */
function isRenewedElsewhere(file: SourceFile, at: Node, member: Node): boolean {
  const fn = findEnclosingFunction(member);
  if (fn && isInside(at, fn)) return false;
  const text = getPlainText(file.code.getText(member));
  return getNodes(file.code, 'AssignmentExpression').some(
    ({ left, right }) =>
      findEnclosingFunction(left) === fn &&
      unwrap(right).type === 'NewExpression' &&
      getPlainText(file.code.getText(left)) === text,
  );
}

/** `controller.abort`, `return controller`, `register(controller)`; not `controller.signal`. */
function isAbortedOrHandedOn(use: Node): boolean {
  const { parent } = use;
  if (parent?.type === 'MemberExpression' && parent.object === use) return getPropertyName(parent) !== 'signal';
  if (parent?.type === 'AssignmentExpression' && parent.left === use) return false;
  return parent?.type !== 'VariableDeclarator' || parent.init === use;
}
