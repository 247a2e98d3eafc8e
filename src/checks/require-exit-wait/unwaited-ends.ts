import {
  CONTINUES,
  DROPS_RESULT,
  ENDS_OR_ASKS,
  TELLS_END,
  THING_END,
  WAITS_FOR_PROMISES,
} from '../../knowledge/unit-words.ts';
import { saysStopLiterally } from '../../facts/messages/literal-stop.ts';
import { isOneOfMany } from '../../facts/ends/kill-place.ts';
import { getKills } from '../../facts/ends/kills.ts';
import { findLoss } from '../../facts/ends/loss.ts';
import { findHarm } from '../../facts/ends/unexpected-kill.ts';
import { findSlot } from '../../facts/units/slots.ts';
import { findThing, type Thing } from '../../facts/units/things.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { findStop, type Stop } from '../../facts/units/units.ts';
import { getPauses } from '../../facts/pauses/pauses.ts';
import { findRepeat } from '../../facts/pauses/repeats.ts';
import { getFlow, getFlowAround } from '../../flow/index.ts';
import { REMOVES_FILES } from '../../knowledge/file-removals.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import { isExported } from '../../semantics/exports.ts';
import { findFunctionVariable, getMemberExpressions, getUses } from '../../semantics/function-uses.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { getValue } from '../../semantics/values.ts';
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
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import { oncePerFile, oncePerNode, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

/** A call that ends a worker or child, or asks it to, with nothing that waits for the end. */
export interface UnwaitedEnd {
  readonly node: Node;
  readonly target: Node;
  /**
   * `removed`: its files are taken away at once; `again`: another takes its place; `stop`: the stop is over before it;
   * `forEach`: nobody waits for the callback's promise; `callback`: Node 26 never calls it; `late`: `exit` has been.
   */
  readonly why: 'removed' | 'again' | 'stop' | 'forEach' | 'callback' | 'late';
  /** Only one is ended, by a function that promises nothing: many do so on purpose. */
  readonly isDoubtful: boolean;
}

interface End {
  readonly call: TSESTree.CallExpression;
  readonly target: Node;
  /** Its start is null where the type of a field tells that it is a child. */
  readonly thing: Thing;
  readonly isRequest: boolean;
}

export function listUnwaitedEnds(file: SourceFile): UnwaitedEnd[] {
  return [...getEnds(file).flatMap((end) => judge(file, end)), ...listLostLoops(file)];
}

function judge(file: SourceFile, end: End): UnwaitedEnd[] {
  const { call, target, isRequest, thing } = end;
  const why = isRequest || !thing.start ? null : findPlain(file, end);
  if (why) return [{ node: call, target, why, isDoubtful: false }];
  const isAgain = !isRequest && thing.start !== null && isAgainForCallers(file, end);
  if (isAgain) return [{ node: call, target, why: 'again', isDoubtful: true }];
  const stop = isAwaited(call) ? null : findUnwaitingStop(file, end);
  if (!stop || isNoMatterOf(file, call) || (!thing.start && !isForgotten(file, end, stop))) return [];
  const isDoubtful = !isRequest && !isOneOfMany(call) && !stop.fn.async;
  return [{ node: call, target, why: 'stop', isDoubtful }];
}

/** `async stop() { this.child?.kill(); this.child = undefined; }`: nobody can wait for it any more. */
function isForgotten(file: SourceFile, { target }: End, { fn }: Stop): boolean {
  const uses = findSlot(file, target)?.uses ?? [];
  return fn.async && uses.some((use) => use.fn === fn && use.value !== null && isNullish(use.value));
}

/** `workers.forEach(async (worker) => { await worker.terminate(); })` in a stop, of workers that others have made. */
function listLostLoops(file: SourceFile): UnwaitedEnd[] {
  return getMemberExpressions(file, 'terminate').flatMap((member): UnwaitedEnd[] => {
    const call = member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : null;
    if (!call || !isInAsyncForEach(call) || getOuter(call).parent?.type !== 'AwaitExpression') return [];
    if (findThing(file, member.object)?.start || findHandle(file, member.object)?.kind !== 'worker') return [];
    const callback = findEnclosingFunction(call);
    const around = callback && findEnclosingFunction(callback);
    const isStop = around?.async === true && findStop(file, around)?.by === 'name';
    return isStop ? [{ node: call, target: member.object, why: 'forEach', isDoubtful: false }] : [];
  });
}

/**
 * A kill that loses something is `no-abrupt-terminate`'s, whose edit waits as well; of a worker that holds nothing there is
 * nothing to be met alive.
 */
function isNoMatterOf(file: SourceFile, call: Node): boolean {
  const kill = getKills(file).find(({ node }) => node === call);
  return kill !== undefined && (findLoss(file, kill).is === 'nothing' || findHarm(file, kill, false, false) !== null);
}

/** `terminate()` of Node's workers, `kill()` of children, and messages to them that say stop. */
const getEnds = oncePerFile((file): readonly End[] =>
  getNodes(file.code, 'CallExpression').flatMap((call): End[] => {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type !== 'MemberExpression' || !ENDS_OR_ASKS.test(method ?? '')) return [];
    const thing = findThing(file, callee.object);
    if (!thing || thing.platform !== 'node') return [];
    // A type is enough where the field is this object's own.
    if (
      !thing.start &&
      (thing.kind !== 'child' || method !== 'kill' || findSlot(file, callee.object)?.variable !== null)
    )
      return [];
    const isWorkers = thing.kind === 'worker' && (method === 'terminate' || method === 'postMessage');
    const isChilds = thing.kind === 'child' && method !== 'terminate' && method !== 'postMessage';
    const isRequest = method === 'postMessage' || method === 'send' || method === 'disconnect';
    if ((!isWorkers && !isChilds) || (isRequest && method !== 'disconnect' && !saysStopLiterally(call.arguments[0])))
      return [];
    return [{ call, target: callee.object, thing, isRequest }];
  }),
);

function findPlain(file: SourceFile, end: End): UnwaitedEnd['why'] | null {
  const { call, thing } = end;
  if (thing.kind === 'worker' && isFunction(call.arguments[0])) return 'callback';
  if (isInAsyncForEach(call)) return 'forEach';
  if (isAwaited(call)) return null;
  const isWait = findWaits(file, end);
  if (getRemovals(file).some((removal) => getFlowAround(file, call).hasPath(call, removal, isWait))) return 'removed';
  return thing.kind === 'child' && isBefore(file, call, (node) => isRestart(file, node, end), isWait) ? 'again' : null;
}

/** `start() { stop(); child = spawn(…); }`, where it is `stop` that kills, and gives nothing to wait for. */
function isAgainForCallers(file: SourceFile, end: End): boolean {
  const fn = findEnclosingFunction(end.call);
  if (!fn || fn.async || end.thing.kind !== 'child' || isAwaited(end.call) || givesPromise(file, fn)) return false;
  const isWait = findWaits(file, end);
  return getUses(file, fn).some(({ parent: use }) => {
    if (use?.type !== 'CallExpression' || isInside(use, fn)) return false;
    return isBefore(file, use, (node) => isReplacement(file, node, end), isWait);
  });
}

/** What may be a wait for the end: not a pause of a fixed length, where nothing around it asks whether the end has come. */
function findWaits(file: SourceFile, { call, thing }: End): (node: Node) => boolean {
  const fn = findEnclosingFunction(call);
  const isHeard = getThingListeners(file).some((one) => one.thing.start === thing.start && THING_END.test(one.event));
  const asks =
    isHeard ||
    !fn ||
    call.arguments.some((signal) => getStaticString(signal) === 'SIGKILL') ||
    TELLS_END.test(file.code.getText(fn.body));
  const pauses = asks
    ? []
    : getPauses(file).filter(({ node }) => isInside(node, fn) && findRepeat(file, node) === null);
  return (node) => {
    const wait = findAwait(node);
    if (wait === null || getRemovals(file).some((removal) => isInside(removal, wait))) return false;
    return !pauses.some((pause) => isInside(pause.node, wait.argument));
  };
}

/** A wait that fails, as one with a limit does, was one too: so whatever is waited for counts from its beginning. */
function findAwait(node: Node): TSESTree.AwaitExpression | null {
  for (let one: Node | undefined = node; one && !isFunction(one); one = one.parent) {
    if (one.type === 'AwaitExpression') return one;
    if (one.type.endsWith('Statement')) return null;
  }
  return null;
}

/** `workers.forEach(async (worker) => { await worker.terminate(); })` */
function isInAsyncForEach(call: Node): boolean {
  const fn = findEnclosingFunction(call);
  const loop = fn?.async ? fn.parent : null;
  return loop?.type === 'CallExpression' && loop.callee !== fn && getLastName(loop.callee) === 'forEach';
}

/** Does anything take the promise: `await`, `return`, an argument, a variable, a list? */
function isAwaited(call: Node): boolean {
  const { parent } = getOuter(call);
  if (parent?.type === 'ExpressionStatement') return false;
  if (parent?.type === 'UnaryExpression') return parent.operator !== 'void';
  if (parent?.type === 'LogicalExpression' && parent.right === getOuter(call)) return isAwaited(parent);
  if (parent?.type === 'ConditionalExpression') return isAwaited(parent);
  if (parent?.type === 'ArrowFunctionExpression') {
    const outer = parent.parent;
    return !(outer.type === 'CallExpression' && DROPS_RESULT.test(getLastName(outer.callee) ?? ''));
  }
  const isChained = parent?.type === 'MemberExpression' && parent.parent.type === 'CallExpression';
  if (isChained && CONTINUES.test(getPropertyName(parent) ?? '')) {
    return getPropertyName(parent) !== 'catch' || isAwaited(parent.parent);
  }
  return true;
}

/** Is there a way from the end to such a place in the same function on which nothing is awaited? */
function isBefore(file: SourceFile, call: Node, is: (node: Node) => boolean, isWait: (node: Node) => boolean): boolean {
  const fn = findEnclosingFunction(call);
  const flow = getFlowAround(file, call);
  const goals = [...walk(file.code, fn?.body ?? file.code.ast, isFunction)].filter((node) => node !== call && is(node));
  return goals.some((goal) => flow.hasPath(call, goal, isWait));
}

const getRemovals = oncePerFile((file): readonly Node[] =>
  getNodes(file.code, 'CallExpression').filter((node) => REMOVES_FILES.has(findOriginKey(file, node.callee) ?? '')),
);

/** `this.child = spawn(…)`, given the child of before, or a function of the file that does so before it waits. */
function isRestart(file: SourceFile, node: Node, end: End): boolean {
  if (node.type !== 'CallExpression') return isReplacement(file, node, end);
  return getOwnFunctions(file, node.callee).some((fn) => {
    const flow = getFlow(file, fn);
    const places = isInside(end.call, fn) ? [] : [...walk(file.code, fn.body, isFunction)];
    return places.some(
      (place) =>
        isReplacement(file, place, end) && flow.hasPath('entry', place, ({ type }) => type === 'AwaitExpression'),
    );
  });
}

function isReplacement(file: SourceFile, node: Node, { target, thing, call }: End): boolean {
  if (node.type !== 'AssignmentExpression' || node === call.parent) return false;
  // `const child = this.child; this.child = undefined; child.kill();`
  const slots = [findSlot(file, target), findSlot(file, getValue(file, target))];
  const slot = findSlot(file, node.left);
  if (slot === null || !slots.includes(slot)) return false;
  const next = findThing(file, node.right);
  if (next?.kind !== thing.kind) return false;
  const isMadeThere = next.start !== null && findEnclosingFunction(next.start) === findEnclosingFunction(node);
  return unwrap(node.right).type !== 'Identifier' || (isMadeThere && next.start !== unwrap(node.right));
}

/** The stop function that the end is a part of, where nothing in it waits. */
function findUnwaitingStop(file: SourceFile, { call, thing }: End): Stop | null {
  for (let fn = findEnclosingFunction(call); fn; fn = findEnclosingFunction(fn)) {
    const stop = findStop(file, fn);
    if (stop?.by === 'name' && (stop.isEnd || stop.isKill))
      return isWaiting(file, stop, thing) || doCallersWait(file, stop) ? null : stop;
    if (isCalledLater(file, fn)) return null;
  }
  return null;
}

/** A helper that nobody outside can call, and behind whose calls the callers wait. */
function doCallersWait(file: SourceFile, { fn, name }: Stop): boolean {
  const variable = findFunctionVariable(file, fn);
  const isHelper = variable ? !isExported(file, variable) : isHiddenMethod(fn) || /^[_#]/.test(name ?? '');
  const uses = isHelper ? getUses(file, fn).filter((use) => !isInside(use, fn)) : [];
  return uses.length > 0 && uses.every((use) => isWaitBehind(file, use));
}

/** Is there a wait on the way on from the call, or is the call the limit of one? */
function isWaitBehind(file: SourceFile, use: Node): boolean {
  const fn = findEnclosingFunction(use);
  if (!fn) return false;
  if (findRole(file, fn) === 'timer') return true;
  const flow = getFlowAround(file, use);
  return [...walk(file.code, fn.body, isFunction)].some((node) => {
    const isPromise = node.type === 'ReturnStatement' && node.argument !== null && mayBePromise(node.argument);
    return (node.type === 'AwaitExpression' || isPromise) && !isInside(use, node) && flow.hasPath(use, node);
  });
}

/** A timer's kill is the last resort, and a listener's an answer. */
function isCalledLater(file: SourceFile, fn: FunctionNode): boolean {
  const role = findRole(file, fn);
  return role !== null || getThingListeners(file).some(({ functions }) => functions.includes(fn));
}

/** Does the stop await or hand back anything, or does the file listen for this thing's end at all? */
function isWaiting(file: SourceFile, stop: Stop, thing: Thing): boolean {
  const hears = getThingListeners(file).some((one) => one.thing.start === thing.start && THING_END.test(one.event));
  if (hears) return true;
  return givesPromise(file, stop.fn) || [...stop.reach].some((fn) => awaitsAny(file, fn));
}

const awaitsAny = oncePerNode((file, fn: FunctionNode) =>
  [...walk(file.code, fn.body, isFunction)].some(
    (node) =>
      node.type === 'AwaitExpression' ||
      (node.type === 'CallExpression' && WAITS_FOR_PROMISES.test(getLastName(node.callee) ?? '')) ||
      (node.type === 'NewExpression' && getLastName(node.callee) === 'Promise'),
  ),
);

const givesPromise = oncePerNode((file, fn: FunctionNode) =>
  [...walk(file.code, fn.body, isFunction)].some(
    (node) => node.type === 'ReturnStatement' && node.argument !== null && mayBePromise(node.argument),
  ),
);

function mayBePromise(value: Node): boolean {
  const node = unwrap(value);
  return node.type !== 'Literal' && !(node.type === 'Identifier' && node.name === 'undefined');
}

/** `await worker.terminate(); await once(worker, 'exit');`: the event has been, so that this waits for ever. */
export function listLateWaits(file: SourceFile): UnwaitedEnd[] {
  const kills = getEnds(file).filter(({ isRequest, thing }) => !isRequest && thing.kind === 'worker');
  if (kills.length === 0) return [];
  return getNodes(file.code, 'CallExpression').flatMap((call): UnwaitedEnd[] => {
    const [target, event] = call.arguments;
    if (getStaticString(event) !== 'exit' || findOriginKey(file, call.callee) !== 'events#once' || !target) return [];
    const start = findThing(file, target)?.start;
    const flow = getFlowAround(file, call);
    const isLate = kills.some(({ call: kill, thing }) => {
      const wait = getOuter(kill).parent;
      return (
        wait?.type === 'AwaitExpression' &&
        thing.start === start &&
        flow.hasPath(wait, call) &&
        !flow.hasPath('entry', call, [wait])
      );
    });
    return isLate ? [{ node: call, target, why: 'late', isDoubtful: false }] : [];
  });
}
