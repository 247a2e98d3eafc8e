import { getLastName, getPropertyName, isFunction, unwrap } from '../../ast/predicates.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import type { PoolRow, WorkerRow } from '../../knowledge/types.ts';
import { findOrigin, findPoolRow, findTypeRow, findWorkerRow } from '../calls/index.ts';
import { findVariable, getReturns, getUses } from './functions.ts';
import { getPropertySources } from './property-sources.ts';

/** A value that is a worker or a pool of workers, and how that is known. */
export interface Handle {
  readonly kind: 'worker' | 'pool';
  readonly evidence: 'constructor' | 'type' | 'name';
  /** Null where the platform cannot be told, as for a worker known by its name. */
  readonly platform: 'node' | 'web' | null;
  readonly row: WorkerRow | PoolRow | null;
  /** The `new Worker(…)` that made it, where it is in this file. */
  readonly creation: TSESTree.NewExpression | null;
}

/** A value that is known to be something else, so that its name counts for nothing. */
const OTHER = 'other';
type Finding = Handle | typeof OTHER | null;

const WORKER_NAME = /worker|thread/i;
/** Things named after a worker that are none: its address, number, options, messages, or a service worker. */
const NOT_THE_WORKER = /(?:id|ids|url|path|file|name|data|options|opts|config|count|code|source|src|info|message|script|client|manager|service|serviceworker|state|type|index|factory)_?$/i;
/** How bundlers mark a module that is to be imported as a worker class: `./x?worker`, `./x.worker.js`, `worker!./x`. */
const WORKER_IMPORT = /\?(?:shared)?worker\b|(?:^|[-./])worker(?:\.[cm]?[jt]sx?)?$|^(?:web-)?worker(?:-loader)?!/;
const KEEPS_ELEMENTS = /^(?:filter|slice|concat|reverse|sort|splice|toSorted|toReversed|values|entries|flat)$/;
const TAKES_ELEMENT = /^(?:pop|shift|at|find|findLast|get)$/;
const PASSES_ELEMENTS = /^(?:forEach|map|filter|some|every|find|flatMap|reduce)$/;
const MAX_DEPTH = 12;

/**
 * Is this expression a worker or a pool? Looks at constructors, types, fields, elements of collections, factories and
 * aliases of the same file; a name that says worker or thread is the last resort (without it recall falls from 0.90 to
 * 0.25, corpus PATTERNS.md).
 */
export function findHandle(file: SourceFile, node: Node): Handle | null {
  const found = trace(file, node, 0, []);
  if (found === OTHER) return null;
  return found ?? findByName(file, node);
}

/** Does the expression make a worker, directly or through a factory of the file? */
export function isCreation(file: SourceFile, node: Node): boolean {
  const found = trace(file, node, 0, []);
  return found !== null && found !== OTHER;
}

/** `elements` counts how many collections lie around the value that is asked for. */
function trace(file: SourceFile, expression: Node, elements: number, path: readonly Node[]): Finding {
  const node = unwrap(expression);
  if (path.length > MAX_DEPTH || path.includes(node)) return null;
  const next = (to: Node | null | undefined, more = 0): Finding =>
    to ? trace(file, to, elements + more, [...path, node]) : null;
  switch (node.type) {
    case 'AwaitExpression':
      return next(node.argument);
    case 'YieldExpression':
      return next(node.argument);
    case 'NewExpression':
      return traceNew(file, node, elements, next);
    case 'CallExpression':
      return traceCall(file, node, elements, next);
    case 'ArrayExpression':
      return elements > 0 ? first(node.elements.map((e) => next(e, -1))) : null;
    case 'SpreadElement':
      return next(node.argument, 1);
    case 'ConditionalExpression':
      return first([next(node.consequent), next(node.alternate)]);
    case 'LogicalExpression':
      return first([next(node.left), next(node.right)]);
    case 'AssignmentExpression':
      return next(node.right);
    case 'Identifier': {
      const variable = findVariable(file, node);
      return variable ? traceVariable(file, variable, elements, [...path, node]) : null;
    }
    case 'MemberExpression': {
      const name = getPropertyName(node);
      return name === null ? next(node.object, 1) : traceProperty(file, name, elements, [...path, node]);
    }
    case 'ThisExpression':
      return elements === 0 ? traceThis(file, node) : null;
    default:
      return null;
  }
}

function traceNew(file: SourceFile, node: TSESTree.NewExpression, elements: number, next: Next): Finding {
  if (elements > 0) return next(node.arguments[0]);
  const worker = findWorkerRow(file, node);
  if (worker) return { kind: 'worker', evidence: 'constructor', platform: worker.platform, row: worker, creation: node };
  const pool = findPoolRow(file, node);
  if (pool) return { kind: 'pool', evidence: 'constructor', platform: 'node', row: pool, creation: node };
  const origin = findOrigin(file, node.callee);
  if (!origin) return null;
  if (WORKER_IMPORT.test(origin.module) && origin.path === 'default') {
    return { kind: 'worker', evidence: 'constructor', platform: 'web', row: null, creation: node };
  }
  return origin.module.startsWith('.') ? null : OTHER;
}

function traceCall(file: SourceFile, node: TSESTree.CallExpression, elements: number, next: Next): Finding {
  const pool = elements === 0 ? findPoolRow(file, node) : null;
  if (pool) return { kind: 'pool', evidence: 'constructor', platform: 'node', row: pool, creation: null };
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type === 'MemberExpression' && method !== null) {
    if (method === 'from' && elements > 0) return traceMapped(file, node.arguments[1], next) ?? next(node.arguments[0]);
    if (method === 'map' && elements > 0) return traceMapped(file, node.arguments[0], next) ?? next(callee.object);
    if (method === 'fill' && elements > 0) return next(node.arguments[0], -1);
    if (/^all(?:Settled)?$|^race$|^resolve$/.test(method)) return next(node.arguments[0]);
    if (KEEPS_ELEMENTS.test(method) && elements > 0) return next(callee.object);
    if (TAKES_ELEMENT.test(method)) return next(callee.object, 1);
  }
  return first(findCallees(file, callee).flatMap((fn) => getReturns(file, fn).map((value) => next(value))));
}

function traceMapped(file: SourceFile, callback: Node | undefined, next: Next): Finding {
  if (!callback) return null;
  return first(findCallees(file, callback).flatMap((fn) => getReturns(file, fn).map((value) => next(value, -1))));
}

/** The functions of this file that a callee may be. */
function findCallees(file: SourceFile, callee: Node): FunctionNode[] {
  const inner = unwrap(callee);
  if (isFunction(inner)) return [inner];
  if (inner.type === 'MemberExpression') {
    return getPropertySources(file).get(getPropertyName(inner) ?? '')?.functions ?? [];
  }
  if (inner.type !== 'Identifier') return [];
  return (findVariable(file, inner)?.defs ?? []).flatMap((definition) => {
    if (isFunction(definition.node)) return [definition.node];
    const value = definition.node.type === 'VariableDeclarator' ? definition.node.init : null;
    return value && isFunction(value) ? [value] : [];
  });
}

function traceVariable(file: SourceFile, variable: Variable, elements: number, path: readonly Node[]): Finding {
  const found: Finding[] = [];
  for (const definition of variable.defs) {
    const name = definition.name as Node;
    if (name.type === 'Identifier' && name.typeAnnotation) {
      found.push(traceType(file, name.typeAnnotation.typeAnnotation, elements));
    }
    if (definition.type === 'Variable') found.push(traceDeclarator(file, definition.node, name, elements, path));
    if (definition.type === 'Parameter') {
      found.push(traceParameter(file, definition.node as FunctionNode, name, elements, path));
    }
  }
  for (const reference of variable.references) {
    const parent = reference.identifier.parent as Node | undefined;
    if (parent?.type === 'AssignmentExpression' && parent.left === reference.identifier) {
      found.push(trace(file, parent.right, elements, path));
    }
    const added = elements > 0 ? findAddedElement(reference.identifier) : null;
    if (added) found.push(trace(file, added, elements - 1, path));
  }
  return first(found);
}

function traceDeclarator(
  file: SourceFile,
  declarator: TSESTree.VariableDeclarator,
  name: Node,
  elements: number,
  path: readonly Node[],
): Finding {
  const list = declarator.parent.parent;
  const iterated = list.type === 'ForOfStatement' && list.left === declarator.parent ? list.right : null;
  const value = iterated ?? declarator.init;
  if (!value) return null;
  const more = iterated ? 1 : 0;
  if (declarator.id === name) return trace(file, value, elements + more, path);
  const property = findPatternProperty(name);
  if (property !== null) return traceProperty(file, property, elements, path);
  // `[id, worker]` of a map's entries, or the first of a list.
  return trace(file, value, elements + 1, path);
}

function traceParameter(
  file: SourceFile,
  fn: FunctionNode,
  name: Node,
  elements: number,
  path: readonly Node[],
): Finding {
  const property = findPatternProperty(name);
  if (property !== null) return traceProperty(file, property, elements, path);
  const index = fn.params.findIndex((p) => p === name || (p.type === 'AssignmentPattern' && p.left === name));
  const call = fn.parent;
  if (call?.type === 'CallExpression' && call.arguments[0] === fn) {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type === 'MemberExpression' && method !== null) {
      if (PASSES_ELEMENTS.test(method)) return trace(file, callee.object, elements + 1, path);
      if (method === 'then' && index === 0) return trace(file, callee.object, elements, path);
    }
  }
  if (index < 0) return null;
  return first(
    getUses(file, fn).flatMap((use) => {
      const parent = use.parent;
      const passed = parent?.type === 'CallExpression' && parent.callee === use ? parent.arguments[index] : null;
      return passed ? [trace(file, passed, elements, path)] : [];
    }),
  );
}

function traceProperty(file: SourceFile, name: string, elements: number, path: readonly Node[]): Finding {
  const sources = getPropertySources(file).get(name);
  if (!sources) return null;
  return first([
    ...sources.types.map((type) => traceType(file, type, elements)),
    ...sources.values.map((value) => trace(file, value, elements, path)),
    ...(elements > 0 ? sources.elements.map((value) => trace(file, value, elements - 1, path)) : []),
  ]);
}

function traceType(file: SourceFile, type: TSESTree.TypeNode, elements: number): Finding {
  const found = findTypeRow(file, type);
  if (!found || found.isCollection !== elements > 0) return null;
  const isWorker = 'platform' in found.row;
  return {
    kind: isWorker ? 'worker' : 'pool',
    evidence: 'type',
    platform: 'platform' in found.row ? found.row.platform : 'node',
    row: found.row,
    creation: null,
  };
}

/** `this` in a class that extends a worker class. */
function traceThis(file: SourceFile, node: Node): Finding {
  let current: Node | undefined = node;
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression') current = current.parent;
  if (!current?.superClass) return null;
  const origin = findOrigin(file, current.superClass);
  return origin?.module === 'worker_threads' && origin.path === 'Worker'
    ? { kind: 'worker', evidence: 'constructor', platform: 'node', row: null, creation: null }
    : null;
}

function findByName(file: SourceFile, node: Node): Handle | null {
  const inner = unwrap(node);
  const isElement = inner.type === 'MemberExpression' && getPropertyName(inner) === null;
  const own = isElement ? null : getLastName(inner);
  // `w` of `for (const w of this.workers)` and `workerPool[i]` are known by their collection.
  const collection = isElement ? getLastName(inner) : inner.type === 'Identifier' ? findCollectionName(file, inner) : null;
  const says = (own !== null && saysWorker(own) && !/pool/i.test(own)) || (collection !== null && saysWorker(collection));
  return says ? { kind: 'worker', evidence: 'name', platform: null, row: null, creation: null } : null;
}

function saysWorker(name: string): boolean {
  return WORKER_NAME.test(name) && !NOT_THE_WORKER.test(name);
}

function findCollectionName(file: SourceFile, node: TSESTree.Identifier): string | null {
  const definition = findVariable(file, node)?.defs[0];
  if (!definition) return null;
  if (definition.type === 'Variable') {
    const list = definition.node.parent.parent;
    return list.type === 'ForOfStatement' ? getCollectionName(list.right) : getAliasName(definition.node.init);
  }
  const call = definition.node.parent;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null;
  return callee?.type === 'MemberExpression' ? getCollectionName(callee.object) : null;
}

/** The name of the collection at the start of `workers.filter(isIdle).slice(1)`. */
function getCollectionName(collection: Node): string | null {
  const node = unwrap(collection);
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  return callee?.type === 'MemberExpression' && KEEPS_ELEMENTS.test(getPropertyName(callee) ?? '')
    ? getCollectionName(callee.object)
    : getLastName(node);
}

function getAliasName(init: Node | null): string | null {
  return init && init.type !== 'CallExpression' && init.type !== 'NewExpression' ? getLastName(init) : null;
}

type Next = (to: Node | null | undefined, more?: number) => Finding;

function first(findings: readonly Finding[]): Finding {
  return findings.find((f) => f !== null && f !== OTHER) ?? findings.find((f) => f === OTHER) ?? null;
}

/** `x` for the `a` of `const { x: a } = …`; null when the name is no property of a pattern. */
function findPatternProperty(name: Node): string | null {
  const parent = name.parent?.type === 'AssignmentPattern' ? name.parent.parent : name.parent;
  return parent?.type === 'Property' && parent.parent.type === 'ObjectPattern' ? getPropertyName(parent) : null;
}

/** The value of `list.push(value)` or `list[i] = value`, given the node of `list`. */
function findAddedElement(list: Node): Node | null {
  const member = list.parent;
  if (member?.type !== 'MemberExpression' || member.object !== list) return null;
  const outer = member.parent;
  if (outer.type === 'AssignmentExpression' && outer.left === member && getPropertyName(member) === null) {
    return outer.right;
  }
  if (outer.type !== 'CallExpression' || outer.callee !== member) return null;
  const method = getPropertyName(member);
  if (method === 'push' || method === 'unshift' || method === 'add') return outer.arguments[0] ?? null;
  return method === 'set' ? (outer.arguments[1] ?? null) : null;
}
