import { getPropertyName, isFunction, unwrap } from '../../ast/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { findOrigin, findPoolRow, findTypeRow, findWorkerRow } from '../calls/index.ts';
import { findVariable, getReturns } from './functions.ts';
import { first, OTHER, type Finding, type Handle } from './handle.ts';
import { getPropertySources } from './property-sources.ts';
import { traceVariable, type Sources } from './trace-variable.ts';
import { findByName, KEEPS_ELEMENTS } from './worker-name.ts';

export type { Handle } from './handle.ts';

/** How bundlers mark a module that is to be imported as a worker class: `./x?worker`, `./x.worker.js`, `worker!./x`. */
const WORKER_IMPORT = /\?(?:shared)?worker\b|(?:^|[-./])worker(?:\.[cm]?[jt]sx?)?$|^(?:web-)?worker(?:-loader)?!/;
const TAKES_ELEMENT = /^(?:pop|shift|at|find|findLast|get)$/;
const MOST_STEPS = 400;

/**
 * Is this expression a worker or a pool? Looks at constructors, types, fields, elements of collections, factories and
 * aliases of the same file; a name that says worker or thread is the last resort (without it recall falls from 0.90 to
 * 0.25, corpus PATTERNS.md).
 */
export function findHandle(file: SourceFile, node: Node): Handle | null {
  const found = trace(file, node, 0, new Path());
  if (found === OTHER) return null;
  return found ?? findByName(file, node);
}

/** Does the expression make a worker, directly or through a factory of the file? */
export function isCreation(file: SourceFile, node: Node): boolean {
  const found = trace(file, node, 0, new Path());
  return found !== null && found !== OTHER;
}

/** `elements` counts how many collections lie around the value that is asked for. */
function trace(file: SourceFile, expression: Node, elements: number, path: Path): Finding {
  const asserted = expression.type === 'TSAsExpression' || expression.type === 'TSTypeAssertion';
  const byType = asserted ? traceType(file, expression.typeAnnotation, elements) : null;
  if (byType) return byType;
  const node = unwrap(expression);
  if (!path.enter(node, elements)) return null;
  const next = (to: Node | null | undefined, more = 0): Finding =>
    to ? trace(file, to, elements + more, path) : null;
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
      return variable ? traceVariable(file, variable, elements, toSources(file, path)) : null;
    }
    case 'MemberExpression': {
      const name = getPropertyName(node);
      return name === null ? next(node.object, 1) : traceProperty(file, name, elements, path);
    }
    case 'ThisExpression':
      return elements === 0 ? traceThis(file, node) : null;
    default:
      return null;
  }
}

function traceNew(file: SourceFile, node: TSESTree.NewExpression, elements: number, next: Next): Finding {
  if (elements > 0) {
    const type = node.typeArguments?.params.at(-1);
    return (type ? traceType(file, type, elements - 1) : null) ?? next(node.arguments[0]);
  }
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

function traceProperty(file: SourceFile, name: string, elements: number, path: Path): Finding {
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

function toSources(file: SourceFile, path: Path): Sources {
  return {
    ask: (node, elements) => (node ? trace(file, node, elements, path) : null),
    askProperty: (name, elements) => traceProperty(file, name, elements, path),
    askType: (type, elements) => traceType(file, type, elements),
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

/** Asks each expression once for each depth of collection, and gives up where a value comes from everywhere. */
class Path {
  readonly #visited = new Map<Node, number>();

  enter(node: Node, elements: number): boolean {
    const depths = this.#visited.get(node) ?? 0;
    const depth = 1 << elements;
    if (elements > 4 || (depths & depth) !== 0 || this.#visited.size > MOST_STEPS) return false;
    this.#visited.set(node, depths | depth);
    return true;
  }
}

type Next = (to: Node | null | undefined, more?: number) => Finding;

