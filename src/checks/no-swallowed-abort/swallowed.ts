import { isFunction, isInside } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { findLoop } from '../../facts/pauses/repeats.ts';
import { actsBehind } from '../../facts/signals/after-loop.ts';
import { findHow } from '../../facts/signals/abort-plan.ts';
import { findFateInCallback, findFateInCatch } from './handled-errors.ts';
import { listInvertedTests } from './inverted-tests.ts';
import { getUnendedRetries } from './unended-retries.ts';
import { findSelfRestart } from './self-restarts.ts';
import { getSignalWaits, type SignalWait } from './signal-waits.ts';
import type { Swallowed } from './types.ts';
import { findWayRound } from './way-round.ts';

export type { Swallowed };
export type { GivenSignal } from './lasting-signal.ts';

/** Every place of the file where the abort of a signal that lasts is eaten; one for each place. */
export const getSwallowed = oncePerFile((file): readonly Swallowed[] => {
  const found = new Map<Node, Swallowed>();
  for (const wait of getSignalWaits(file)) {
    const swallowed = judge(file, wait);
    if (swallowed && !found.has(swallowed.node)) found.set(swallowed.node, swallowed);
  }
  const inverted = listInvertedTests(file).map((node): Swallowed => ({ form: 'inverted', node }));
  return [...found.values(), ...inverted, ...getUnendedRetries(file)];
});

function judge(file: SourceFile, wait: SignalWait): Swallowed | null {
  if (isInFinally(wait.point)) return null;
  if (wait.catcher) return judgeCallback(file, wait, wait.catcher);
  if (wait.settled) return judgeSettled(file, wait, wait.settled);
  return judgeCatch(file, wait);
}

/** Clean-up has to go on after an abort; that its signal has fired is no-aborted-cleanup's to say. */
function isInFinally(node: Node): boolean {
  if (!node.parent || isFunction(node)) return false;
  return (node.parent.type === 'TryStatement' && node.parent.finalizer === node) || isInFinally(node.parent);
}

/** The first `catch` outwards that neither looks nor lets go. */
function judgeCatch(file: SourceFile, wait: SignalWait): Swallowed | null {
  for (let inner: Node = wait.point; inner.parent && !isFunction(inner.parent); inner = inner.parent) {
    const outer: Node = inner.parent;
    if (outer.type !== 'TryStatement' || outer.block !== inner || !outer.handler) continue;
    const { handler } = outer;
    const fate = findFateInCatch(file, handler);
    if (fate === 'checked') return null;
    if (fate === 'thrown') continue;
    const isUnknown = fate === 'unknown';
    const round = findWayRound(file, wait, handler);
    if (round)
      return {
        form: 'catch',
        node: handler,
        isUnknown,
        ...round,
        how: getHow(file, handler, round.signal.text, round.isBounded),
      };
    return findSelfRestart(file, wait, handler, handler, isUnknown);
  }
  return null;
}

function judgeCallback(file: SourceFile, wait: SignalWait, call: TSESTree.CallExpression): Swallowed | null {
  const callback = call.arguments.at(-1);
  const fate = callback ? findFateInCallback(file, callback) : 'checked';
  if (fate === 'checked' || fate === 'thrown') return null;
  return (
    judgeAfter(file, wait, call, 'callback', fate === 'unknown') ??
    findSelfRestart(file, wait, wait.point, call, fate === 'unknown')
  );
}

/** Results that are looked at may be what ends the loop. */
function judgeSettled(file: SourceFile, wait: SignalWait, call: TSESTree.CallExpression): Swallowed | null {
  const isUnused = wait.point.parent?.type === 'ExpressionStatement';
  return judgeAfter(file, wait, call, 'settled', !isUnused);
}

function judgeAfter(
  file: SourceFile,
  wait: SignalWait,
  node: TSESTree.CallExpression,
  form: 'callback' | 'settled',
  isUnknown: boolean,
): Swallowed | null {
  const round = findWayRound(file, wait, wait.point);
  if (!round) return null;
  const { signal, isBounded } = round;
  const statement = findStatement(wait.point);
  return { form, node, signal, isBounded, isUnknown, statement, how: getHow(file, wait.point, signal.text, isBounded) };
}

/** The statement that does nothing but wait, and keeps the result at most. */
function findStatement(point: Node): TSESTree.Statement | null {
  let node: Node = point;
  while (node.parent && !node.type.endsWith('Statement') && node.type !== 'VariableDeclaration') {
    if (isFunction(node)) return null;
    node = node.parent;
  }
  if (node.type === 'VariableDeclaration')
    return node.parent.type === 'BlockStatement' || node.parent.type === 'Program' ? node : null;
  return node.type === 'ExpressionStatement' && isInside(point, node) ? node : null;
}

/** Behind a bounded loop stands what is done when all tries have failed: the error of an abort passes by that. */
function getHow(file: SourceFile, at: Node, text: string, isBounded: boolean): ReturnType<typeof findHow> {
  const how = findHow(file, at, { text, isOwn: false });
  const loop = isBounded && how === 'break;' ? findLoop(at) : null;
  return loop?.type === 'ForOfStatement' && actsBehind(file, loop) ? null : how;
}
