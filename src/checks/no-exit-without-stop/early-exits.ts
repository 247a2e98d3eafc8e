import {
  APP_END,
  ENDS_THING,
  EXIT_CALL,
  RUNS_TO_ITS_END,
  SPEAKS_OF_AGAIN,
  STOP_SIGNAL,
} from '../../knowledge/unit-words.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findThing, getStartedThings, type StartedThing } from '../../facts/units/things.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { getFlowAround } from '../../flow/index.ts';
import { NAMES_BYSTANDER } from '../../knowledge/bystanders.ts';
import { ENDS_PROGRAM } from '../../knowledge/failure-words.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { isStoresEnd, listDropped } from './dropped-ends.ts';
import { holdsQuit } from './exit-hooks.ts';
import { getAppListeners, getProcessListeners } from './process-listeners.ts';

/** A way out of the program that does not wait for what runs. */
export interface EarlyExit {
  readonly node: Node;
  readonly why: 'exit' | 'delay' | 'quit';
  readonly thing: StartedThing;
}

/** Every one of the file, each place once. */
export function listEarlyExits(file: SourceFile): EarlyExit[] {
  const found = new Map<Node, EarlyExit>();
  for (const handler of listSignalHandlers(file)) {
    for (const one of listOfHandler(file, handler)) if (!found.has(one.node)) found.set(one.node, one);
  }
  for (const one of listOfElectron(file)) if (!found.has(one.node)) found.set(one.node, one);
  return [...found.values()];
}

/** What is called on SIGINT and SIGTERM, also where a loop or a list names the signals. */
function listSignalHandlers(file: SourceFile): FunctionNode[] {
  return getProcessListeners(file).flatMap(({ event, functions }) => {
    const name = getStaticString(event);
    const isSignal = name === null ? isOneOfSignals(file, event) : STOP_SIGNAL.test(name);
    return isSignal ? functions : [];
  });
}

/** `for (const signal of ['SIGINT', 'SIGTERM'])`, `['SIGINT', 'SIGTERM'].forEach((signal) => …)` */
function isOneOfSignals(file: SourceFile, event: Node | undefined): boolean {
  if (event?.type !== 'Identifier') return false;
  for (let node: Node | undefined = event; node; node = node.parent) {
    const list =
      node.type === 'ForOfStatement'
        ? node.right
        : isFunction(node) && node.parent.type === 'CallExpression'
          ? node.parent.callee
          : null;
    if (list && /['"]SIG(?:INT|TERM)['"]/.test(file.code.getText(list))) return true;
  }
  return false;
}

function listOfHandler(file: SourceFile, handler: FunctionNode): EarlyExit[] {
  const exits = [...getReach(file, handler)].flatMap((fn) =>
    [...walk(file.code, fn.body, isFunction)].filter((node) => isExit(file, node)),
  );
  const things = getOwned(file).filter(({ start }) => !isInside(start, handler));
  if (things.length === 0) return [];
  const waited = exits.filter((exit) => isBehindEnd(file, exit, handler, isAnyWait));
  const dropped = listDropped(file, handler).filter((one) => things.includes(one));
  return exits.flatMap((node): EarlyExit[] => {
    const why = findWhy(file, node, handler, waited);
    const thing = why ? things.find((one) => mattersFor(file, one, handler)) : dropped[0];
    const isEnough = why ? isAnyWait : (wait: Node) => !isStoresEnd(file, wait);
    if (!thing || isAskedAgain(file, node) || isSecondTime(file, node, isEnough)) return [];
    if (why) return [{ node, why, thing }];
    const isLimit = findTimer(file, node, handler) !== null;
    return isLimit || isBehindEnd(file, node, handler, isEnough) ? [] : [{ node, why: 'exit', thing }];
  });
}

type IsEnough = (awaited: Node) => boolean;

const isAnyWait: IsEnough = () => true;

function isExit(file: SourceFile, node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression' && !ENDS_PROGRAM.has(getPropertyName(callee) ?? '')) return false;
  return EXIT_CALL.test(findOriginKey(file, callee) ?? '');
}

/** `null` where the exit waits for something, or is the limit of such a wait. */
function findWhy(
  file: SourceFile,
  exit: Node,
  handler: FunctionNode,
  waited: readonly Node[],
): EarlyExit['why'] | null {
  if (waited.includes(exit)) return null;
  const timer = findTimer(file, exit, handler);
  // The deadline of a wait that another exit ends.
  if (timer) return waited.length > 0 || isUnreffed(timer) || hasWait(file, handler) ? null : 'delay';
  return 'exit';
}

/** Is the exit behind an await, in a callback of an end, or in a function that is called there only? */
function isBehindEnd(file: SourceFile, exit: Node, handler: FunctionNode, isEnough: IsEnough): boolean {
  for (let anchor: Node = exit; ;) {
    const fn = findEnclosingFunction(anchor);
    if (!fn) return true;
    if (waitsBefore(file, fn, anchor, isEnough)) return true;
    if (fn === handler) return false;
    const role = findRole(file, fn);
    if (role === 'timer') return false;
    const place = getOuter(fn).parent;
    const isCallback = place?.type === 'CallExpression' && place.callee !== fn;
    if (isCallback && getLastName(place.callee) !== 'forEach') return !isPrintCallback(place) && isEnough(place);
    if (!isCallback && place?.type !== 'CallExpression') {
      // A function by its name: what calls it decides, and more than one caller leave it open.
      return !getReach(file, handler).has(fn) || isAwaitedCallOnly(file, fn, handler, isEnough);
    }
    anchor = fn;
  }
}

/** Does every way to the place wait, those left out on which something fails before it can be awaited? */
function waitsBefore(file: SourceFile, fn: FunctionNode, anchor: Node, isEnough: IsEnough): boolean {
  const flow = getFlowAround(file, anchor);
  const waits = (node: Node): boolean => isWait(file, node, anchor, isEnough);
  if (!flow.hasPath('entry', anchor, waits)) return true;
  const failing = new Set<Node>();
  const isAvoided = (node: Node): boolean => waits(node) || failing.has(node);
  // The last first: with those behind it left out, a call that leads on to the wait only can just fail.
  for (const call of listGuardedCalls(file, fn, anchor)) {
    if (!flow.hasPath(call, anchor, isAvoided)) failing.add(call);
  }
  return failing.size > 0 && !flow.hasPath('entry', anchor, isAvoided);
}

/** The calls in a `try` that the place is behind, the last to be made first: `try { await server.close(); } finally { process.exit(); }`. */
function listGuardedCalls(file: SourceFile, fn: FunctionNode, anchor: Node): Node[] {
  return [...walk(file.code, fn.body, isFunction)]
    .filter(
      (node): node is TSESTree.TryStatement =>
        node.type === 'TryStatement' && !isInside(anchor, node.block) && anchor.range[0] > node.block.range[0],
    )
    .flatMap(({ block }) => [...walk(file.code, block, isFunction)])
    .filter(({ type }) => type === 'CallExpression' || type === 'NewExpression')
    .sort((a, b) => b.range[1] - a.range[1]);
}

function isPrintCallback({ callee }: TSESTree.CallExpression): boolean {
  return /^(?:write|log)$/.test(getLastName(callee) ?? '');
}

/** Is every call of the function behind a wait, as far as the handler calls it? */
function isAwaitedCallOnly(file: SourceFile, fn: FunctionNode, handler: FunctionNode, isEnough: IsEnough): boolean {
  if (fn === handler) return false;
  const callers = [...getReach(file, handler)].filter((one) => one !== fn);
  const calls = callers.flatMap((one) =>
    [...walk(file.code, one.body, isFunction)].filter(
      (node) => node.type === 'CallExpression' && getOwnFunctions(file, node.callee).includes(fn),
    ),
  );
  return calls.every((call) => isBehindEnd(file, call, handler, isEnough));
}

/** An await, or an iteration, of something that may be the end: not of a log. */
function isWait(file: SourceFile, node: Node, anchor: Node, isEnough: IsEnough): boolean {
  if (node.type === 'ForOfStatement') return node.await;
  if (node.type !== 'AwaitExpression' || isInside(anchor, node) || !isEnough(node.argument)) return false;
  const value = unwrap(node.argument);
  if (value.type !== 'CallExpression') return true;
  const callee = unwrap(value.callee);
  const root = callee.type === 'MemberExpression' ? getLastName(callee.object) : getLastName(callee);
  if (
    NAMES_BYSTANDER.test(root ?? '') &&
    findThing(file, callee.type === 'MemberExpression' ? callee.object : callee) === null
  )
    return /^(?:server|http)$/i.test(root ?? '');
  return true;
}

/** Does the handler hand anything a callback, or wait at all, beside its timers? */
function hasWait(file: SourceFile, handler: FunctionNode): boolean {
  return [...getReach(file, handler)].some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some((node) => {
      if (node.type === 'AwaitExpression') return true;
      const name = node.type === 'CallExpression' ? (getLastName(node.callee) ?? '') : '';
      return node.type === 'CallExpression' && /^(?:then|finally)$/.test(name);
    }),
  );
}

function findTimer(file: SourceFile, exit: Node, handler: FunctionNode): TSESTree.CallExpression | null {
  for (let fn = findEnclosingFunction(exit); fn && fn !== handler; fn = findEnclosingFunction(fn)) {
    const call = fn.parent;
    if (findRole(file, fn) === 'timer' && call.type === 'CallExpression') return call;
  }
  return null;
}

/** `setTimeout(…).unref()`, or `timer.unref()` of what it is kept in. */
function isUnreffed(timer: Node): boolean {
  const { parent } = getOuter(timer);
  if (parent?.type === 'MemberExpression') return getPropertyName(parent) === 'unref';
  return parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression';
}

/** `if (stopping) process.exit(1)`: who asks twice does not want to wait. */
function isAskedAgain(file: SourceFile, exit: Node): boolean {
  for (let node = exit; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    const isBranch = parent.type === 'IfStatement' && parent.test !== node;
    if (
      isBranch &&
      (SPEAKS_OF_STOP.test(file.code.getText(parent.test)) || SPEAKS_OF_AGAIN.test(file.code.getText(parent.test)))
    )
      return true;
    if (parent.type === 'CatchClause') return true;
  }
  return false;
}

/** Is the exit met without a wait only where a flag is up that the handler raises the first time? */
function isSecondTime(file: SourceFile, exit: Node, isEnough: IsEnough): boolean {
  const fn = findEnclosingFunction(exit);
  if (!fn) return false;
  const raised = new Set(
    getNodes(file.code, 'AssignmentExpression').flatMap(({ left, right }) =>
      right.type === 'Literal' && right.value === true && findEnclosingFunction(left) === fn
        ? [file.code.getText(left)]
        : [],
    ),
  );
  const waits = (node: Node): boolean => isWait(file, node, exit, isEnough);
  const isUp = (condition: Node, holds: boolean): boolean => holds && raised.has(file.code.getText(condition));
  return raised.size > 0 && !getFlowAround(file, exit).hasPath('entry', exit, waits, isUp);
}

/** What the module owns: what it starts at its top level, or keeps in a variable, list or field. */
function getOwned(file: SourceFile): StartedThing[] {
  return getStartedThings(file).filter((thing) => !isDetached(thing.start) && !isShortLived(file, thing));
}

function isDetached(start: Node): boolean {
  const options = start.type === 'CallExpression' ? start.arguments.at(-1) : undefined;
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some((one) => one.type === 'Property' && getPropertyName(one) === 'detached')
  );
}

/** A child that runs to its end: `execFile`, one whose end is awaited where it is started, a command of the shell. */
function isShortLived(file: SourceFile, { kind, start }: StartedThing): boolean {
  if (kind !== 'child' || start.type !== 'CallExpression') return false;
  const name = getLastName(start.callee) ?? '';
  if (RUNS_TO_ITS_END.test(name)) return true;
  const fn = findEnclosingFunction(start);
  return fn !== null && getThingListeners(file).some(({ thing, event }) => thing.start === start && event === 'close');
}

/**
 * A server alone is left to its end by many programs on purpose; here it must be one that the handler asks to close.
 * Children must be asked to end, or be forks.
 */
function mattersFor(file: SourceFile, thing: StartedThing, handler: FunctionNode): boolean {
  if (thing.kind === 'worker' || thing.kind === 'pool' || thing.kind === 'consumer') return true;
  return [...getReach(file, handler)].some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some((node) => {
      const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
      if (callee?.type !== 'MemberExpression') return false;
      const isEnd = thing.row?.ends.includes(getPropertyName(callee) ?? '') ?? false;
      return isEnd && findThing(file, callee.object)?.start === thing.start;
    }),
  );
}

/** Electron's `quit` and `will-quit` wait for nothing, `before-quit` for nothing that is asynchronous. */
function listOfElectron(file: SourceFile): EarlyExit[] {
  return getAppListeners(file).flatMap(({ event, functions }) =>
    APP_END.test(getStaticString(event) ?? '') && !holdsQuit(file, functions)
      ? functions.flatMap((fn) => listEndsIn(file, fn))
      : [],
  );
}

function listEndsIn(file: SourceFile, handler: FunctionNode): EarlyExit[] {
  return [...getReach(file, handler)].flatMap((fn) =>
    [...walk(file.code, fn.body, isFunction)].flatMap((node): EarlyExit[] => {
      const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
      if (callee?.type !== 'MemberExpression' || !ENDS_THING.test(getPropertyName(callee) ?? '')) return [];
      const thing = findThing(file, callee.object);
      // A thread is gone with the app in any case: that it is killed is told by no-abrupt-terminate.
      if (!thing?.start || thing.kind !== 'child') return [];
      return [{ node, why: 'quit', thing: { ...thing, start: thing.start } }];
    }),
  );
}
