import { getPropertyName, getStaticString, isFunction, unwrap } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { getMember, getModule, type Origin } from './module-path.ts';
import { findBinding } from './values.ts';
import { findVariable } from '../source/variables.ts';

/** Helpers by which compilers and bundlers wrap `require()`; the module stays what it is. */
const INTEROP =
  /^_*(?:import(?:Default|Star)|interop_?(?:require_?)?(?:default|wildcard|namespace)(?:legacy|default)?|toESM)\d*$/i;
/** Stand-ins for `require` that bundlers leave behind. */
export const REQUIRE = /^__(?:require\d*|non_webpack_require__)$/;
const STRAIGHT = /^(?:VariableDeclaration|ExpressionStatement|ReturnStatement)$/;
const BUILTIN_GETTERS: ReadonlySet<string> = new Set(['require', 'module.require', 'process.getBuiltinModule']);

const getCaches = oncePerFile(() => ({ value: new Map<Node, Origin | null>(), type: new Map<Node, Origin | null>() }));

/**
 * Which export of which module (or which global) the expression is; null when that is not certain: shadowed names,
 * type-only imports, parameters, variables that are assigned more than once.
 */
export function findOrigin(file: SourceFile, node: Node): Origin | null {
  return find(file, node, 'value');
}

/** The same for a name in a type annotation, where `import type` counts. */
export function findTypeOrigin(file: SourceFile, node: Node): Origin | null {
  return find(file, node, 'type');
}

/** The origin as one string: `worker_threads#Worker`, `#Atomics.wait` for a global; null when it has none. */
export function findOriginKey(file: SourceFile, node: Node): string | null {
  const origin = findOrigin(file, node);
  return origin && `${origin.module}#${origin.path}`;
}

/** Does the callee of this call or `new` resolve to one of the keys? */
export function isCallTo(
  file: SourceFile,
  node: Node | null | undefined,
  keys: ReadonlySet<string> | string,
): node is TSESTree.CallExpression | TSESTree.NewExpression {
  if (node?.type !== 'CallExpression' && node?.type !== 'NewExpression') return false;
  const key = findOriginKey(file, node.callee);
  return key !== null && (typeof keys === 'string' ? keys === key : keys.has(key));
}

type Mode = 'value' | 'type';

function find(file: SourceFile, node: Node, mode: Mode): Origin | null {
  const cache = getCaches(file)[mode];
  const known = cache.get(node);
  if (known !== undefined) return known;
  // An alias that leads back here finds nothing.
  cache.set(node, null);
  const origin = compute(file, unwrap(node), mode);
  cache.set(node, origin);
  return origin;
}

function compute(file: SourceFile, node: Node, mode: Mode): Origin | null {
  switch (node.type) {
    case 'Identifier':
      return isNameOnly(node) ? null : findOfName(file, node, mode);
    case 'MemberExpression': {
      const name = getPropertyName(node);
      const object = name === null || name.startsWith('#') ? null : find(file, node.object, mode);
      return object && getMember(object, name as string);
    }
    case 'TSQualifiedName': {
      const left = find(file, node.left, mode);
      return left && getMember(left, node.right.name);
    }
    case 'TSImportType':
      return take(getModule(node.source.value), node.qualifier ? listNames(node.qualifier) : []);
    case 'CallExpression':
      return findOfCall(file, node, mode);
    case 'AwaitExpression':
      return findAwaited(file, node.argument, mode);
    case 'YieldExpression':
      // A compiled `await`.
      return node.argument && !node.delegate ? findAwaited(file, node.argument, mode) : null;
    case 'AssignmentExpression':
      return node.operator === '=' ? find(file, node.right, mode) : null;
    default:
      return null;
  }
}

/** `['a', 'b']` for the type name `a.b`. */
function listNames(name: TSESTree.EntityName): string[] {
  if (name.type === 'TSQualifiedName') return [...listNames(name.left), name.right.name];
  return name.type === 'Identifier' ? [name.name] : [];
}

/** Is the identifier a property's name and no reference? */
function isNameOnly(node: TSESTree.Identifier): boolean {
  const parent = node.parent;
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent.type === 'Property') return parent.key === node && !parent.computed && !parent.shorthand;
  const isMember = parent.type === 'PropertyDefinition' || parent.type === 'MethodDefinition';
  return isMember && parent.key === node && !parent.computed;
}

function findOfName(file: SourceFile, node: TSESTree.Identifier, mode: Mode): Origin | null {
  const variable = findVariable(file, node);
  if (!variable) return { module: '', path: node.name };
  const binding = findBinding(variable);
  if (!binding) return null;
  if (binding.from === 'module') {
    return binding.isType && mode === 'value' ? null : take(getModule(binding.specifier), binding.names);
  }
  const { value, names, isAwaited } = binding;
  return take(isAwaited ? findAwaited(file, value, mode) : find(file, value, mode), names);
}

function take(origin: Origin | null, names: readonly string[]): Origin | null {
  return origin && names.reduce(getMember, origin);
}

function findOfCall(file: SourceFile, call: TSESTree.CallExpression, mode: Mode): Origin | null {
  const callee = unwrap(call.callee);
  const argument = call.arguments[0];
  const name = getCalleeName(callee);
  if (name === 'bind' && callee.type === 'MemberExpression') {
    return call.arguments.length < 2 ? find(file, callee.object, mode) : null;
  }
  if (!argument) return callee.type === 'Identifier' ? findOfGetter(file, callee, mode) : null;
  if (name !== null && REQUIRE.test(name)) return findRequired(argument);
  if (name !== null && INTEROP.test(name)) return find(file, argument, mode);
  const origin = find(file, callee, mode);
  if (!origin) return null;
  if (origin.module === '') return BUILTIN_GETTERS.has(origin.path) ? findRequired(argument) : null;
  if (origin.module === 'module' && origin.path === 'createRequire') return { module: '', path: 'require' };
  return origin.module === 'util' && origin.path === 'promisify' ? findPromisified(find(file, argument, mode)) : null;
}

/** Babel's lazy import: `function _wt() { const data = require('worker_threads'); _wt = () => data; return data; }`. */
function findOfGetter(file: SourceFile, callee: TSESTree.Identifier, mode: Mode): Origin | null {
  const definition = findVariable(file, callee)?.defs[0];
  const fn = definition?.type === 'FunctionName' ? definition.node : null;
  if (fn?.type !== 'FunctionDeclaration' || fn.async || fn.generator || fn.params.length > 0) return null;
  // Without branches the last statement's value is the only one.
  const isStraight = fn.body.body.every(({ type }) => STRAIGHT.test(type));
  const last = fn.body.body.at(-1);
  return isStraight && last?.type === 'ReturnStatement' && last.argument ? find(file, last.argument, mode) : null;
}

function findRequired(specifier: Node): Origin | null {
  const text = getStaticString(specifier);
  return text === null ? null : getModule(text);
}

/** Timers and `exec` have a promise form of their own, which `promisify` gives (`util.promisify.custom`). */
function findPromisified(origin: Origin | null): Origin | null {
  if (!origin) return null;
  const { module, path } = origin;
  if ((module === '' || module === 'timers') && /^set(?:Timeout|Immediate)$/.test(path))
    return { module: 'timers/promises', path };
  return module === 'child_process' && /^exec(?:File)?$/.test(path) ? { module, path: `${path}.__promisify__` } : null;
}

/** `f` for `f(…)`, `m.f(…)` and swc's `f._(…)`. */
function getCalleeName(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return null;
  const name = getPropertyName(callee);
  return name === '_' && callee.object.type === 'Identifier' ? callee.object.name : name;
}

/** The module that a promise gives: `import('x')`, a variable that holds it, or what compilers write for it. */
function findAwaited(file: SourceFile, promise: Node, mode: Mode): Origin | null {
  const node = unwrap(promise);
  if (node.type === 'ImportExpression') return findRequired(node.source);
  if (node.type === 'Identifier') {
    const variable = findVariable(file, node);
    const binding = variable && findBinding(variable);
    if (binding?.from !== 'value' || binding.names.length > 0 || binding.isAwaited) return null;
    const value = unwrap(binding.value);
    return value.type === 'Identifier' ? null : findAwaited(file, value, mode);
  }
  if (node.type !== 'CallExpression') return null;
  // `Promise.resolve().then(() => __importStar(require('x')))`
  const callee = unwrap(node.callee);
  const callback = node.arguments[0];
  const isThen = callee.type === 'MemberExpression' && getPropertyName(callee) === 'then';
  return isThen && isFunction(callback) && callback.params.length === 0 && callback.body.type !== 'BlockStatement'
    ? find(file, callback.body, mode)
    : null;
}
