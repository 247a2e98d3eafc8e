import { isFunction } from '../source/predicates.ts';
import type { FunctionNode, Node, Variable } from '../source/types.ts';

type Definition = Variable['defs'][number];

/** What a declaration gives a plain name (`const a = …`); null for a part of a pattern and for what is no variable. */
export function findInitialValue(definition: Definition | null | undefined): Node | null {
  return definition?.type === 'Variable' && definition.node.id === definition.name ? definition.node.init : null;
}

/** The function that a declaration gives a name: `function f() {}`, `const f = () => {}`. */
export function findDeclaredFunction(definition: Definition | null | undefined): FunctionNode | null {
  const value = definition?.type === 'FunctionName' ? (definition.node as Node) : findInitialValue(definition);
  return isFunction(value) ? value : null;
}
