import { isBuiltin } from 'node:module';
import { ENDS_NOTHING } from '../../knowledge/threads.ts';
import { STOP_HINT, STOP_WORD } from '../../knowledge/stop-words.ts';
import { NEUTRAL_CALL } from '../../knowledge/messages.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getHeadedLoops, getNodes, walk, type HeadedLoop } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, Variable } from '../../source/types.ts';
import { findBranch, type Branch } from './branch.ts';
import { listCalled } from './called-functions.ts';
import { findOnEveryWay, hasEnding, type Ending } from './endings.ts';
import { getKeepAlive } from './keep-alive.ts';
import { getListeners, type Listener } from './listener.ts';
import type { HeardNode } from './message-reader.ts';
import { isPortHandedOn } from './port-uses.ts';
import type { EndAfter } from './types.ts';
import { findVariable } from '../../source/variables.ts';

interface Verdict {
  readonly ends: EndAfter['ends'];
  readonly by: EndAfter['by'];
  readonly node: Node;
}

const MAX_CODE = 12;
/** What may lie between a call and the name that its result, or the object of it, is kept under. */
const HOLDS_SAME: ReadonlySet<string> = new Set([
  ...['AwaitExpression', 'ChainExpression', 'TSAsExpression', 'TSNonNullExpression'],
  ...['MemberExpression', 'CallExpression'],
]);

/** Does the thread end by itself after each of the messages that ask for it? Never a guess: what is not seen is unknown. */
export function getEndsAfter(file: SourceFile, heard: readonly HeardNode[]): EndAfter[] {
  const ends = new Map<string, EndAfter>();
  for (const one of heard.filter(asksForStop)) {
    const { ends: whether, by, node } = judge(file, one);
    const end: EndAfter = {
      message: { value: one.value, field: one.field },
      ends: whether,
      by,
      line: node.loc.start.line,
    };
    const key = `${one.field ?? ''}=${one.value}`;
    ends.set(key, join(ends.get(key), end));
  }
  return [...ends.values()];
}

/** Every listener hears the message: one that ends the thread is enough. */
function join(known: EndAfter | undefined, next: EndAfter): EndAfter {
  if (!known) return next;
  const order = ['yes', 'unknown', 'no'];
  return order.indexOf(next.ends) < order.indexOf(known.ends) ? next : known;
}

function asksForStop({ value, field }: HeardNode): boolean {
  const word = value === 'true' ? (field?.split('.').at(-1) ?? '') : value;
  return STOP_WORD.test(word) || STOP_HINT.test(word);
}

function judge(file: SourceFile, heard: HeardNode): Verdict {
  const place = heard.entry ?? heard.test;
  const unknown: Verdict = { ends: 'unknown', by: null, node: place };
  const branch = findBranch(file, heard);
  if (!branch) return unknown;
  const code = getReachedCode(file, branch.code);
  const ending = findOfBranch(file, branch) ?? findOfLoops(file, code);
  if (ending === 'exit') return { ends: 'yes', by: 'exit', node: place };
  const { listener } = heard;
  if (!listener) return unknown;
  const isFreed = ending === 'port' ? !isInIteration(listener) : isListenerGone(file, listener, branch, ending);
  if (isFreed && isNodes(listener)) {
    const [keeper] = listKeepers(file, listener, code, ending);
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
function findOfLoops(file: SourceFile, code: readonly Node[]): Ending | null {
  const told = getTold(file, code);
  for (const loop of getHeadedLoops(file.code)) {
    if (!isTold(file, loop, told)) continue;
    const owner = findEnclosingFunction(loop) ?? file.code.ast;
    const ending = findOnEveryWay(file, owner, loop, [loop.body], []);
    if (ending) return ending;
  }
  return null;
}

/** What the branch writes, or calls something of: variables and the names of fields. */
function getTold(file: SourceFile, code: readonly Node[]): ReadonlySet<Variable | string> {
  const told = new Set<Variable | string>();
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
function isTold(file: SourceFile, loop: HeadedLoop, told: ReadonlySet<Variable | string>): boolean {
  if (!loop.test) return false;
  for (const node of walk(file.code, loop.test)) {
    if (node.type === 'MemberExpression' && told.has(getPropertyName(node) ?? '')) return true;
    const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
    if (variable && (told.has(variable) || told.has(findController(file, variable) ?? ''))) return true;
  }
  return false;
}

/** `controller` for the `signal` of `const { signal } = controller`, `const signal = controller.signal`. */
function findController(file: SourceFile, variable: Variable): Variable | null {
  const declared = variable.defs[0]?.node as Node | undefined;
  const value = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : null;
  const object = value?.type === 'MemberExpression' ? unwrap(value.object) : value;
  return object?.type === 'Identifier' && variable.name === 'signal' ? findVariable(file, object) : null;
}

/** What keeps the thread alive although this listener is gone, and the branch does nothing about. */
function listKeepers(file: SourceFile, listener: Listener, code: readonly Node[], ending: Ending | null): Node[] {
  const told = getTold(file, code);
  const others = getListeners(file).filter(
    ({ kind, channel, node }) => kind === 'handler' && isNodes({ ...listener, channel }) && node !== listener.node,
  );
  const keepers = getKeepAlive(file).filter(({ kind, node }) => {
    // The loop that takes the messages is left.
    if (kind === 'loop' && isInside(listener.node, node)) return false;
    if (code.some((part) => isInside(node, part))) return false;
    return kind === 'loop' ? !isTold(file, node as HeadedLoop, told) : !isReleased(file, node, told);
  });
  return [...(ending === 'port' ? [] : others), ...keepers].map(({ node }) => node);
}

/** Is what the expression gives kept under a name that the branch does something with? */
function isReleased(file: SourceFile, made: Node, told: ReadonlySet<Variable | string>): boolean {
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
