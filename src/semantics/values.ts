import { getPropertyName, getStaticString, isFunction, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, Variable } from '../source/types.ts';
import { findVariable, isReassigned } from '../source/variables.ts';

type Definition = Variable['defs'][number];

/** So many names are followed at most, which also ends circles. */
const MOST_ALIASES = 8;

/** Where a variable's one and only value comes from. */
export type Binding =
  | { readonly from: 'module'; readonly specifier: string; readonly names: readonly string[]; readonly isType: boolean }
  | {
      readonly from: 'value';
      readonly value: Node;
      /** Properties to take of the value, outermost first: `['a', 'b']` for the `x` of `{ a: { b: x } }`. */
      readonly names: readonly string[];
      /** Is it what the value's promise gives? */
      readonly isAwaited: boolean;
    };

/** What a declaration gives a plain name (`const a = …`); null for a part of a pattern and for what is no variable. */
export function findInitialValue(definition: Definition | null | undefined): Node | null {
  return definition?.type === 'Variable' && definition.node.id === definition.name ? definition.node.init : null;
}

/** The function that a declaration gives a name: `function f() {}`, `const f = () => {}`. */
export function findDeclaredFunction(definition: Definition | null | undefined): FunctionNode | null {
  const value = definition?.type === 'FunctionName' ? (definition.node as Node) : findInitialValue(definition);
  return isFunction(value) ? value : null;
}

/**
 * The only value that an expression is seen to stand for: names that have a single one are followed, type assertions are
 * taken off. The expression itself where no more is known.
 */
export function getValue(file: Pick<SourceFile, 'code'>, node: Node): Node {
  let value = unwrap(node);
  for (let aliases = 0; value.type === 'Identifier' && aliases < MOST_ALIASES; aliases += 1) {
    const variable = findVariable(file, value);
    const next = variable && findOnlyValue(variable);
    if (!next) break;
    value = unwrap(next);
  }
  return value;
}

/** The single value of a variable, or the function or class that it names. */
function findOnlyValue(variable: Variable): Node | null {
  const [definition, ...others] = variable.defs.filter(({ type, node }) => type !== 'Type' && !isOverload(node));
  if (!definition || others.length > 0) return null;
  if (definition.type === 'FunctionName' || definition.type === 'ClassName') {
    return isReassigned(variable) ? null : definition.node;
  }
  const binding = findBinding(variable);
  return binding?.from === 'value' && binding.names.length === 0 && !binding.isAwaited ? binding.value : null;
}

function isOverload({ type }: Node): boolean {
  return type === 'TSDeclareFunction';
}

/** Every value that is given to a variable as a whole, its function or class too; parts of patterns are left out. */
export function getWrittenValues(variable: Variable): Node[] {
  const declared = variable.defs.flatMap(({ type, node }) =>
    type === 'FunctionName' || type === 'ClassName' ? [node as Node] : [],
  );
  const written = variable.references.flatMap((reference) => {
    const { parent } = reference.identifier as Node;
    if (!reference.isWrite() || !parent) return [];
    if (parent.type === 'VariableDeclarator') return parent.id === reference.identifier ? (parent.init ?? []) : [];
    return parent.type === 'AssignmentExpression' ? parent.right : [];
  });
  return [...declared, ...written];
}

/** The source of a variable's value; null when it is assigned more than once or is anything but an import or alias. */
export function findBinding(variable: Variable): Binding | null {
  const [definition, ...others] = variable.defs;
  if (!definition || others.length > 0) return null;
  switch (definition.type) {
    case 'ImportBinding':
      return findImport(definition.node, definition.parent ?? null);
    case 'Variable':
      return findAssigned(variable);
    case 'Parameter':
      return variable.references.some((r) => r.isWrite()) ? null : findAwaitedParameter(definition.name);
    default:
      return null;
  }
}

function findImport(node: Node, declaration: Node | null): Binding | null {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    if (reference.type !== 'TSExternalModuleReference') {
      return { from: 'value', value: reference, names: [], isAwaited: false };
    }
    const specifier = getStaticString(reference.expression);
    return specifier === null ? null : { from: 'module', specifier, names: [], isType: node.importKind === 'type' };
  }
  if (declaration?.type !== 'ImportDeclaration') return null;
  const base = { from: 'module', specifier: declaration.source.value } as const;
  const isType = declaration.importKind === 'type';
  if (node.type === 'ImportNamespaceSpecifier') return { ...base, names: [], isType };
  if (node.type === 'ImportDefaultSpecifier') return { ...base, names: ['default'], isType };
  if (node.type !== 'ImportSpecifier') return null;
  const name = node.imported.type === 'Identifier' ? node.imported.name : node.imported.value;
  return { ...base, names: [name], isType: isType || node.importKind === 'type' };
}

function findAssigned(variable: Variable): Binding | null {
  const writes = variable.references.filter((reference) => reference.isWrite());
  const [write] = writes;
  if (!write || writes.length > 1) return null;
  const path = findPatternPath(write.identifier);
  if (!path) return null;
  const { root, names } = path;
  const parent = root.parent;
  const base = { from: 'value', names, isAwaited: false } as const;
  if (parent?.type === 'VariableDeclarator' && parent.id === root && parent.init) {
    return { ...base, value: parent.init };
  }
  if (parent?.type === 'AssignmentExpression' && parent.left === root && parent.operator === '=') {
    return { ...base, value: parent.right };
  }
  return null;
}

/** `({ Worker }) => …` in `import('worker_threads').then(({ Worker }) => …)`. */
function findAwaitedParameter(name: Node): Binding | null {
  const path = findPatternPath(name);
  const fn = path?.root.parent;
  const call = isFunction(fn) && fn.params[0] === path?.root ? fn.parent : null;
  if (!path || call?.type !== 'CallExpression' || call.arguments[0] !== fn) return null;
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && getPropertyName(callee) === 'then'
    ? { from: 'value', value: callee.object, names: path.names, isAwaited: true }
    : null;
}

/** The whole pattern around a name, and the properties that lead from it to the name; null for array elements. */
export function findPatternPath(name: Node): { root: Node; names: string[] } | null {
  const names: string[] = [];
  let node = name;
  for (;;) {
    const parent = node.parent;
    if (parent?.type === 'AssignmentPattern' && parent.left === node) {
      node = parent;
    } else if (parent?.type === 'Property' && parent.value === node && parent.parent.type === 'ObjectPattern') {
      const property = getPropertyName(parent);
      if (property === null) return null;
      names.unshift(property);
      node = parent.parent;
    } else if (parent?.type === 'RestElement' && parent.parent.type === 'ObjectPattern') {
      node = parent.parent;
    } else {
      return parent?.type === 'ArrayPattern' || parent?.type === 'RestElement' ? null : { root: node, names };
    }
  }
}
