import { findEnclosingFunction, findFunctionName, getPropertyName, isInside } from '../../source/predicates.ts';
import type { FunctionNode, LoopNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findCallbackSite } from '../../semantics/callback-role.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { getLoopCalls } from './loop-calls.ts';
import type { Setter } from './types.ts';
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
    if (seen.has(fn)) return null;
    seen.add(fn);
    const setter = findSetterOfPlace(file, fn);
    // The loop runs within the same call: another call of the handler would have to set it.
    if (isInside(loop, fn) && (setter === null || mayLead(file, node, loop))) return null;
    if (setter) return { setter, isPublic: false };
    if (findFunctionName(fn) !== null) return findPlaceOfUses(file, fn, loop, seen);
  }
  return null;
}

/** Can one run of the function come from the write to the loop, or from the loop's turns to the write? */
function mayLead(file: SourceFile, write: Node, loop: LoopNode): boolean {
  if (findEnclosingFunction(write) !== findEnclosingFunction(loop)) return true;
  const flow = getFlowAround(file, loop);
  const point = write.parent ?? write;
  return isInside(write, loop) || flow.hasPath(point, loop) || flow.hasPath(loop, point);
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

/** Whose callback a function at this place is: `on('message', fn)`, `port.onmessage = fn`, `setTimeout(fn)`. */
function findSetterOfPlace(file: SourceFile, place: Node): Setter | null {
  const site = findCallbackSite(file, place);
  switch (site?.role) {
    case 'timer':
      return site.callee && NODE_TIMER.has(findOriginKey(file, site.callee) ?? '') ? 'timer' : null;
    case 'owner-message':
      return 'message';
    case 'signal':
      return 'signal';
    case 'abort':
      return site.sender && isTimeout(file, site.sender) ? 'timer' : null;
    case 'worker-event':
      if (!site.sender) return null;
      // Who sets `onmessage` means a port, whatever its name.
      if (site.event === 'message') return !site.callee || isPort(file, site.sender) ? 'message' : null;
      return isWorker(file, site.sender) ? 'worker' : null;
    default:
      return null;
  }
}

/** Other emitters of a 'message' may do so in the middle of a call. */
function isPort(file: SourceFile, object: Node): boolean {
  const key = findOriginKey(file, object);
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
function isTimeout(file: SourceFile, signal: Node): boolean {
  return signal.type === 'CallExpression' && findOriginKey(file, signal.callee) === '#AbortSignal.timeout';
}
