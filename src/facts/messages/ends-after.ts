import { isBuiltin } from 'node:module';
import { ENDS_NOTHING } from '../../knowledge/threads.ts';
import { STOP_HINT, STOP_WORD } from '../../knowledge/stop-words.ts';
import { NEUTRAL_CALL } from '../../knowledge/messages.ts';
import { getFlowAround } from '../../flow/index.ts';
import { getPauses, isShort } from '../pauses/pauses.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getHeadedLoops, getNodes, walk, type HeadedLoop } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getPropertyName,
  getStaticString,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { findBranch, type Branch } from './branch.ts';
import { listCalled, listNamed } from './called-functions.ts';
import { findOnEveryWay, hasEnding, type Ending } from './endings.ts';
import { getKeepAlive } from './keep-alive.ts';
import type { Channel } from './channel.ts';
import { getListeners, type Listener } from './listener.ts';
import type { HeardNode } from './message-reader.ts';
import { isPortHandedOn } from './port-uses.ts';
import type { EndAfter } from './types.ts';
import { findVariable } from '../../source/variables.ts';

type Place = Pick<HeardNode, 'test' | 'entry' | 'listener'>;

/** What a stop changes: variables, the names of fields, the expression that gives a signal. */
type Told = ReadonlySet<Variable | Node | string>;

interface Verdict {
  readonly ends: EndAfter['ends'];
  readonly by: EndAfter['by'];
  readonly node: Node;
}

const MAX_CODE = 12;
/** So long the stop helper waits for the end before it kills. */
const GRACE_MS = 5000;
/** What may lie between a call and the name that its result, or the object of it, is kept under. */
const HOLDS_SAME: ReadonlySet<string> = new Set([
  ...['AwaitExpression', 'ChainExpression', 'TSAsExpression', 'TSNonNullExpression'],
  ...['MemberExpression', 'CallExpression'],
]);

/** Does the thread end by itself after each of the messages that ask for it? Never a guess: what is not seen is unknown. */
export function getEndsAfter(file: SourceFile, heard: readonly HeardNode[]): EndAfter[] {
  const ends = new Map<string, EndAfter>();
  for (const one of heard.filter(asksForStop)) {
    const end: EndAfter = { message: { value: one.value, field: one.field }, ...getEndAfter(file, one) };
    const key = `${one.field ?? ''}=${one.value}`;
    ends.set(key, join(ends.get(key), end));
  }
  return [...ends.values()];
}

/** The same of one message, whatever it says. */
export function getEndAfter(file: SourceFile, heard: Place): Omit<EndAfter, 'message'> {
  const { ends, by, node } = judge(file, heard);
  return { ends, by, line: node.loc.start.line };
}

/** The same of the abort of a signal that `made` gives, as the stop helper's `stopSignal()` does. */
export function getEndAfterAbort(file: SourceFile, made: Node): Omit<EndAfter, 'message'> {
  const variable = made.parent?.type === 'VariableDeclarator' ? findDeclared(file, made.parent) : null;
  const code = getReachedCode(
    file,
    (variable ? listAbortHandlers(file, variable) : []).map(({ body }) => body),
  );
  const told = new Set([...getTold(file, code), made, ...(variable ? [variable] : [])]);
  const ending = code.map((part) => findOnEveryWay(file, part.parent as FunctionNode, null, [], [part])).find(Boolean);
  const last = ending ?? findOfLoops(file, told);
  const { line } = made.loc.start;
  if (last === 'exit') return { ends: 'yes', by: 'exit', line };
  const [keeper] = listKeepers(file, made, 'port', code, told, last);
  return keeper ? { ends: 'unknown', by: null, line: keeper.loc.start.line } : { ends: 'yes', by: 'idle', line };
}

/** Every listener hears the message: one that ends the thread is enough. */
function join(known: EndAfter | undefined, next: EndAfter): EndAfter {
  if (!known) return next;
  const order = ['yes', 'unknown', 'no'];
  return order.indexOf(next.ends) < order.indexOf(known.ends) ? next : known;
}

export function asksForStop({ value, field }: EndAfter['message']): boolean {
  const word = value === 'true' ? (field?.split('.').at(-1) ?? '') : value;
  return STOP_WORD.test(word) || STOP_HINT.test(word);
}

function judge(file: SourceFile, heard: Place): Verdict {
  const place = heard.entry ?? heard.test;
  const unknown: Verdict = { ends: 'unknown', by: null, node: place };
  const branch = findBranch(file, heard);
  if (!branch) return unknown;
  const code = getReachedCode(file, branch.code);
  const told = getTold(file, code);
  const ending = findOfBranch(file, branch) ?? findOfLoops(file, told);
  if (ending === 'exit') return { ends: 'yes', by: 'exit', node: place };
  const { listener } = heard;
  if (!listener) return unknown;
  const isFreed = ending === 'port' ? !isInIteration(listener) : isListenerGone(file, listener, branch, ending);
  if (isFreed && isNodes(listener)) {
    const [keeper] = listKeepers(file, listener.node, listener.channel, code, told, ending);
    return keeper ? { ...unknown, node: keeper } : { ends: 'yes', by: 'idle', node: place };
  }
  return !ending && isKept(file, listener, code) ? { ends: 'no', by: null, node: listener.node } : unknown;
}

function findOfBranch(file: SourceFile, { start, fn, without, code }: Branch): Ending | null {
  const owner = fn ?? (start && (findEnclosingFunction(start) ?? file.code.ast));
  return owner && findOnEveryWay(file, owner, start, without, code);
}

/** A web worker ends by `close()` alone; what a port of unknown origin keeps, nobody knows. */
function isNodes({ channel }: Listener): boolean {
  return channel === 'port' || channel === 'process';
}

/** Closing the port under an iteration over its messages ends the thread with exit code 13 (facts 7b). */
function isInIteration({ kind }: Listener): boolean {
  return kind === 'iteration' || kind === 'one';
}

/** Is nobody listening any more at the end of the branch? */
function isListenerGone(file: SourceFile, listener: Listener, branch: Branch, ending: Ending | null): boolean {
  if (listener.kind === 'once') return true;
  if (listener.kind === 'handler') return ending === 'listener';
  const { start, without } = branch;
  if (!start) return false;
  const back = listener.kind === 'iteration' ? findLoopOver(file, listener) : listener.node;
  if (!back || findEnclosingFunction(back) !== findEnclosingFunction(start)) return false;
  return !getFlowAround(file, start).hasPath(start, back, without);
}

function findLoopOver(file: SourceFile, { node }: Listener): Node | null {
  return getNodes(file.code, 'ForOfStatement').find(({ right }) => isInside(node, right)) ?? null;
}

/** The code of the branch and of the functions of the file that it calls, at once or later. */
function getReachedCode(file: SourceFile, code: readonly Node[]): Node[] {
  const reached = [...code];
  for (let i = 0; i < reached.length && i < MAX_CODE; i += 1)
    for (const node of walk(file.code, reached[i] as Node)) {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
      for (const { fn } of listCalled(file, node.callee, 0))
        if (!reached.some((part) => isInside(fn.body, part))) reached.push(fn.body);
    }
  return reached;
}

/** The loops that a flag of the branch ends, where the thread ends on every way behind them. */
function findOfLoops(file: SourceFile, told: Told): Ending | null {
  for (const loop of getHeadedLoops(file.code)) {
    if (!isTold(file, loop, told)) continue;
    const owner = findEnclosingFunction(loop) ?? file.code.ast;
    const ending = findOnEveryWay(file, owner, loop, [loop.body], []);
    if (ending) return ending;
  }
  return null;
}

/** What the branch writes, or calls something of: variables and the names of fields. */
function getTold(file: SourceFile, code: readonly Node[]): Told {
  const told = new Set<Variable | Node | string>();
  for (const part of code)
    for (const node of walk(file.code, part)) {
      const target = getTarget(node);
      const variable = target?.type === 'Identifier' ? findVariable(file, target) : null;
      if (variable) told.add(variable);
      if (target?.type === 'MemberExpression') told.add(getPropertyName(target) ?? '');
    }
  return told;
}

/** `stopped` of `stopped = true`, `timer` of `clearInterval(timer)`, `server` of `server.close()`. */
function getTarget(node: Node): Node | null {
  if (node.type === 'AssignmentExpression') return unwrap(node.left);
  if (node.type !== 'CallExpression') return null;
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') return unwrap(callee.object);
  return node.arguments[0] ? unwrap(node.arguments[0]) : null;
}

/** Does the loop's test read something that the branch has written, or the signal of a controller that it has aborted? */
function isTold(file: SourceFile, loop: HeadedLoop, told: Told): boolean {
  return loop.test !== null && loop.test !== undefined && isAnyTold(file, loop.test, told);
}

function isAnyTold(file: SourceFile, code: Node, told: Told): boolean {
  for (const node of walk(file.code, code)) {
    if (told.has(node)) return true;
    if (node.type === 'MemberExpression' && told.has(getPropertyName(node) ?? '')) return true;
    const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
    if (variable && (told.has(variable) || told.has(findController(file, variable) ?? ''))) return true;
  }
  return false;
}

function findDeclared(file: SourceFile, { id }: TSESTree.VariableDeclarator): Variable | null {
  return id.type === 'Identifier' ? findVariable(file, id) : null;
}

/** `signal.addEventListener('abort', handler)`, `signal.onabort = handler` */
function listAbortHandlers(file: SourceFile, signal: Variable): FunctionNode[] {
  return signal.references.flatMap(({ identifier }) => {
    const member = identifier.parent;
    const parent = member.type === 'MemberExpression' && member.object === identifier ? member.parent : null;
    if (parent?.type === 'AssignmentExpression' && parent.left === member) return listNamed(file, parent.right);
    const [event, handler] = parent?.type === 'CallExpression' && parent.callee === member ? parent.arguments : [];
    return event && handler && getStaticString(event) === 'abort' ? listNamed(file, handler) : [];
  });
}

/** `controller` for the `signal` of `const { signal } = controller`, `const signal = controller.signal`. */
function findController(file: SourceFile, variable: Variable): Variable | null {
  const declared = variable.defs[0]?.node as Node | undefined;
  const value = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : null;
  const object = value?.type === 'MemberExpression' ? unwrap(value.object) : value;
  return object?.type === 'Identifier' && variable.name === 'signal' ? findVariable(file, object) : null;
}

/** What keeps the thread alive although this listener is gone, and the branch does nothing about. */
function listKeepers(
  file: SourceFile,
  listener: Node,
  channel: Channel,
  code: readonly Node[],
  told: Told,
  ending: Ending | null | undefined,
): Node[] {
  const others = getListeners(file).filter(
    (one) => one.node !== listener && one.channel === channel && isKeptOn(file, one, told),
  );
  const keepers = getKeepAlive(file).filter(({ kind, node }) => {
    // The loop that takes the messages is left.
    if (kind === 'loop' && isInside(listener, node)) return false;
    if (code.some((part) => isInside(node, part))) return false;
    return kind === 'loop' ? !isTold(file, node as HeadedLoop, told) : !isReleased(file, node, told);
  });
  return [...(ending === 'port' ? [] : others), ...keepers, ...listDeafPauses(file, code)].map(({ node }) => node);
}

/** Pauses that nothing wakes, and that last longer than an owner waits. */
function listDeafPauses(file: SourceFile, code: readonly Node[]): readonly { readonly node: Node }[] {
  return getPauses(file).filter(
    (pause) => pause.longest !== null && !isShort(pause, GRACE_MS) && !code.some((part) => isInside(pause.node, part)),
  );
}

/** Does a listener stay on its port? */
function isKeptOn(file: SourceFile, { kind, node }: Listener, told: Told): boolean {
  return kind === 'handler' || (kind === 'iteration' && !isAnyTold(file, node, told));
}

/** Is what the expression gives kept under a name that the branch does something with? */
function isReleased(file: SourceFile, made: Node, told: Told): boolean {
  for (let node = made; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'PropertyDefinition') return told.has(getPropertyName(parent) ?? '');
    const target =
      parent.type === 'VariableDeclarator'
        ? parent.id
        : parent.type === 'AssignmentExpression'
          ? unwrap(parent.left)
          : null;
    if (target?.type === 'MemberExpression') return told.has(getPropertyName(target) ?? '');
    const variable = target?.type === 'Identifier' ? findVariable(file, target) : null;
    if (variable) return told.has(variable);
    // `server.listen(80)`: the server is what has a name.
    const object = node.type === 'CallExpression' ? unwrap(node.callee) : null;
    const held = object?.type === 'MemberExpression' ? unwrap(object.object) : null;
    const holder = held?.type === 'Identifier' ? findVariable(file, held) : null;
    if (holder && told.has(holder)) return true;
    if (held?.type === 'MemberExpression' && told.has(getPropertyName(held) ?? '')) return true;
    if (!HOLDS_SAME.has(parent.type)) return false;
  }
  return false;
}

/** Surely: a listener stays on the port, no code of the file ever takes it away, and the branch calls nothing unknown. */
function isKept(file: SourceFile, { kind, channel }: Listener, code: readonly Node[]): boolean {
  if (kind !== 'handler' || (channel !== 'port' && channel !== 'global')) return false;
  return !hasEnding(file) && !isPortHandedOn(file) && code.every((part) => isHarmless(file, part));
}

function isHarmless(file: SourceFile, part: Node): boolean {
  for (const node of walk(file.code, part)) {
    if (node.type === 'ThrowStatement' || node.type === 'ImportExpression') return false;
    const target = node.type === 'AssignmentExpression' ? unwrap(node.left) : null;
    if (target?.type === 'Identifier' && isShared(findVariable(file, target))) return false;
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
    const callee = unwrap(node.callee);
    if (isFunction(callee) || listCalled(file, callee, 0).length > 0) continue;
    const method = callee.type === 'MemberExpression' ? (getPropertyName(callee) ?? '') : '';
    if (!isKnownCall(file, callee, method)) return false;
  }
  return true;
}

function isKnownCall(file: SourceFile, callee: Node, method: string): boolean {
  if (NEUTRAL_CALL.test(method) || method === 'abort') return true;
  const origin = findOrigin(file, callee);
  return origin !== null && (origin.module === '' ? ENDS_NOTHING.test(origin.path) : isBuiltin(origin.module));
}

/** Is it a variable that other files can read? */
function isShared(variable: Variable | null): boolean {
  if (!variable) return true;
  const isExported = variable.defs.some(({ parent }) => parent?.parent?.type === 'ExportNamedDeclaration');
  return isExported || variable.references.some(({ identifier }) => identifier.parent.type === 'ExportSpecifier');
}
