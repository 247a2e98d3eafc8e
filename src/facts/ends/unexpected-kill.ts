import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { PoolRow } from '../../knowledge/types.ts';
import type { CallbackRole } from '../../semantics/callback-role.ts';
import { isInAdapter } from './adapter.ts';
import { isKnownIdle } from './idle.ts';
import { isInFailurePath, isInResultCallback, isOneOfMany } from './kill-place.ts';
import type { Kill } from './kills.ts';
import { endsWithWait, isAfterWait, isDeadline } from './last-resort.ts';
import { isInKillFunction, isInStopPath, isReachedFrom } from './life-cycle.ts';
import { getRuns } from './pool-runs.ts';

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
  if (
    isReachedFrom(file, node, (role) => ROLES_WITH_NOTHING_TO_LOSE.has(role)) ||
    isInResultCallback(file, node, target)
  )
    return false;
  if (!forCaller && isInAdapter(node) && !isOneOfMany(node)) return false;
  if (isInFailurePath(node) || isAfterWait(file, node, everyPath)) return false;
  return !isKnownIdle(file, node, target) && !isDeadline(file, node, everyPath);
}

/**
 * Is the kill to be reported? Outside of stop paths it is so only `everywhere`: there, a restart or a time limit may have
 * no better way.
 */
export function isHarmfulKill(file: SourceFile, kill: Kill, everywhere: boolean, forCaller = false): boolean {
  const { node, how } = kill;
  if (node.type === 'VariableDeclarator') return !isAfterWait(file, node, everywhere) && !endsWithWait(file, node);
  if (how === 'pool' && (kill.handle.row as PoolRow).graceful === null && getRuns(file, kill).length === 0)
    return false;
  return (
    isUnexpectedKill(file, kill, everywhere, forCaller) &&
    (everywhere || isInStopPath(file, node) || (isInKillFunction(node) && isOneOfMany(node)))
  );
}
