import { walk } from '../../ast/node-index.ts';
import { isFunction } from '../../ast/predicates.ts';
import type { LoopNode, Node } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { isMicrotaskOnly } from '../calls/index.ts';
import { canCycleWithout } from '../control-flow/index.ts';
import { isCompiledAwait } from './pauses.ts';

/** Does every turn of the loop let the event loop turn, so that a message can get in? An unknown await counts as one. */
export function doesYield(file: SourceFile, loop: LoopNode): boolean {
  if (loop.type === 'ForOfStatement' && loop.await) return true;
  const yields = [...walk(file.code, loop, isFunction)].filter((node) => isYield(file, node));
  return yields.length > 0 && !canCycleWithout(file, loop, yields);
}

function isYield(file: SourceFile, node: Node): boolean {
  if (node.type === 'ForOfStatement') return node.await;
  if (node.type === 'YieldExpression') return isCompiledAwait(node) && !isMicrotaskOnly(file, node.argument);
  return node.type === 'AwaitExpression' && !isMicrotaskOnly(file, node.argument);
}
