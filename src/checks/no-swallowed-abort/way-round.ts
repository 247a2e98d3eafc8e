import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, isFunction, isInside, isLoop } from '../../source/predicates.ts';
import type { LoopNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findLoopExits, getFlowAround } from '../../flow/index.ts';
import { comesBack, isAbortCheck } from '../../facts/signals/abort-plan.ts';
import { endsOnStop } from '../../facts/signals/stop-checks.ts';
import { lastsFor, type GivenSignal } from './lasting-signal.ts';
import { getSignalWaits, type SignalWait } from './signal-waits.ts';
import { isStopFlag } from './stop-flags.ts';
import { findVariable } from '../../source/variables.ts';

export interface WayRound {
  readonly loop: LoopNode;
  readonly signal: GivenSignal;
  readonly isBounded: boolean;
}

/**
 * The loop in which control comes from `from`, where the abort has been eaten, back to the wait without a look at the
 * signal: the outermost that never ends by itself, else (`isBounded`) the innermost. Null when there is none, or when the
 * signal is made anew in each turn.
 */
export function findWayRound(file: SourceFile, wait: SignalWait, from: Node): WayRound | null {
  const loops = getLoops(wait.point, from);
  if (loops.length === 0) return null;
  const outermost = loops.at(-1) as LoopNode;
  const leaving = (part: Node): boolean =>
    isStopFlag(file, part) || (part !== wait.point && endsOnStop(file, part, outermost));
  if (!comesBack(file, from, wait.point, undefined, leaving)) return null;
  let bounded: WayRound | null = null;
  for (const loop of loops) {
    const signal = wait.signals.find((given) => lastsFor(file, given, loop));
    if (!signal) break;
    if (isEndless(file, loop, from, wait.point)) return { loop, signal, isBounded: false };
    bounded ??= { loop, signal, isBounded: true };
  }
  return bounded;
}

/** The loops around both, innermost first. */
function getLoops(point: Node, from: Node): LoopNode[] {
  const loops: LoopNode[] = [];
  for (let node = point.parent; node && !isFunction(node); node = node.parent) {
    const isHead =
      isLoop(node) &&
      node.type !== 'ForOfStatement' &&
      node.type !== 'ForInStatement' &&
      node.test &&
      isInside(point, node.test);
    if (isLoop(node) && isInside(from, node) && (isHead || isInside(point, node.body))) loops.push(node);
  }
  return loops;
}

/** Has the loop no way out that can be come to from `from` while every wait under a signal is cut short? */
function isEndless(file: SourceFile, loop: LoopNode, from: Node, point: Node): boolean {
  if (findEnclosingFunction(loop)?.generator && hasYield(file, loop)) return false;
  const flow = getFlowAround(file, loop);
  const waits = new Set(getSignalWaits(file).map((wait) => wait.point));
  const isBarred = (node: Node): boolean => (waits.has(node) && node !== from) || isAbortCheck(file, node);
  return findLoopExits(file, loop).every((exit) => {
    if (exit === loop && loop.type === 'ForOfStatement' && exit === point) return true;
    if (isTestOf(loop, exit) && isFrozen(file, loop, exit, from, point)) return true;
    return !flow.hasPath(from, exit, (node) => node !== exit && isBarred(node));
  });
}

/** A consumer of the values ends a generator; the `yield` of a compiled `await` is not asked for: its function is none. */
function hasYield(file: SourceFile, loop: LoopNode): boolean {
  const fn = findEnclosingFunction(loop);
  if (!fn?.async) return false;
  for (const node of walk(file.code, loop, isFunction)) if (node.type === 'YieldExpression') return true;
  return false;
}

function isTestOf(loop: LoopNode, exit: Node): boolean {
  return loop.type !== 'ForOfStatement' && loop.type !== 'ForInStatement' && loop.test === exit;
}

/** A test over variables that nothing on the way round changes: it gives what it gave before. */
function isFrozen(file: SourceFile, loop: LoopNode, test: Node, from: Node, point: Node): boolean {
  const flow = getFlowAround(file, loop);
  const owner = findEnclosingFunction(loop);
  for (const part of walk(file.code, test)) {
    if (part.type === 'CallExpression' || part.type === 'MemberExpression' || part.type === 'AwaitExpression')
      return false;
    if (part.type === 'UpdateExpression' || part.type === 'AssignmentExpression') return false;
    if (part.type !== 'Identifier') continue;
    const variable = findVariable(file, part);
    if (!variable || variable.defs[0]?.type === 'ImportBinding') return false;
    for (const reference of variable.references) {
      if (!reference.isWrite() || reference.init === true) continue;
      const write = reference.identifier as TSESTree.Identifier;
      if (findEnclosingFunction(write) !== owner) return false;
      if (flow.hasPath(from, write, (node) => node === point)) return false;
      if (write.parent.type === 'UpdateExpression' && flow.hasPath(from, write.parent, (node) => node === point))
        return false;
    }
  }
  return true;
}
