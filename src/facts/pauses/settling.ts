import { FIXED_NUMBER } from '../../knowledge/timers.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, isFunction } from '../../source/predicates.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import type { Pause } from './pauses.ts';

const DOES: ReadonlySet<string> = new Set(['CallExpression', 'NewExpression', 'TaggedTemplateExpression']);

/**
 * Does the pause let something settle that the function has started or asked before it, for as long as somebody has found
 * to be enough? The delay of a retry or a poll is computed or handed over.
 */
export function isSettling(file: SourceFile, { node, delay }: Pause): boolean {
  const { code } = file;
  const isFixed =
    !!delay && [...walk(code, delay)].every((part) => part.type !== 'Identifier' || FIXED_NUMBER.test(part.name));
  return isFixed && findFirstDone(file, findEnclosingFunction(node)?.body ?? code.ast) <= node.range[0];
}

/** Where the first thing is done in a function. */
const findFirstDone = oncePerNode((file, around: Node): number => {
  let first = Infinity;
  for (const part of walk(file.code, around, isFunction))
    if (DOES.has(part.type)) first = Math.min(first, part.range[1]);
  return first;
});
