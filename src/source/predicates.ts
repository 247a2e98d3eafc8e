import type { FunctionNode, LoopNode, Node, TSESTree } from './types.ts';

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

export function isLoop(node: Node | null | undefined): node is LoopNode {
  return (
    node?.type === 'WhileStatement' ||
    node?.type === 'DoWhileStatement' ||
    node?.type === 'ForStatement' ||
    node?.type === 'ForInStatement' ||
    node?.type === 'ForOfStatement'
  );
}

/** The expression inside type assertions, `!`, and optional chains: `(a as B)!` is `a`. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return unwrap(node.expression);
    case 'SequenceExpression': {
      // Compilers write imported calls as `(0, pkg.fn)(…)`.
      const last = node.expressions.at(-1);
      return last && node.expressions[0]?.type === 'Literal' ? unwrap(last) : node;
    }
    default:
      return node;
  }
}

/** The node around `node` once type assertions and optional chains are looked through. */
export function getOuter(node: Node): Node {
  let current = node;
  while (current.parent && unwrap(current.parent) !== current.parent && unwrap(current.parent) === unwrap(node)) {
    current = current.parent;
  }
  return current;
}

/** The name that a member, property, method or field goes by; `#x` for private ones; null when computed at run time. */
export function getPropertyName(
  node:
    | TSESTree.MemberExpression
    | TSESTree.Property
    | TSESTree.MethodDefinition
    | TSESTree.PropertyDefinition
    | TSESTree.AccessorProperty
    | TSESTree.TSAbstractMethodDefinition
    | TSESTree.TSAbstractPropertyDefinition,
): string | null {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!node.computed && key.type === 'Identifier') return key.name;
  return getStaticString(key);
}

/** The properties of an object literal by name, methods too; empty for anything else. */
export function listProperties(node: Node): { name: string; value: Node }[] {
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property) => {
    const name = property.type === 'Property' ? getPropertyName(property) : null;
    return property.type === 'Property' && name !== null ? [{ name, value: property.value }] : [];
  });
}

/** The value of one property of an object literal; null where it is not written there. */
export function findProperty(node: Node, name: string): Node | null {
  return listProperties(node).find((property) => property.name === name)?.value ?? null;
}

/** The text of a string literal or of a template without holes, else null. */
export function getStaticString(node: Node | null | undefined): string | null {
  if (!node) return null;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? null;
  }
  return null;
}

/** The name at the end of an expression: `a.b` is `b`, `x[i]` is `x`, `f()` is `f`; null when it has none. */
export function getLastName(node: Node): string | null {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name;
  if (inner.type === 'PrivateIdentifier') return `#${inner.name}`;
  if (inner.type === 'CallExpression') return getLastName(inner.callee);
  if (inner.type === 'AwaitExpression') return getLastName(inner.argument);
  if (inner.type === 'MemberExpression') return getPropertyName(inner) ?? getLastName(inner.object);
  return null;
}

/** `null` or `undefined`, as it is written. */
export function isNullish(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'undefined') || (node.type === 'Literal' && node.value === null);
}

/** The nearest function around `node`, the node itself left out; null at the top level of the file. */
export function findEnclosingFunction(node: Node): FunctionNode | null {
  for (let current = node.parent; current; current = current.parent) {
    if (isFunction(current)) return current;
  }
  return null;
}

/** Is `inner` the same node as `outer`, or inside it? */
export function isInside(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

/** The name that a function is known by: its own, its variable's, its field's or its method's; null for callbacks. */
export function findFunctionName(node: FunctionNode): string | null {
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name;
  const outer = getOuter(node);
  const parent = outer.parent;
  if (!parent) return null;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent.type === 'AssignmentExpression' && parent.right === outer) return getLastName(parent.left);
  if (parent.type === 'AssignmentPattern' && parent.right === outer) return getLastName(parent.left);
  if (
    (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' || parent.type === 'Property') &&
    parent.value === outer
  ) {
    return getPropertyName(parent) ?? getSymbolName(parent.key);
  }
  return null;
}

/** `Symbol.asyncDispose` in `[Symbol.asyncDispose]() {}`. */
function getSymbolName(key: Node): string | null {
  return key.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol'
    ? getPropertyName(key)
    : null;
}

/** What a path of members starts from: `a` of `a.b?.c`, `this` of `this.x`. */
export function getRoot(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === 'MemberExpression' ? getRoot(inner.object) : inner;
}

/** `slot ??= …`, `slot ||= …`: what is there already stays. */
export function keepsFirst({ operator }: TSESTree.AssignmentExpression): boolean {
  return operator === '??=' || operator === '||=';
}
