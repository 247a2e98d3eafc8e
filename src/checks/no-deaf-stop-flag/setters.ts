import {
  findEnclosingFunction,
  findFunctionName,
  getPropertyName,
  getStaticString,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { FunctionNode, LoopNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { getUses } from '../../semantics/functions.ts';
import { getLoopCalls } from './loop-calls.ts';
import type { Setter } from './types.ts';
import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { NODE_TIMER } from '../../knowledge/timers.ts';
import { NAMES_PORT } from '../../knowledge/worker-names.ts';

/** A callback of the platform that writes a flag. */
interface AsyncPlace {
  readonly setter: Setter;
  /** Can code of other files get at the function as well? */
  readonly isPublic: boolean;
}

/**
 * Who ends the loop, where it is certain that nothing that runs during the loop does: every write that would end it
 * (`requests`) is in a callback of the platform, or in code that the loop does not reach.
 */
export function findSetter(
  file: SourceFile,
  loop: LoopNode,
  requests: readonly Node[],
  isOpen: boolean,
): Setter | null {
  const places = requests.map((write) => findAsyncPlace(file, write, loop));
  const first = places.find((place) => place !== null);
  if (!first) return null;
  const { code, callsBack, callsOut } = getLoopCalls(file, loop);
  if (callsBack && (isOpen || places.some((place) => place?.isPublic))) return null;
  const isReached = (write: Node): boolean => {
    const fn = findEnclosingFunction(write);
    const isAround = fn === null || isInside(loop, fn);
    return code.some((part) => isInside(write, part)) || (!isAround && callsOut);
  };
  return requests.some((write, i) => places[i] === null && isReached(write)) ? null : first.setter;
}

/** The callback that the code is in, itself or through functions that nothing but callbacks call. */
function findAsyncPlace(file: SourceFile, node: Node, loop: LoopNode, seen: Set<Node> = new Set()): AsyncPlace | null {
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) {
    // The loop runs within the same call.
    if (isInside(loop, fn) || seen.has(fn)) return null;
    seen.add(fn);
    const setter = findSetterOfPlace(file, fn);
    if (setter) return { setter, isPublic: false };
    if (findFunctionName(fn) !== null) return findPlaceOfUses(file, fn, loop, seen);
  }
  return null;
}

function findPlaceOfUses(file: SourceFile, fn: FunctionNode, loop: LoopNode, seen: Set<Node>): AsyncPlace | null {
  let first: Setter | null = null;
  for (const use of getUses(file, fn)) {
    if (isInside(use, fn) || isExport(use)) continue;
    const setter = findSetterOfPlace(file, use) ?? findAsyncPlace(file, use, loop, seen)?.setter ?? null;
    if (setter === null) return null;
    first ??= setter;
  }
  return first && { setter: first, isPublic: isPublic(file, fn) };
}

function isExport({ parent }: Node): boolean {
  return parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration';
}

function isPublic(file: SourceFile, fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    return !(getPropertyName(parent) ?? '').startsWith('#') && parent.accessibility !== 'private';
  }
  const holder = fn.type === 'FunctionDeclaration' ? fn : parent.type === 'VariableDeclarator' ? parent.parent : null;
  return !holder || holder.parent.type.startsWith('Export') || getUses(file, fn).some(isExport);
}

/** What calls a function that stands at this place: `on('message', fn)`, `port.onmessage = fn`, `setTimeout(fn)`. */
export function findSetterOfPlace(file: SourceFile, place: Node): Setter | null {
  const { parent } = place;
  if (parent?.type === 'MemberExpression' && parent.object === place && getPropertyName(parent) === 'bind') {
    return parent.parent.type === 'CallExpression' ? findSetterOfPlace(file, parent.parent) : null;
  }
  if (parent?.type === 'AssignmentExpression' && parent.right === place) return findSetterOfField(file, parent.left);
  if (parent?.type !== 'CallExpression') return null;
  const position = parent.arguments.indexOf(place as TSESTree.Expression);
  if (position === 0) return NODE_TIMER.has(findOriginKey(file, parent.callee) ?? '') ? 'timer' : null;
  const event = position === 1 ? getStaticString(parent.arguments[0]) : null;
  return event === null ? null : findSetterOfEvent(file, parent.callee, event);
}

/** `port.onmessage = …`, and the bare `onmessage = …` of a worker. */
function findSetterOfField(file: SourceFile, left: Node): Setter | null {
  const target = unwrap(left);
  const name =
    target.type === 'MemberExpression' ? getPropertyName(target) : target.type === 'Identifier' ? target.name : null;
  if (name === 'onmessage') return 'message';
  if (name === 'onabort' && target.type === 'MemberExpression') return findSetterOfAbort(file, target.object);
  return null;
}

function findSetterOfEvent(file: SourceFile, callee: Node, event: string): Setter | null {
  const member = unwrap(callee);
  if (member.type === 'Identifier')
    return findOriginKey(file, member) === '#addEventListener' && event === 'message' ? 'message' : null;
  if (member.type !== 'MemberExpression' || !ADD_LISTENER.has(getPropertyName(member) ?? '')) return null;
  const object = unwrap(member.object);
  const key = findOriginKey(file, object);
  if (key === '#process') return event.startsWith('SIG') ? 'signal' : event === 'message' ? 'message' : null;
  if (event === 'abort') return findSetterOfAbort(file, object);
  if (event === 'message') return isPort(file, object, key) ? 'message' : null;
  return /^(?:error|exit|online|messageerror)$/.test(event) && isWorker(file, object) ? 'worker' : null;
}

/** Other emitters of a 'message' may do so in the middle of a call. */
function isPort(file: SourceFile, object: Node, key: string | null): boolean {
  if (key === 'worker_threads#parentPort' || key === '#self' || key === '#globalThis' || key === '#window') return true;
  const name =
    object.type === 'Identifier'
      ? object.name
      : object.type === 'MemberExpression'
        ? (getPropertyName(object) ?? '')
        : '';
  return NAMES_PORT.test(name) || isWorker(file, object);
}

function isWorker(file: SourceFile, object: Node): boolean {
  return findHandle(file, object)?.kind === 'worker';
}

/** An abort may be a call in the middle of the loop; that of `AbortSignal.timeout()` never is. */
function findSetterOfAbort(file: SourceFile, signal: Node): Setter | null {
  const value = unwrap(signal);
  const isTimeout = value.type === 'CallExpression' && findOriginKey(file, value.callee) === '#AbortSignal.timeout';
  return isTimeout ? 'timer' : null;
}
