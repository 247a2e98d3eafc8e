import {
  CLEARS,
  CLOSE_EVENT,
  CLOSE_FIELD,
  CLOSES,
  LEAVES_PAGE,
  REARMS,
  STOPS_FOR_NOW,
  TAKES_OFF,
} from '../../knowledge/restarts.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { listInvertedTests } from '../no-swallowed-abort/inverted-tests.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findSlot, findSlotOf, isKept, type Slot } from '../../facts/units/slots.ts';
import { getUnit, listSlotsOf, listUsesIn, type Stop, type Unit } from '../../facts/units/units.ts';
import { getFlow } from '../../flow/index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import { isClass } from '../../semantics/classes.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { getCallsNamed } from '../../source/calls-named.ts';
import { walk } from '../../source/node-index.ts';
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

/** A function that only tells is no longer. */
const MOST_LINES = 5;

/** A timer that calls back into the function which sets it. */
interface Rearming {
  readonly call: TSESTree.CallExpression;
  readonly fn: FunctionNode;
  /** What keeps the handle; null where nothing does. */
  readonly slot: Slot | null;
  readonly callbacks: readonly FunctionNode[];
}

/** A timer that is set again although a stop came meanwhile. */
export interface Rearmed {
  readonly call: TSESTree.CallExpression;
  /**
   * What ties the timer to the stop: it clears the handle that the turn sets again, or that of the turn before, or it closes
   * what the turn then answers, or what the timer opens again; all else is `loose`: a flag, something that both use.
   */
  readonly tie: 'handle' | 'close' | 'loose';
}

export function getRearmed(file: SourceFile): Rearmed[] {
  const armings = getCallsNamed(file, REARMS).flatMap((call) => findRearming(file, call) ?? []);
  return armings.flatMap((arming) => {
    const tie = findLostStop(file, arming, armings);
    // That one is no-swallowed-abort's to tell.
    return tie === null || listInvertedTests(file).includes(arming.call) ? [] : [{ call: arming.call, tie }];
  });
}

function findRearming(file: SourceFile, call: TSESTree.CallExpression): Rearming | null {
  const fn = findEnclosingFunction(call);
  const callbacks = listCallbacks(file, call.arguments[0]);
  if (!fn || callbacks.length === 0) return null;
  return { call, fn, slot: findHandle(file, call), callbacks };
}

/** The callback, `tick.bind(this)` and the like looked through. */
function listCallbacks(file: SourceFile, callback: Node | undefined): readonly FunctionNode[] {
  const node = callback && unwrap(callback);
  if (!node) return [];
  if (isFunction(node)) return [node];
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  const isBound = callee?.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
  return getOwnFunctions(file, isBound ? callee.object : node);
}

function findHandle(file: SourceFile, call: Node): Slot | null {
  const slot = findSlotOf(file, call);
  return slot && isKept(slot) ? slot : null;
}

function comesBack(file: SourceFile, { callbacks, fn }: Rearming): boolean {
  return callbacks.some((callback) => getReach(file, callback).has(fn));
}

/** How the timer belongs to a stop that is lost; null where there is none, or where it is seen to. */
function findLostStop(file: SourceFile, arming: Rearming, all: readonly Rearming[]): Rearmed['tie'] | null {
  if (!comesBack(file, arming)) return null;
  for (const unit of listUnits(file, arming.fn)) {
    const stops = unit.stops.filter(
      (stop) =>
        isEnd(stop) &&
        !stop.reach.has(arming.fn) &&
        !isInside(stop.fn, arming.fn) &&
        !unit.stops.some((other) => isPartOf(stop, other)),
    );
    for (const stop of stops) {
      const verdict = judge(file, arming, stop, all);
      if (verdict !== null) return verdict === 'seen' ? null : verdict;
    }
  }
  return null;
}

function isEnd({ isEnd: isOver, name }: Stop): boolean {
  return isOver || STOPS_FOR_NOW.test(name ?? '') || LEAVES_PAGE.test(name ?? '');
}

/** A hidden method that another stop of the unit calls: what that one sets and waits for counts too. */
function isPartOf(stop: Stop, other: Stop): boolean {
  return (
    other !== stop &&
    isEnd(other) &&
    (isHiddenMethod(stop.fn) || /^[_#]/.test(stop.name ?? '')) &&
    other.reach.has(stop.fn) &&
    !stop.reach.has(other.fn)
  );
}

/** The class, the calls and the file that the function is a part of, the nearest first. */
function listUnits(file: SourceFile, fn: FunctionNode): Unit[] {
  const units: Unit[] = [];
  for (let node: Node | undefined = fn.parent; node; node = node.parent) {
    if (isFunction(node) || isClass(node) || node.type === 'Program') units.push(getUnit(file, node));
  }
  return units;
}

/** The tie where the stop is lost, `seen` where it is seen to; null where it has nothing to do with the timer. */
function judge(
  file: SourceFile,
  arming: Rearming,
  stop: Stop,
  all: readonly Rearming[],
): Rearmed['tie'] | 'seen' | null {
  const clears = (slot: Slot | null): boolean =>
    slot !== null && listUsesIn(stop, slot).some(({ node }) => isCleared(node));
  const isHandleCleared = clears(arming.slot);
  const sibling = all.some(
    (other) =>
      other !== arming && clears(other.slot) && other.callbacks.some((one) => getReach(file, one).has(arming.fn)),
  );
  const flags = [...listSlotsOf(file, stop)].filter((slot) => listUsesIn(stop, slot).some(({ isWrite }) => isWrite));
  const isAnswered = answersClose(file, arming, stop);
  const looks = (node: Node): boolean => isLook(file, node, flags, arming);
  const isBlind = (): boolean => getFlow(file, arming.fn).hasPath('entry', arming.call, looks);
  if (arming.callbacks.some((callback) => callback !== arming.fn && looksAtStart(file, callback, looks))) return 'seen';
  if (waits(file, stop)) {
    if (isAnswered) return 'seen';
    if (!isHandleCleared && !sibling) return null;
    if (clearsBehindWait(file, stop, [arming, ...all])) return 'seen';
  }
  if (isAnswered) return isBlind() ? 'close' : 'seen';
  if (isHandleCleared) {
    if (!isArmedBehindPause(file, arming, looks)) return 'seen';
    const lasting = flags.filter((slot) => isSetForGood(slot, stop));
    return turnsBack(file, arming, (node) => isLook(file, node, lasting, arming)) ? 'loose' : 'handle';
  }
  if (!sibling && reopens(file, arming, stop, looks)) return 'close';
  if (sibling) return arming.slot === null ? 'handle' : 'seen';
  if (arming.slot === null && usesClosed(file, arming, stop)) return isBlind() ? 'loose' : 'seen';
  const isRead = flags.some((slot) => slot !== arming.slot && isReadByTurn(file, slot, arming));
  if (!isRead || arming.slot !== null) return null;
  return isBlind() ? 'loose' : 'seen';
}

/** Does what the timer runs look by itself before it goes round again? */
function looksAtStart(file: SourceFile, callback: FunctionNode, looks: (node: Node) => boolean): boolean {
  return [...walk(file.code, callback.body, isFunction)].some(looks);
}

/** Is it written by the stop alone, so that no start makes a stop undone? */
function isSetForGood({ uses }: Slot, { reach }: Stop): boolean {
  return uses.every(({ isWrite, fn }) => !isWrite || fn === null || reach.has(fn));
}

/** `if (this.destroyed) return;` first thing in the next round: it comes, late, and does nothing. */
function turnsBack(file: SourceFile, { callbacks }: Rearming, looks: (node: Node) => boolean): boolean {
  const called = callbacks.flatMap((callback) =>
    [...walk(file.code, callback.body, isFunction)].flatMap((node) =>
      node.type === 'CallExpression' ? getOwnFunctions(file, node.callee) : [],
    ),
  );
  return [...callbacks, ...called].some(({ body }) => {
    const first = body.type === 'BlockStatement' ? body.body[0] : undefined;
    return first?.type === 'IfStatement' && [...walk(file.code, first.test, isFunction)].some(looks);
  });
}

/** `clearTimeout(slot)` */
function isCleared(node: Node): boolean {
  const { parent } = getOuter(node);
  return parent?.type === 'CallExpression' && CLEARS.has(getLastName(parent.callee) ?? '');
}

/** Is a flag of the stop read where the turn goes, so that the two belong together? */
function isReadByTurn(file: SourceFile, slot: Slot, { fn }: Rearming): boolean {
  const reach = getReach(file, fn);
  return slot.uses.some((use) => use.isRead && use.fn !== null && reach.has(use.fn));
}

/** Does the turn talk to what the stop closes: `this.channel.close()`, and `this.channel.postMessage(…)` each time? */
function usesClosed(file: SourceFile, { fn }: Rearming, stop: Stop): boolean {
  const closed = listCallsOf(file, [...stop.reach]).flatMap(({ slot, method }) => (CLOSES.has(method) ? [slot] : []));
  return listCallsOf(file, [fn]).some(({ slot, method }) => closed.includes(slot) && !CLOSES.has(method));
}

/** Does the timer, which the stop leaves set, open what the stop closes anew, and looks nowhere on its way there? */
function reopens(file: SourceFile, { callbacks }: Rearming, stop: Stop, looks: (node: Node) => boolean): boolean {
  const way = new Set(callbacks);
  const set = new Set([...stop.reach].flatMap((fn) => listSetNames(file, fn)));
  for (const fn of way) {
    for (const node of walk(file.code, fn.body, isFunction)) {
      if (looks(node) || (node.type === 'MemberExpression' && set.has(getPropertyName(node)) && isTested(node)))
        return false;
      if (node.type === 'CallExpression') for (const called of getOwnFunctions(file, node.callee)) way.add(called);
    }
  }
  const calls = listCallsOf(file, [...stop.reach]);
  return calls.some(
    ({ slot, method }) =>
      CLOSES.has(method) &&
      slot.uses.some(({ value, fn }) => value && unwrap(value).type === 'NewExpression' && fn && way.has(fn)),
  );
}

/** `this.config.isWanted = false` */
function listSetNames(file: SourceFile, fn: FunctionNode): (string | null)[] {
  return [...walk(file.code, fn.body, isFunction)].flatMap((node) =>
    node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' ? [getPropertyName(node.left)] : [],
  );
}

function isTested(node: Node): boolean {
  const { parent } = node;
  if (!parent || isFunction(parent)) return false;
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
  return parent.type === 'LogicalExpression' && parent.left === node ? true : isTested(parent);
}

/** The methods that functions call on what is kept: `this.channel?.close()`. */
function listCallsOf(file: SourceFile, functions: readonly FunctionNode[]): { slot: Slot; method: string }[] {
  return functions.flatMap((fn) =>
    [...walk(file.code, fn.body, isFunction)].flatMap((node) => {
      const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
      const slot = callee?.type === 'MemberExpression' ? findSlot(file, callee.object) : null;
      return callee?.type === 'MemberExpression' && slot && isKept(slot)
        ? [{ slot, method: getPropertyName(callee) ?? '' }]
        : [];
    }),
  );
}

/** A look at what the stop sets; not where the turn itself has set it anew, for then it says nothing. */
function isLook(file: SourceFile, node: Node, flags: readonly Slot[], arming: Rearming): boolean {
  const { fn, slot } = arming;
  if (node.type === 'ChainExpression') return isLook(file, node.expression, flags, arming);
  if (node.type === 'MemberExpression' && ['aborted', 'throwIfAborted'].includes(getPropertyName(node) ?? ''))
    return true;
  if (node.type === 'CallExpression') return looksInside(file, node, flags, arming);
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  const read = findSlot(file, node);
  if (!read || read === slot || !(flags.includes(read) || (isKept(read) && SPEAKS_OF_STOP.test(read.name))))
    return false;
  const use = read.uses.find((one) => one.node === node);
  return use?.isRead === true && !read.uses.some((one) => one.isWrite && one.fn === fn);
}

/** `if (!this.isRunning()) return;` */
function looksInside(
  file: SourceFile,
  call: TSESTree.CallExpression,
  flags: readonly Slot[],
  arming: Rearming,
): boolean {
  return getOwnFunctions(file, call.callee).some(
    (fn) =>
      fn !== arming.fn &&
      fn.loc.end.line - fn.loc.start.line <= MOST_LINES &&
      flags.some((slot) => slot.uses.some((use) => use.isRead && use.fn === fn)),
  );
}

/** Is there a way from a pause, or from the start of what runs behind one, to the timer with no look on it? */
function isArmedBehindPause(file: SourceFile, { call, fn }: Rearming, looks: (node: Node) => boolean): boolean {
  const flow = getFlow(file, fn);
  const role = findRole(file, fn);
  if (role === 'then' || role === 'catch' || role === 'finally') return flow.hasPath('entry', call, looks);
  return [...walk(file.code, fn.body, isFunction)].some(
    (node) =>
      (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) &&
      !isInside(call, node) &&
      flow.hasPath(node, call, looks),
  );
}

function waits(file: SourceFile, stop: Stop): boolean {
  return listWaits(file, stop).length > 0;
}

function listWaits(file: SourceFile, { fn }: Stop): Node[] {
  return [...walk(file.code, fn.body, isFunction)].filter(({ type }) => type === 'AwaitExpression');
}

/** Does the stop clear when it has waited? What it waits for behind its last clear finds the timer set again. */
function clearsBehindWait(file: SourceFile, stop: Stop, armings: readonly Rearming[]): boolean {
  const flow = getFlow(file, stop.fn);
  const places = armings
    .flatMap(({ slot }) => (slot ? listUsesIn(stop, slot).filter(({ node }) => isCleared(node)) : []))
    .flatMap(({ node, fn }) => (fn ? listPlacesOf(file, stop.fn, node, fn) : []));
  return listWaits(file, stop).some((wait) => places.some((place) => flow.hasPath(wait, place)));
}

/** Where a function comes to what it does, or what it calls does. */
function listPlacesOf(file: SourceFile, fn: FunctionNode, node: Node, owner: FunctionNode): Node[] {
  if (owner === fn) return [node];
  return [...walk(file.code, fn.body, isFunction)].filter((one) =>
    one.type === 'CallExpression'
      ? getOwnFunctions(file, one.callee).some((called) => getReach(file, called).has(owner))
      : isFunction(one) && getReach(file, one).has(owner),
  );
}

/** Is the timer set by a `close` listener, which the stop's own `close()` calls, and does not take off? */
function answersClose(file: SourceFile, { fn }: Rearming, stop: Stop): boolean {
  if (!isCloseListener(fn)) return false;
  const nodes = [...stop.reach].flatMap((one) => [...walk(file.code, one.body, isFunction)]);
  const calls = nodes.flatMap((node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
    return callee?.type === 'MemberExpression' ? [getPropertyName(callee) ?? ''] : [];
  });
  const fields = nodes.flatMap((node) =>
    node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression'
      ? [getPropertyName(node.left) ?? '']
      : [],
  );
  if (calls.some((name) => TAKES_OFF.has(name)) || fields.some((name) => CLOSE_FIELD.has(name))) return false;
  return calls.some((name) => CLOSES.has(name));
}

function isCloseListener(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === 'AssignmentExpression')
    return parent.left.type === 'MemberExpression' && getPropertyName(parent.left) === 'onclose';
  if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  const event = getStaticString(parent.arguments[0]) ?? '';
  return ADD_LISTENER.has(getPropertyName(parent.callee) ?? '') && CLOSE_EVENT.has(event) && event !== 'error';
}
