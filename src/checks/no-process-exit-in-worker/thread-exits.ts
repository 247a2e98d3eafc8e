import { SAYS_FORCE } from '../../knowledge/child-kills.ts';
import { EXPOSE } from '../../knowledge/messages.ts';
import { ENDS_PROCESS_ANYWAY, ENDS_STREAM, ENDS_THREAD, STARTS_TURN } from '../../knowledge/threads.ts';
import { findWorkerReason } from '../../facts/jobs/worker-context.ts';
import { getKeepAlive } from '../../facts/messages/keep-alive.ts';
import { getFlow } from '../../flow/index.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

export interface ThreadExit {
  readonly node: Node;
  /** `process.exit`, as it is known. */
  readonly name: string;
  readonly reason: string;
  /** The statement that may become `process.exitCode = n` and the port's close; null where that is not known to be right. */
  readonly last: TSESTree.ExpressionStatement | null;
  readonly code: Node | null;
  /** Does it answer a message or an uncaught error at once, so that whatever else the thread has begun is cut off? */
  readonly isAtOnce: boolean;
}

const MOST_DEPTH = 3;

/** Calls that end the thread, or the whole process, in the middle of worker code; handed on as a callback too. */
export function getThreadExits(file: SourceFile): ThreadExit[] {
  const calls = getNodes(file.code, 'CallExpression').flatMap((call) => {
    const name = findExit(file, call.callee) ?? findOwnKill(file, call);
    return name === null ? [] : (describe(file, call, name) ?? []);
  });
  return [...calls, ...getNodes(file.code, 'MemberExpression').flatMap((member) => findHandedOn(file, member) ?? [])];
}

function findExit(file: SourceFile, callee: Node): string | null {
  const key = findOriginKey(file, callee);
  return key !== null && ENDS_THREAD.has(key) ? key.replace(/^#/, '').replace('#', '.') : null;
}

/** `process.kill(process.pid)`: facts 7. */
function findOwnKill(file: SourceFile, { callee, arguments: [pid] }: TSESTree.CallExpression): string | null {
  const isOwn = pid !== undefined && findOriginKey(file, pid) === '#process.pid';
  return isOwn && findOriginKey(file, callee) === '#process.kill' ? 'process.kill' : null;
}

/** `parentPort.once('close', process.exit)`, `const leave = process.exit.bind(process, 0)`. */
function findHandedOn(file: SourceFile, member: TSESTree.MemberExpression): ThreadExit | null {
  const name = findExit(file, member);
  if (name === null) return null;
  const { parent } = getOuter(member);
  const isArgument = parent?.type === 'CallExpression' && parent.callee !== getOuter(member);
  if (isArgument) return describe(file, member, name);
  const isBind = parent?.type === 'MemberExpression' && getPropertyName(parent) === 'bind';
  return isBind && parent.parent.type === 'CallExpression' ? describe(file, parent.parent, name) : null;
}

function describe(file: SourceFile, node: Node, name: string): ThreadExit | null {
  const found = findWorkerReason(file, node);
  if (found?.kind !== 'worker' || isInListenerOfEnd(file, node)) return null;
  const call = node.type === 'CallExpression' ? node : null;
  const last = call && findLast(file, call);
  return {
    node,
    name,
    reason: found.reason,
    last,
    code: call?.arguments[0] ?? null,
    isAtOnce: isAtOnce(file, node, 0),
  };
}

/** In a listener for messages or uncaught errors, or in a function that one calls, with nothing waited for before. */
function isAtOnce(file: SourceFile, place: Node, depth: number): boolean {
  for (let fn = findEnclosingFunction(place); fn; fn = findEnclosingFunction(fn)) {
    const flow = getFlow(file, fn);
    const isWaitedFor = [...walk(file.code, fn.body, isFunction)].some(
      (node) => node.type === 'AwaitExpression' && flow.hasPath(node, place) && node.range[1] < place.range[0],
    );
    // Who calls `forceExit()` knows.
    if (isWaitedFor || SAYS_FORCE.test(findFunctionName(fn) ?? '')) return false;
    if (isStartOfTurn(fn)) return true;
    const uses = depth < MOST_DEPTH ? getUses(file, fn) : [];
    if (uses.some((use) => isStartOfTurn(use) || isAtOnce(file, use, depth + 1))) return true;
  }
  return false;
}

/** `process.on('uncaughtException', fn)`, `port.on('message', fn)`, `self.onmessage = fn` */
function isStartOfTurn(listener: Node): boolean {
  const { parent } = getOuter(listener);
  if (parent?.type === 'Property') return isExposed(parent.parent);
  if (parent?.type === 'AssignmentExpression') return STARTS_TURN.has(getLastName(parent.left) ?? '');
  return parent?.type === 'CallExpression' && STARTS_TURN.has(getStaticString(parent.arguments[0]) ?? '');
}

/** `expose({ async render() { … } })`: the owner calls it by a message. */
function isExposed(methods: Node): boolean {
  const call = getOuter(methods).parent;
  return call?.type === 'CallExpression' && EXPOSE.has(getLastName(call.callee) ?? '');
}

/**
 * `process.on('disconnect')` runs in forked children only, where the exit is a process's own; after `exit` the thread ends
 * anyway; a stream that is closed has written what it had.
 */
function isInListenerOfEnd(file: SourceFile, node: Node): boolean {
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) {
    const call = fn.parent;
    const callee = call.type === 'CallExpression' ? unwrap(call.callee) : null;
    if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression') continue;
    const event = getStaticString(call.arguments[0]) ?? '';
    const emitter = findOriginKey(file, callee.object);
    if (emitter === '#process' ? ENDS_PROCESS_ANYWAY.has(event) : ENDS_STREAM.has(event) && emitter === null)
      return true;
  }
  return false;
}

/** The exit as the last thing that a message listener does, in a file where nothing but the port keeps the thread alive. */
function findLast(file: SourceFile, call: TSESTree.CallExpression): TSESTree.ExpressionStatement | null {
  const statement = getOuter(call).parent;
  if (statement?.type !== 'ExpressionStatement' || findOriginKey(file, call.callee) !== '#process.exit') return null;
  const fn = findEnclosingFunction(call);
  if (!fn || !isMessageListener(file, fn) || getKeepAlive(file).length > 0) return null;
  for (let node: Node = statement; node !== fn.body; node = node.parent as Node) {
    const { parent } = node;
    if (parent?.type === 'BlockStatement' ? parent.body.at(-1) !== node : parent?.type !== 'IfStatement') return null;
  }
  return statement;
}

function isMessageListener(file: SourceFile, fn: Node): boolean {
  const call = fn.parent;
  if (call?.type !== 'CallExpression' || getStaticString(call.arguments[0]) !== 'message') return false;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !/^on$|^addListener$/.test(getPropertyName(callee) ?? '')) return false;
  return findOriginKey(file, callee.object) === 'worker_threads#parentPort';
}
