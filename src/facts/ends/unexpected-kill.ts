import { SPEAKS_OF_RESTART } from '../../knowledge/stop-words.ts';
import { isExported } from '../../semantics/exports.ts';
import { findFunctionVariable, getUses } from '../../semantics/function-uses.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { findFunctionName, isInside } from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { PoolRow } from '../../knowledge/types.ts';
import type { CallbackRole } from '../../semantics/callback-role.ts';
import { isInAdapter } from './adapter.ts';
import { isKnownIdle } from './idle.ts';
import { isInFailurePath, isInResultCallback, isOneOfMany } from './kill-place.ts';
import type { Kill } from './kills.ts';
import { endsWithWait, isAfterWait, isDeadline } from './last-resort.ts';
import { getNearestName, isInKillFunction, isInStopPath, isPublicStop, isReachedFrom } from './life-cycle.ts';
import { findLoss, isLongLived, type Loss } from './loss.ts';
import { getRuns } from './pool-runs.ts';
import { settlesAllReplies } from './settled-replies.ts';

/** Who calls the kill then has heard from the worker, or has nothing left that it could wait for. */
const ROLES_WITH_NOTHING_TO_LOSE: ReadonlySet<CallbackRole> = new Set([
  'worker-event',
  'exit-hook',
  'finalizer',
  'catch',
  'finally',
  'test',
]);

/**
 * May what is killed be in the middle of something, as far as the code around tells? Not when the worker spoke last, had
 * its time to end, or is known to have nothing to do. `everyPath`: the time must have been there on every way to the kill.
 * `forCaller`: asked for who calls the code, who has to do what an adapter leaves to its caller.
 */
export function isUnexpectedKill(
  file: SourceFile,
  { node, target }: { node: Node; target: Node },
  everyPath: boolean,
  forCaller = false,
): boolean {
  if (isSpokenLast(file, node) || isInResultCallback(file, node, target)) return false;
  if (!forCaller && isInAdapter(node) && !isOneOfMany(node)) return false;
  if (isInFailurePath(node) || isAfterWait(file, node, everyPath)) return false;
  if (isKnownIdle(file, node, target) || isDeadline(file, node, everyPath)) return false;
  return !areCallersExcused(file, node, everyPath, MAX_CALLERS);
}

/** So many functions stand between a kill and what excuses it. */
const MAX_CALLERS = 3;

function isSpokenLast(file: SourceFile, node: Node): boolean {
  return isReachedFrom(file, node, (role) => ROLES_WITH_NOTHING_TO_LOSE.has(role), true);
}

/** A helper of the file all of whose callers may kill, each for a reason of its own: a failure, an answer, a wait before it. */
function areCallersExcused(file: SourceFile, node: Node, everyPath: boolean, depth: number): boolean {
  const fn = depth > 0 ? findNamedFunction(node) : null;
  if (!fn || isPublicStop(file, fn) || isPublic(file, fn)) return false;
  const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
  return (
    uses.length > 0 &&
    uses.every(
      (use) =>
        isSpokenLast(file, use) ||
        isInFailurePath(use) ||
        (use.parent?.type === 'CallExpression' && isAfterWait(file, use.parent, everyPath)) ||
        areCallersExcused(file, use, everyPath, depth - 1),
    )
  );
}

function isPublic(file: SourceFile, fn: FunctionNode): boolean {
  const variable = findFunctionVariable(file, fn);
  if (variable) return isExported(file, variable);
  return (
    !/^[#_]/.test(findFunctionName(fn) ?? '') &&
    !/^pr/.test(('accessibility' in fn.parent && fn.parent.accessibility) || '')
  );
}

/**
 * What the kill loses, where it is to be reported; null where it is not. A pure worker loses nothing (`evenPure` reports
 * it). Where nobody can tell, only the end of a long-lived worker of Node counts that is given tasks, and whose open replies are
 * not all settled by the stop; `everywhere`: any.
 */
export function findHarm(file: SourceFile, kill: Kill, everywhere: boolean, evenPure: boolean): Loss | null {
  if (!isHarmfulKill(file, kill, everywhere)) return null;
  const isEnd = isInStopPath(file, kill.node) || (isInKillFunction(kill.node) && isOneOfMany(kill.node));
  // Whether the worker holds something is asked of its file, which is read only where the answer counts.
  if (kill.how === 'pool') return everywhere || (isEnd && !isAborted(file, kill.node)) ? UNKNOWN : null;
  const loss = findLoss(file, kill);
  if (loss.is === 'nothing') return evenPure ? loss : null;
  if (everywhere) return loss;
  if (loss.is === 'lost') return isEnd || !isLimit(file, kill.node) ? loss : null;
  if (!isEnd || !isOfNode(file, kill) || !isLongLived(file, kill)) return null;
  return settlesAllReplies(file, kill.node) ? null : loss;
}

const UNKNOWN: Loss = { is: 'unknown' };

/** An abort tells everybody who waits for a task of a pool that it is not wanted any more. */
function isAborted(file: SourceFile, node: Node): boolean {
  return isReachedFrom(file, node, (role) => role === 'abort');
}

/** May a time limit or a restart have no better way? */
function isLimit(file: SourceFile, node: Node): boolean {
  if (isReachedFrom(file, node, (role) => role === 'timer')) return true;
  return SPEAKS_OF_RESTART.test(getNearestName(node));
}

function isOfNode(file: SourceFile, { handle }: Kill): boolean {
  return handle.platform === 'node' || (handle.platform === null && /\bworker_threads\b/.test(file.code.text));
}

/**
 * Is the kill a harm to the tasks, whoever calls it and whatever the worker holds? What other files are told about the
 * methods of this one.
 */
export function isHarmfulKill(file: SourceFile, kill: Kill, everywhere: boolean, forCaller = false): boolean {
  const { node, how } = kill;
  if (node.type === 'VariableDeclarator') return !isAfterWait(file, node, everywhere) && !endsWithWait(file, node);
  if (how === 'pool' && (kill.handle.row as PoolRow).graceful === null && getRuns(file, kill).length === 0)
    return false;
  return isUnexpectedKill(file, kill, everywhere, forCaller);
}
