import { FIXED_NUMBER } from '../../knowledge/timers.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, isFunction } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Pause } from './pauses.ts';

const DOES: ReadonlySet<string> = new Set(['CallExpression', 'NewExpression', 'TaggedTemplateExpression']);

/**
 * Does the pause let something settle that the function has started or asked before it, for as long as somebody has found
 * to be enough? The delay of a retry or a poll is computed or handed over.
 */
export function isSettling({ code }: SourceFile, { node, delay }: Pause): boolean {
  const isFixed =
    !!delay && [...walk(code, delay)].every((part) => part.type !== 'Identifier' || FIXED_NUMBER.test(part.name));
  const around = findEnclosingFunction(node)?.body ?? code.ast;
  return (
    isFixed && [...walk(code, around, isFunction)].some((part) => DOES.has(part.type) && part.range[1] <= node.range[0])
  );
}
