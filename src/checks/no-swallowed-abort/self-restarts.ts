import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import { findRestart } from '../../facts/loops/restarts.ts';
import { getFlow } from '../../flow/index.ts';
import { endsOnStop } from '../../facts/signals/stop-checks.ts';
import { isAbortCheck } from '../../facts/signals/abort-plan.ts';
import { lastsFor } from './lasting-signal.ts';
import type { SignalWait } from './signal-waits.ts';
import { isStopFlag } from './stop-flags.ts';
import type { Swallowed } from './types.ts';

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
  for (const round of getNextRounds(file, fn)) {
    const stays = (part: Node): boolean =>
      isAbortCheck(file, part) || isStopFlag(file, part) || (part !== wait.point && endsOnStop(file, part, fn));
    if (!flow.hasPath(from, round.point, stays) || !flow.hasPath('entry', wait.point, stays)) continue;
    const isAlways =
      !flow.hasPath(from, 'end', [round.point]) &&
      !flow.hasPath(from, 'throw', [round.point]) &&
      !flow.hasPath('entry', 'end', [wait.point, round.point]);
    const isBounded = round.isKept || !isAlways || !keepsArguments(fn, round.call);
    return { form: 'round', node, restart: round.statement, signal, isBounded, isUnknown };
  }
  return null;
}

/** A restart that is a statement of the function's own. */
interface NextRound {
  /** The call of the flow that starts it. */
  readonly point: TSESTree.CallExpression;
  readonly statement: TSESTree.ExpressionStatement;
  /** The call of the function; null where only its name is handed over. */
  readonly call: TSESTree.CallExpression | null;
  /** Is the timer's handle kept, so that something can clear it? */
  readonly isKept: boolean;
}

/** `setTimeout(tick, ms)`, `setTimeout(() => tick(), ms)` and a plain `tick()` or `await tick()`, each a statement. */
const getNextRounds = oncePerNode((file, fn: FunctionNode): readonly NextRound[] =>
  getNodes(file.code, 'CallExpression').flatMap((point) => {
    const restart = findEnclosingFunction(point) === fn ? findRestart(file, point) : null;
    const statement = restart?.fn === fn && restart.by !== 'promise' ? findStatement(point) : null;
    if (!restart || !statement) return [];
    const { parent } = restart.use;
    const call = parent?.type === 'CallExpression' && parent.callee === restart.use ? parent : null;
    return [{ point, statement, call, isKept: restart.by === 'timer' && statement.expression !== point }];
  }),
);

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
