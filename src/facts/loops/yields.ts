import { walk } from '../../source/node-index.ts';
import { isFunction } from '../../source/predicates.ts';
import type { LoopNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { canCycleWithout } from '../../flow/index.ts';
import { isMicrotaskOnly, isMicrotaskIteration } from './microtasks.ts';
import { isCompiledAwait } from '../pauses/pauses.ts';

/** Does every turn of the loop let the event loop turn, so that a message can get in? An unknown await counts as one. */
export function doesYield(file: SourceFile, loop: LoopNode): boolean {
  const yields = listYields(file, loop);
  return yields.includes(loop) || (yields.length > 0 && !canCycleWithout(file, loop, yields));
}

/** Can a turn of the loop let the event loop turn at all, on whichever path? */
export function canYield(file: SourceFile, loop: LoopNode): boolean {
  return listYields(file, loop).length > 0;
}

function listYields(file: SourceFile, loop: LoopNode): Node[] {
  return [...walk(file.code, loop, isFunction)].filter((node) => isYield(file, node));
}

/** Can the node be a moment at which the event loop turns? A generator's consumer may do anything meanwhile. */
function isYield(file: SourceFile, node: Node): boolean {
  switch (node.type) {
    case 'ForOfStatement':
      return node.await && !isMicrotaskIteration(file, node.right);
    case 'YieldExpression':
      return isCompiledAwait(node) && !isMicrotaskOnly(file, node.argument);
    case 'AwaitExpression':
      return !isMicrotaskOnly(file, node.argument);
    default:
      return false;
  }
}
