import { getPropertyName } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';

/**
 * Is the code in a class or object that offers `postMessage` itself, as polyfills and adapters of the Worker interface
 * do? Then the request to stop is its caller's to make.
 */
export function isInAdapter(node: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (current.type === 'ClassBody') {
      return current.body.some(
        (m) =>
          (m.type === 'MethodDefinition' || m.type === 'PropertyDefinition') && getPropertyName(m) === 'postMessage',
      );
    }
    if (current.type === 'ObjectExpression') {
      if (current.properties.some((p) => p.type === 'Property' && getPropertyName(p) === 'postMessage')) return true;
    }
  }
  return false;
}
