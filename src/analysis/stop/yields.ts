import { walk } from '../../ast/node-index.ts';
import { isFunction, unwrap } from '../../ast/predicates.ts';
import type { LoopNode, Node } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { findYieldRow } from '../calls/index.ts';
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

/** Does the await run microtasks only, so that no message can get in (facts 4b)? Unknown calls do not count as such. */
function isMicrotaskOnly(file: SourceFile, argument: Node): boolean {
  const value = unwrap(argument);
  switch (value.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'ObjectExpression':
    case 'ArrayExpression':
      return true;
    case 'Identifier':
      return value.name === 'undefined';
    case 'UnaryExpression':
      return value.operator === 'void';
    case 'CallExpression': {
      const row = findYieldRow(file, value, 'await');
      if (row?.turns !== 'never') return false;
      return row.when === undefined || (row.when === 'settled' && value.arguments.every(isSettled));
    }
    default:
      return false;
  }
}

/** A value that is no promise, or a list of such. */
function isSettled(node: Node | null): boolean {
  if (node?.type === 'ArrayExpression') return node.elements.every(isSettled);
  return node?.type === 'Literal' || node?.type === 'TemplateLiteral';
}
