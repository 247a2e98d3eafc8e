import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, isFunction, isInside } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getFlow } from '../../flow/index.ts';
import { getUses } from '../../semantics/functions.ts';
import { endsOnStop } from '../../facts/signals/stop-checks.ts';
import { isAbortCheck } from '../../facts/signals/abort-plan.ts';
import { lastsFor } from './lasting-signal.ts';
import type { SignalWait } from './signal-waits.ts';
import { isStopFlag } from './stop-flags.ts';
import type { Swallowed } from './types.ts';

const TIMERS: ReadonlySet<string> = new Set([
  '#setTimeout',
  '#setImmediate',
  'timers#setTimeout',
  'timers#setImmediate',
]);

/** The function around the wait that starts itself again, come to from `from` with no look at the signal on the way. */
export function findSelfRestart(
  file: SourceFile,
  wait: SignalWait,
  from: Node,
  node: TSESTree.CatchClause | TSESTree.CallExpression,
  isUnknown: boolean,
): Swallowed | null {
  const fn = findEnclosingFunction(wait.point);
  const signal = fn && wait.signals.find((given) => lastsFor(file, given, fn.body));
  if (!fn || !signal) return null;
  const flow = getFlow(file, fn);
  for (const restart of getRestarts(file, fn)) {
    const stays = (part: Node): boolean =>
      isAbortCheck(file, part) || isStopFlag(file, part) || (part !== wait.point && endsOnStop(file, part, fn));
    if (!flow.hasPath(from, restart.point, stays) || !flow.hasPath('entry', wait.point, stays)) continue;
    const isAlways =
      !flow.hasPath(from, 'end', [restart.point]) &&
      !flow.hasPath(from, 'throw', [restart.point]) &&
      !flow.hasPath('entry', 'end', [wait.point, restart.point]);
    const isBounded = restart.isKept || !isAlways || !keepsArguments(fn, restart.call);
    return { form: 'round', node, restart: restart.statement, signal, isBounded, isUnknown };
  }
  return null;
}

interface Restart {
  /** The point of the flow that starts the next round. */
  readonly point: Node;
  readonly statement: TSESTree.ExpressionStatement;
  /** The call of the function; null where only its name is handed over. */
  readonly call: TSESTree.CallExpression | null;
  /** Is the timer's handle kept, so that something can clear it? */
  readonly isKept: boolean;
}

/** `setTimeout(tick, ms)`, `setTimeout(() => tick(), ms)` and a plain `tick()` or `await tick()`, each a statement. */
function getRestarts(file: SourceFile, fn: FunctionNode): Restart[] {
  const timers = getNodes(file.code, 'CallExpression').filter(
    (call) => findEnclosingFunction(call) === fn && TIMERS.has(findOriginKey(file, call.callee) ?? ''),
  );
  return getUses(file, fn).flatMap((use) => {
    if (use.type === 'MemberExpression' && use.object.type !== 'ThisExpression') return [];
    const timer = timers.find(
      ({ arguments: [callback] }) =>
        callback && (callback === use || (isFunction(callback) && isInside(use, callback))),
    );
    const call = use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent : null;
    const point = timer ?? (call && findEnclosingFunction(call) === fn ? call : null);
    const statement = point && findStatement(point);
    return point && statement
      ? [{ point, statement, call, isKept: timer !== undefined && statement.expression !== timer }]
      : [];
  });
}

function findStatement(point: Node): TSESTree.ExpressionStatement | null {
  let node: Node | undefined = point.parent;
  while (node?.type === 'AwaitExpression' || node?.type === 'UnaryExpression' || node?.type === 'AssignmentExpression')
    node = node.parent;
  return node?.type === 'ExpressionStatement' ? node : null;
}

/** Are its own parameters passed on as they are, so that nothing counts the rounds? */
function keepsArguments(fn: FunctionNode, call: TSESTree.CallExpression | null): boolean {
  const names = fn.params.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : null));
  if (!call) return names.length === 0;
  return names.every(
    (name, i) => name !== null && call.arguments[i]?.type === 'Identifier' && call.arguments[i].name === name,
  );
}
