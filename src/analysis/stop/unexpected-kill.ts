import type { Node } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import type { CallbackRole } from '../handles/index.ts';
import { isInAdapter } from './adapter.ts';
import { isKnownIdle } from './idle.ts';
import { isInResultCallback, isOneOfMany } from './kill-place.ts';
import { isAfterWait, isDeadline, isInFailurePath } from './last-resort.ts';
import { isReachedFrom } from './life-cycle.ts';

const SPOKEN: ReadonlySet<CallbackRole> = new Set(['worker-event', 'exit-hook', 'finalizer', 'catch', 'finally', 'test']);

/**
 * May what is killed be in the middle of something, as far as the code around tells? Not when the worker spoke last, had
 * its time to end, or is known to have nothing to do. `everyPath`: the time must have been there on every way to the kill.
 */
export function isUnexpectedKill(file: SourceFile, { node, target }: { node: Node; target: Node }, everyPath: boolean): boolean {
  if (isReachedFrom(file, node, (role) => SPOKEN.has(role)) || isInResultCallback(file, node, target)) return false;
  if ((isInAdapter(node) && !isOneOfMany(node)) || isInFailurePath(node) || isAfterWait(file, node, everyPath)) return false;
  return !isKnownIdle(file, node, target) && !isDeadline(file, node, everyPath);
}
