import { getPropertyName, isNullish, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { isCallTo } from '../../semantics/origin.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

const MAX_ALIASES = 4;

/** Is the value a controller that is made there? */
export function isController(file: SourceFile, value: Node): boolean {
  const node = unwrap(value);
  return node.type === 'NewExpression' && isCallTo(file, node, '#AbortController');
}

/** The `new AbortController()` that an expression stands for, through names and through fields with a single value. */
export function findCreation(file: SourceFile, controller: Node, depth = 0): TSESTree.NewExpression | null {
  const node = unwrap(controller);
  if (node.type === 'NewExpression') return isController(file, node) ? node : null;
  if (depth > MAX_ALIASES) return null;
  const values =
    node.type === 'MemberExpression'
      ? getPropertySources(file, node.object, getPropertyName(node) ?? '').values
      : node.type === 'Identifier'
        ? [findInitialValue(findVariable(file, node)?.defs[0])]
        : [];
  // A field that is set to nothing once the work is over has one value all the same.
  const [value, ...others] = values.filter((one) => one && !isNullish(one));
  return value && others.length === 0 ? findCreation(file, value, depth + 1) : null;
}

/**
 * The controller of a signal, as the code writes it: `controller` of `controller.signal`, of a name for that, and of
 * `const { signal } = controller`.
 */
export function findController(file: SourceFile, signal: Node, depth = 0): Node | null {
  const node = unwrap(signal);
  if (node.type === 'MemberExpression') return getPropertyName(node) === 'signal' ? node.object : null;
  const definition = node.type === 'Identifier' && depth < MAX_ALIASES ? findVariable(file, node)?.defs[0] : undefined;
  if (definition?.type !== 'Variable' || !definition.node.init) return null;
  const { init } = definition.node;
  if (definition.node.id === definition.name) return findController(file, init, depth + 1);
  const property: Node | undefined = (definition.name as Node).parent;
  return property?.type === 'Property' && getPropertyName(property) === 'signal' ? init : null;
}
