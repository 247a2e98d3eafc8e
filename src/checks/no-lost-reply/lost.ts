import { KEEPS_BOOKS, NAMES_ANSWER, SETTLES } from '../../knowledge/unit-words.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getPropertyName,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import { walk } from '../../source/node-index.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { isExported } from '../../semantics/exports.ts';
import { findFunctionVariable, getMemberExpressions, getUses } from '../../semantics/function-uses.ts';
import { findThisOwner, isClass } from '../../semantics/classes.ts';
import { getCallees } from '../../semantics/value-functions.ts';
import { getReach } from '../../facts/units/reach.ts';
import type { Slot } from '../../facts/units/slots.ts';
import { findSlot } from '../../facts/units/slots.ts';
import { findVariable } from '../../source/variables.ts';
import { getThingListeners, type ThingListener } from '../../facts/units/thing-listeners.ts';
import { findThing, type Thing } from '../../facts/units/things.ts';
import { findStop, getUnit, type Unit } from '../../facts/units/units.ts';
import { NAMES_REPORTER } from '../../knowledge/failure-words.ts';
import { listLeftWaiters } from './left-waiters.ts';
import { isHandedOver, isOverAll, listKept, listRequests, type Request } from './requests.ts';

/** A place that leaves a reply open for ever. */
export interface LostReply {
  readonly node: Node;
  /** `never`: nothing hears the end; `ended`: a listener hears it and settles nothing; `killed`: by the file itself. */
  readonly why: 'never' | 'ended' | 'killed' | 'dropped';
  /** How the code writes the worker, and what it is; null where no more is known than that replies are dropped. */
  readonly target: Node | null;
  readonly thing: Thing | null;
  /** Is the case one of those where only `error` settles? */
  readonly isDoubtful: boolean;
}

export const getLostReplies = oncePerFile((file): readonly LostReply[] => {
  const found = new Map<Node, LostReply>();
  for (const request of listRequests(file)) {
    for (const lost of findLost(file, request)) if (!found.has(lost.node)) found.set(lost.node, lost);
  }
  for (const node of listLeftWaiters(file))
    found.set(node, { node, why: 'dropped', target: null, thing: null, isDoubtful: false });
  for (const lost of listEmptied(file)) if (!found.has(lost.node)) found.set(lost.node, lost);
  return [...found.values()];
});

/** Is the kill one of a web worker of which open replies are what is lost, so that `no-lost-reply` speaks of it? */
export function losesRepliesOnly(file: SourceFile, { node }: { readonly node: Node }): boolean {
  return getLostReplies(file).some(
    (lost) => lost.node === node && lost.why === 'killed' && lost.thing?.platform === 'web',
  );
}

function findLost(file: SourceFile, request: Request): LostReply[] {
  const { thing, target, promise, pending, settledOn } = request;
  if (isHandedOver(file, thing)) return [];
  const listeners = getThingListeners(file).filter((one) => one.thing.start === thing.start);
  const base = { target, thing };
  const settling = new Set([
    ...settledOn,
    ...listeners.flatMap((one) => (pending && settlesOn(file, one, pending) ? [one.event] : [])),
  ]);
  const ends = getEnds(thing);
  const isHeardSettled = ends.sure.some((event) => settling.has(event));
  const isSettled = isHeardSettled && !isForFailuresOnly(file, listeners, ends.sure);
  const isDoubtful = !isSettled && (isHeardSettled || ends.doubtful.some((event) => settling.has(event)));
  if (pending) {
    const own = findOwnLosses(file, request, pending, isHeardSettled && thing.platform !== 'web');
    if (own.length > 0 && (isSettled || isDoubtful)) return own.map((one) => ({ ...base, ...one, isDoubtful: false }));
  }
  if (isSettled || (pending && isSettledElsewhere(file, pending, thing))) return [];
  const heard =
    pending &&
    listeners.find((one) => /^(?:exit|close)$/.test(one.event) && one.functions.length > 0 && !isOwnWait(file, one));
  const dropped =
    pending && !heard ? listeners.find((one) => one.event === 'error' && losesWorker(file, one, thing)) : null;
  const place = heard ?? dropped;
  if (place) return [{ ...base, node: place.place, why: 'ended', isDoubtful }];
  return [{ ...base, node: promise, why: 'never', isDoubtful }];
}

/** The events one of which must settle what is open: a web worker has no `exit`, a child's `error` is a failed start. */
function getEnds({ kind, platform }: Thing): { sure: string[]; doubtful: string[] } {
  if (kind === 'child') return { sure: ['exit', 'close', 'disconnect'], doubtful: [] };
  return platform === 'web' ? { sure: ['error'], doubtful: [] } : { sure: ['exit'], doubtful: ['error'] };
}

/** `worker.on('exit', (code) => { if (code !== 0) fail(); })`: who ends well before the answer leaves its callers waiting. */
function isForFailuresOnly(file: SourceFile, listeners: readonly ThingListener[], events: readonly string[]): boolean {
  const ends = listeners.filter(({ event }) => events.includes(event)).flatMap(({ functions }) => functions);
  return ends.length > 0 && ends.every((fn) => asksForFailure(file, fn));
}

function asksForFailure(file: SourceFile, { body, params: [code] }: FunctionNode): boolean {
  const [only, ...others] = body.type === 'BlockStatement' ? body.body : [];
  if (code?.type !== 'Identifier' || only?.type !== 'IfStatement' || only.alternate || others.length > 0) return false;
  return [code.name, `${code.name} !== 0`, `${code.name} != 0`, `${code.name} > 0`].includes(
    file.code.getText(only.test),
  );
}

/** Does the listener settle what is open, as far as the file tells? What it hands to other files counts as yes. */
function settlesOn(file: SourceFile, { functions }: ThingListener, pending: Slot): boolean {
  return functions.length === 0 || functions.some((fn) => settles(file, fn, pending));
}

function settles(file: SourceFile, fn: FunctionNode, pending: Slot): boolean {
  const reach = getReach(file, fn);
  if (pending.uses.some((use) => use.fn && reach.has(use.fn) && use.isRead && !isBookkeeping(use.node))) return true;
  return [...reach].some((one) =>
    [...walk(file.code, one.body, isFunction)].some((node) => isSettlingCall(file, node)),
  );
}

function isBookkeeping(node: Node): boolean {
  const member = node.parent?.type === 'TSNonNullExpression' ? node.parent.parent : node.parent;
  return (
    member?.type === 'MemberExpression' && member.object === node && KEEPS_BOOKS.test(getPropertyName(member) ?? '')
  );
}

/** `entry.reject(error)`, `this.failAll()` of a class that is not in this file, a second start that asks again. */
function isSettlingCall(file: SourceFile, node: Node): boolean {
  if (node.type === 'NewExpression') return findThing(file, node)?.kind === 'worker';
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  const name = getLastName(callee) ?? '';
  if (callee.type !== 'MemberExpression') return SETTLES.test(name) && !isOfPromiseHere(file, callee);
  const object = unwrap(callee.object);
  if (NAMES_REPORTER.test(getLastName(object) ?? '')) return false;
  if (SETTLES.test(name) && getLastName(object) !== 'Promise') return true;
  if (object.type === 'Super') return true;
  if (object.type !== 'ThisExpression' || getCallees(file, callee).length > 0) return false;
  const owner = findThisOwner(file, object);
  return isClass(owner) && owner.superClass !== null && !/^(?:emit|on|once)$/.test(name);
}

/** `resolve` of `new Promise((resolve) => child.on('exit', resolve))`: a wait for the end settles itself alone. */
function isOfPromiseHere(file: SourceFile, name: Node): boolean {
  const definition = name.type === 'Identifier' ? findVariable(file, name)?.defs[0] : null;
  const executor = definition?.type === 'Parameter' ? (definition.node as Node).parent : null;
  return executor?.type === 'NewExpression' && getLastName(executor.callee) === 'Promise';
}

/** `new Promise((done) => worker.once('exit', () => done()))`: who waits for the end there has nothing else to do with it. */
function isOwnWait(file: SourceFile, { functions }: ThingListener): boolean {
  return functions.every(({ body }) => {
    const calls = [...walk(file.code, body, isFunction)].filter((node) => node.type === 'CallExpression');
    return calls.length > 0 && calls.every(({ callee }) => isOfPromiseHere(file, unwrap(callee)));
  });
}

/** Does the error listener let go of the worker: overwrites what holds it, or kills it? */
function losesWorker(file: SourceFile, { functions }: ThingListener, thing: Thing): boolean {
  return functions.some((fn) =>
    [...walk(file.code, fn.body)].some((node) => {
      if (node.type !== 'AssignmentExpression') return false;
      return findThing(file, node.left)?.start === thing.start && findSlot(file, node.left) !== null;
    }),
  );
}

/** Is everything that is open settled by a function of which it is not known when it is called? */
function isSettledElsewhere(file: SourceFile, pending: Slot, thing: Thing): boolean {
  const heard = new Set(
    getThingListeners(file)
      .filter((one) => one.thing.start === thing.start)
      .flatMap(({ functions }) => functions.flatMap((fn) => [...getReach(file, fn)])),
  );
  const unit: Unit = getUnit(file, pending.home);
  const stopped = new Set(unit.stops.filter(({ isEnd }) => isEnd).flatMap(({ reach }) => [...reach]));
  return pending.uses.some(({ fn, node }) => fn !== null && !heard.has(fn) && !stopped.has(fn) && isOverAll(node));
}

/** What the file itself does to open replies: kills the worker, or empties the list. */
function findOwnLosses(
  file: SourceFile,
  request: Request,
  pending: Slot,
  isExitSettling: boolean,
): Pick<LostReply, 'node' | 'why'>[] {
  const kills = ['terminate', 'kill']
    .flatMap((name) => getMemberExpressions(file, name))
    .flatMap((member) => {
      const call = member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : null;
      return call && findThing(file, member.object)?.start === request.thing.start ? [call] : [];
    });
  const losing = kills.filter(
    (kill) => (!isExitSettling || isSilenced(file, kill, request.thing)) && isOpenAt(file, kill, pending),
  );
  if (losing.length > 0) return losing.map((node) => ({ node, why: 'killed' as const }));
  const drops = pending.uses.flatMap(({ node }) => {
    const member = node.parent;
    const call = member?.type === 'MemberExpression' && getPropertyName(member) === 'clear' ? member.parent : null;
    return call?.type === 'CallExpression' && isOpenAt(file, call, pending) ? [call] : [];
  });
  return drops.map((node) => ({ node, why: 'dropped' as const }));
}

/** `stop() { this.queue = []; }` of a queue of jobs for workers, whose elements alone settle what callers await. */
function listEmptied(file: SourceFile): LostReply[] {
  return listKept(file).flatMap((pending) =>
    pending.uses.flatMap(({ node, fn, value }): LostReply[] => {
      const stop = fn && findStop(file, fn);
      if (!stop?.isEnd || !value || !isEmpty(value) || !isOpenAt(file, node, pending)) return [];
      return [{ node: node.parent ?? node, why: 'dropped', target: null, thing: null, isDoubtful: false }];
    }),
  );
}

/** `[]`, `new Map()` */
function isEmpty(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === 'NewExpression') return node.arguments.length === 0;
  return node.type === 'ArrayExpression' && node.elements.length === 0;
}

/** `worker.removeAllListeners(); worker.terminate();`: the listener that would settle is gone. */
function isSilenced(file: SourceFile, kill: TSESTree.CallExpression, thing: Thing): boolean {
  const fn = findEnclosingFunction(kill);
  return getMemberExpressions(file, 'removeAllListeners').some(
    (member) =>
      findEnclosingFunction(member) === fn &&
      member.range[0] < kill.range[0] &&
      findThing(file, member.object)?.start === thing.start,
  );
}

/** May replies be open there: is the function that ends things neither settling them, nor only called by such? */
function isOpenAt(file: SourceFile, place: Node, pending: Slot, depth = 0): boolean {
  const fn = findEnclosingFunction(place);
  if (!fn || depth > 3 || settles(file, fn, pending)) return false;
  if (isListening(file, fn)) return false;
  const name = findFunctionName(fn);
  if (name === null) return false;
  const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
  const calls = uses.filter((use) => isCallOf(use));
  const variable = findFunctionVariable(file, fn);
  const isGiven =
    fn.parent.type === 'MethodDefinition'
      ? !/^[#_]/.test(name)
      : calls.length < uses.length || (variable !== null && isExported(file, variable));
  if (isGiven && !NAMES_ANSWER.test(name)) return true;
  return calls.some((use) => isOpenAt(file, use, pending, depth + 1));
}

function isCallOf(use: Node): boolean {
  const callee = use.parent?.type === 'ChainExpression' ? use.parent : use;
  return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee;
}

/** Is it a listener of the worker's own? Then the worker has spoken, and what it said is what settles. */
function isListening(file: SourceFile, fn: FunctionNode): boolean {
  return getThingListeners(file).some(({ functions }) => functions.includes(fn));
}
