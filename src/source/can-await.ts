import { findEnclosingFunction, isLoop } from './predicates.ts';
import type { Node } from './types.ts';

/** May an `await` be put where the node is, without holding up a loop's next turn? */
export function canAwait(node: Node): boolean {
  const fn = findEnclosingFunction(node);
  if (!fn?.async || fn.generator) return false;
  for (let current = node.parent; current && current !== fn; current = current.parent) {
    if (isLoop(current) || current.type === 'StaticBlock' || current.type === 'PropertyDefinition') return false;
  }
  return true;
}
