import { getWrittenValues } from '../semantics/values.ts';
import { isFunction, isLoop } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Node, TSESTree } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import type { RuledOut } from './flow-graph.ts';

/**
 * Ways that are closed behind a node by flags that its next statements set once for all: in
 * `while (!acquired) { … await lock(); acquired = true; }` a path from the lock begins no second turn.
 */
export function ruleOutBehind(file: SourceFile, node: Node): RuledOut {
  const known = new Map(listSetBehind(node).flatMap((flag) => toKnown(file, flag)));
  return (condition, holds) => {
    if (known.size === 0 || condition.type !== 'Identifier') return false;
    const value = known.get(findVariable(file, condition) ?? file);
    return value !== undefined && value !== holds;
  };
}

/** The assignments that come next whatever happens: behind the node's own statement, and behind those around it in the turn. */
function listSetBehind(node: Node): TSESTree.AssignmentExpression[] {
  const found: TSESTree.AssignmentExpression[] = [];
  for (let child = node, { parent } = node; parent && !isFunction(parent) && !isLoop(parent);) {
    if (parent.type === 'TryStatement' && child !== parent.finalizer && parent.finalizer) break;
    if (parent.type === 'BlockStatement') {
      for (const statement of parent.body.slice(parent.body.indexOf(child as TSESTree.Statement) + 1)) {
        const set = statement.type === 'ExpressionStatement' ? statement.expression : null;
        if (set?.type !== 'AssignmentExpression') return found;
        found.push(set);
      }
    }
    child = parent;
    parent = child.parent;
  }
  return found;
}

/** A flag of which all that is written, but for its first value, is one and the same constant. */
function toKnown(file: SourceFile, { left, right }: TSESTree.AssignmentExpression): (readonly [object, boolean])[] {
  const value = toBoolean(right);
  const variable = left.type === 'Identifier' && value !== null ? findVariable(file, left) : null;
  if (!variable || value === null) return [];
  const written = getWrittenValues(variable).map(toBoolean);
  return written.filter((one) => one !== value).length <= 1 && !written.includes(null) ? [[variable, value]] : [];
}

function toBoolean(node: Node): boolean | null {
  return node.type === 'Literal' && typeof node.value === 'boolean' ? node.value : null;
}
