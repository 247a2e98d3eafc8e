import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Node } from '../source/types.ts';
import { getMember, type Origin } from './module-path.ts';
import { findOrigin } from './origin.ts';
import { listWrites } from './writes.ts';
import { findVariable } from '../source/variables.ts';

const MAX_DEPTH = 6;

/** Every origin that an expression may have, also by names that are given several values one after the other. */
export function listOrigins(file: SourceFile, node: Node, names: readonly string[] = [], depth = 0): Origin[] {
  const inner = unwrap(node);
  const origin = findOrigin(file, inner);
  if (origin) return [names.reduce(getMember, origin)];
  const next = (to: Node, path = names): Origin[] => (depth < MAX_DEPTH ? listOrigins(file, to, path, depth + 1) : []);
  switch (inner.type) {
    case 'Identifier': {
      const variable = findVariable(file, inner);
      return (variable ? listWrites(variable, names) : []).flatMap((write) =>
        write.value ? next(write.value, write.names) : [],
      );
    }
    case 'MemberExpression': {
      const name = getPropertyName(inner);
      return name === null ? [] : next(inner.object, [name, ...names]);
    }
    case 'ConditionalExpression':
      return [...next(inner.consequent), ...next(inner.alternate)];
    case 'LogicalExpression':
      return [...next(inner.left), ...next(inner.right)];
    default:
      return [];
  }
}
