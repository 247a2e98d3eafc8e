import { ENDS_BY_NUMBER } from '../../knowledge/child-kills.ts';
import { CHILD_EVENT, END_OR_OUTPUT, NAMES_END_HANDLER, TELLS_END } from '../../knowledge/unit-words.ts';
import { findThing } from '../../facts/units/things.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { findSlot } from '../../facts/units/slots.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { getMemberExpressions, getUses } from '../../semantics/function-uses.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getValue } from '../../semantics/values.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { SPEAKS_OF_RUNNING } from '../../knowledge/stop-words.ts';

/** A read of `child.killed` that is meant to tell whether the child has ended. */
export interface MisusedKilled {
  readonly member: TSESTree.MemberExpression;
  /** `escalation`: it guards the harder kill; `wait`: it is waited for; `running`: a question; `send`: before a message. */
  readonly why: 'escalation' | 'wait' | 'running' | 'send';
  /** Is the object surely a ChildProcess, which has `exitCode` and `signalCode`? */
  readonly isSure: boolean;
}

/** Every misuse of the file; those before a message too, which are doubtful. */
export function listMisusedKilled(file: SourceFile): MisusedKilled[] {
  return getMemberExpressions(file, 'killed').flatMap((member): MisusedKilled[] => {
    const { parent } = getOuter(member);
    if (parent?.type === 'AssignmentExpression' && unwrap(parent.left) === member) return [];
    const thing = findThing(file, member.object);
    if (thing ? thing.kind !== 'child' : !isKilledHere(file, member)) return [];
    if (isInEndListener(file, member)) return [];
    const why = findMisuse(file, member);
    return why
      ? [{ member, why, isSure: thing !== null && thing.row?.module !== 'electron' && thing.row?.module !== 'cluster' }]
      : [];
  });
}

/** Of an object of which no more is known: does the same one get `kill('SIGKILL')` behind the look at `killed`? */
function isKilledHere(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  return listKills(file, member.object).some((kill) => isHard(kill) && isGuarded(kill, member));
}

function findMisuse(file: SourceFile, member: TSESTree.MemberExpression): MisusedKilled['why'] | null {
  const kills = listKills(file, member.object);
  if (isBehindKill(file, member, kills)) {
    if (kills.some((kill) => isGuarded(kill, member))) return 'escalation';
    return isLoopTest(member) ? 'wait' : null;
  }
  const guarded = kills.filter((kill) => isHard(kill) && isGuarded(kill, member));
  const asked = kills.filter((kill) => !isHard(kill) && !isGuarded(kill, member));
  if (guarded.length > 0 && (isInFinallyOf(file, member, asked) || isAskedByCaller(file, member))) return 'escalation';
  if (isAskedIfRunning(file, member)) return 'running';
  return isBeforeSend(file, member) ? 'send' : null;
}

/** The kills of the same child in the file: `child.kill()`, `child?.kill('SIGTERM')`. */
function listKills(file: SourceFile, child: Node): TSESTree.CallExpression[] {
  return getMemberExpressions(file, 'kill').flatMap((member) => {
    const call = member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : null;
    return call && isSameObject(file, member.object, child) ? [call] : [];
  });
}

function isSameObject(file: SourceFile, a: Node, b: Node): boolean {
  const [one, other] = [unwrap(a), unwrap(b)];
  if (one.type === 'Identifier' && other.type === 'Identifier')
    return one.name === other.name && findVariable(file, one) === findVariable(file, other);
  const slot = findSlot(file, one);
  if (slot && slot === findSlot(file, other)) return true;
  return (
    file.code.getText(one) === file.code.getText(other) && findEnclosingFunction(one) === findEnclosingFunction(other)
  );
}

function isHard({ arguments: [signal] }: TSESTree.CallExpression): boolean {
  const text = getStaticString(signal);
  return text === 'SIGKILL' || (signal?.type === 'Literal' && signal.value === 9);
}

/** `if (!child.killed) child.kill()`, `child.killed || child.kill()`: does the look decide about the kill? */
function isGuarded(kill: Node, member: Node): boolean {
  for (let node: Node = member; node.parent && !isFunction(node); node = node.parent) {
    const parent: Node = node.parent;
    const isTest = (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test === node;
    if (isTest) return isInside(kill, parent) && !isInside(kill, parent.test);
    if (parent.type === 'LogicalExpression' && parent.left === node && isInside(kill, parent.right)) return true;
  }
  return false;
}

/** Is the look taken later than a kill that was surely tried: behind a pause, in a timer, in a continuation? */
function isBehindKill(file: SourceFile, member: Node, kills: readonly Node[]): boolean {
  const isKill = (node: Node): boolean => kills.some((kill) => kill === node && !isGuarded(kill, member));
  const looks = (node: Node): boolean =>
    node !== member && node.type === 'MemberExpression' && getPropertyName(node) === 'killed';
  const child = member.type === 'MemberExpression' ? member.object : member;
  // A child that is killed already has had its signal; one that is none is not asked either.
  const isTried = (node: Node): boolean =>
    isKill(node) || looks(node) || isCalleeOf(node, kills, member) || isOtherEnd(file, node, child);
  let anchor: Node = member;
  for (let fn = findEnclosingFunction(member); fn; fn = findEnclosingFunction(anchor)) {
    const flow = getFlowAround(file, anchor);
    if (!flow.isReachable(anchor)) return false;
    const isLater = anchor !== member || hasPauseBetween(file, fn, kills, anchor);
    if (isLater && kills.some((kill) => findEnclosingFunction(kill) === fn && !isInside(kill, anchor))) {
      if (!flow.hasPath('entry', anchor, isTried)) return true;
      // A timer may be set before the kill that it follows.
      if (anchor !== member && !flow.hasPath(anchor, 'end', isTried) && !flow.hasPath(anchor, 'throw', isTried))
        return true;
    }
    if (!isCalledLater(file, fn)) return false;
    anchor = fn;
  }
  return false;
}

/** `try { child.kill(); await gone; } finally { if (!child.killed) child.kill('SIGKILL'); }`: where the wait fails too. */
function isInFinallyOf(file: SourceFile, member: Node, asked: readonly Node[]): boolean {
  const fn = findEnclosingFunction(member);
  for (let node: Node = member; fn && node.parent && node !== fn; node = node.parent) {
    const attempt = node.parent;
    if (attempt.type !== 'TryStatement' || attempt.finalizer !== node) continue;
    const tried = asked.filter((kill) => isInside(kill, attempt.block) && findEnclosingFunction(kill) === fn);
    if (tried.length > 0 && hasPauseBetween(file, fn, tried, member)) return true;
  }
  return false;
}

/** A timer in a function that gets the child from callers of this file, each of which has asked it to end. */
function isAskedByCaller(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  const child = unwrap(member.object);
  const definition = child.type === 'Identifier' ? findVariable(file, child)?.defs[0] : null;
  const fn = definition?.type === 'Parameter' ? (definition.node as FunctionNode) : null;
  const inner = findEnclosingFunction(member);
  if (!fn || !inner || inner === fn || !isInside(inner, fn) || findRole(file, inner) !== 'timer') return false;
  const at = fn.params.findIndex((param) => param === definition?.name);
  const calls = getUses(file, fn).flatMap((use) =>
    use.parent?.type === 'CallExpression' && use.parent.callee === use ? [use.parent] : [],
  );
  return calls.length > 0 && calls.every((call) => isAskedBefore(file, call, call.arguments[at]));
}

function isAskedBefore(file: SourceFile, call: Node, child: Node | undefined): boolean {
  const kills = child ? listKills(file, child).filter((kill) => !isHard(kill)) : [];
  return kills.length > 0 && !getFlowAround(file, call).hasPath('entry', call, kills);
}

/** The `child` of `child?.kill()`: where that is null there is nothing to kill. */
function isCalleeOf(node: Node, kills: readonly Node[], member: Node): boolean {
  const callee = node.parent;
  return (
    callee?.type === 'MemberExpression' &&
    callee.object === node &&
    kills.some((kill) => kill === callee.parent && !isGuarded(kill, member))
  );
}

/** `` execSync(`taskkill /pid ${child.pid}`) ``, `treeKill(child.pid)`: the same on another platform. */
function isOtherEnd(file: SourceFile, node: Node, child: Node): boolean {
  if (node.type !== 'CallExpression' || !ENDS_BY_NUMBER.test(findOriginKey(file, node.callee) ?? '')) return false;
  const isPid = (part: Node): boolean => {
    const value = part.type === 'Identifier' ? getValue(file, part) : part;
    if (value.type !== 'MemberExpression' || getPropertyName(value) !== 'pid') return false;
    return isSameObject(file, value.object, child);
  };
  return node.arguments.some((argument) => [...walk(file.code, argument)].some(isPid));
}

function hasPauseBetween(file: SourceFile, fn: FunctionNode, kills: readonly Node[], to: Node): boolean {
  const flow = getFlowAround(file, to);
  const pauses = [...walk(file.code, fn.body, isFunction)].filter(({ type }) => type === 'AwaitExpression');
  return pauses.some((pause) => flow.hasPath(pause, to) && kills.some((kill) => flow.hasPath(kill, pause)));
}

function isCalledLater(file: SourceFile, fn: FunctionNode): boolean {
  const role = findRole(file, fn);
  return role === 'timer' || role === 'then' || role === 'catch' || role === 'finally' || isExecutor(fn);
}

function isExecutor(fn: FunctionNode): boolean {
  return (
    fn.parent.type === 'NewExpression' && fn.parent.callee.type === 'Identifier' && fn.parent.callee.name === 'Promise'
  );
}

/** `while (!child.killed) await pause()` */
function isLoopTest(member: Node): boolean {
  for (let node: Node = member; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if ((parent.type === 'WhileStatement' || parent.type === 'DoWhileStatement') && parent.test === node) return true;
  }
  return false;
}

/** In the child's own `exit` handler the question is whether the stop was ours. */
function isInEndListener(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  for (let fn = findEnclosingFunction(member); fn; fn = findEnclosingFunction(fn)) {
    const current = fn;
    const own = getThingListeners(file).find(({ functions }) => functions.includes(current));
    if (own && CHILD_EVENT.test(own.event)) return true;
    const call = current.parent;
    const event = call.type === 'CallExpression' ? getStaticString(call.arguments[0]) : null;
    if (event !== null && END_OR_OUTPUT.test(event)) return true;
  }
  return false;
}

/** `get isRunning() { return !!this.#child && !this.#child.killed; }` without a look at what tells the end. */
function isAskedIfRunning(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  const fn = findEnclosingFunction(member);
  const name = fn && (findFunctionName(fn) ?? getAccessorName(fn));
  if (!fn || name === null || !SPEAKS_OF_RUNNING.test(name) || !isReturned(member, fn)) return false;
  const text = file.code.getText(fn.body);
  if (TELLS_END.test(text)) return false;
  return !isClearedAtEnd(file, member.object);
}

function getAccessorName({ parent }: FunctionNode): string | null {
  return parent.type === 'MethodDefinition' || parent.type === 'Property' ? getPropertyName(parent) : null;
}

/** Is the look a part of what the function gives back? */
function isReturned(member: Node, fn: FunctionNode): boolean {
  for (let node: Node = member; node !== fn && node.parent; node = node.parent) {
    if (node.parent.type === 'ReturnStatement' || (node.parent === fn && node === fn.body)) return true;
    if (node.parent.type === 'CallExpression') return false;
  }
  return false;
}

/** Is what holds the child emptied when the child ends? Then it is there as long as the child runs. */
function isClearedAtEnd(file: SourceFile, child: Node): boolean {
  const slot = findSlot(file, child);
  if (!slot) return true;
  return slot.uses.some(({ isWrite, value, fn, node }) => {
    const isEmptied = isWrite && (value === null || value.type === 'Literal' || value.type === 'Identifier');
    return isEmptied && fn !== null && isInEndListenerOf(file, node);
  });
}

function isInEndListenerOf(file: SourceFile, place: Node): boolean {
  for (let fn = findEnclosingFunction(place); fn; fn = findEnclosingFunction(fn)) {
    const current = fn;
    if (NAMES_END_HANDLER.test(findFunctionName(current) ?? '')) return true;
    if (
      getThingListeners(file).some(
        ({ event, functions }) => functions.includes(current) && /^(?:exit|close)$/.test(event),
      )
    )
      return true;
    const call = current.parent;
    if (call.type === 'CallExpression' && /^(?:exit|close)$/.test(getStaticString(call.arguments[0]) ?? ''))
      return true;
  }
  return false;
}

/** `if (child.killed) return false; child.send(job);` */
function isBeforeSend(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  const fn = findEnclosingFunction(member);
  if (!fn || !findThing(file, member.object)) return false;
  return getMemberExpressions(file, 'send').some(
    (send) => findEnclosingFunction(send) === fn && isSameObject(file, send.object, member.object),
  );
}
