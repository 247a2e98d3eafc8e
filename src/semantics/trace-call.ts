import { boxMakers } from '../knowledge/boxes.ts';
import { getLastName, getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { findReturnType } from './declared-types.ts';
import { getReturns } from './functions.ts';
import { firstOf, OTHER, type ValueType } from './handle.ts';
import { traceImported } from './imported.ts';
import { findOrigin } from './origin.ts';
import { findPoolRow, findWorkerRow } from './rows.ts';
import { traceType } from './trace-type.ts';
import { getCallees } from './value-functions.ts';
import { isWorkerImport } from './worker-import.ts';
import { KEEPS_ELEMENTS } from './worker-name.ts';

/** Goes on with another expression, `more` collections deeper. */
export type Next = (to: Node | null | undefined, more?: number) => ValueType;

const TAKES_ELEMENT = /^(?:pop|shift|at|find|findLast|get)$/;

/** What `new X()` makes. */
export function traceNew(file: SourceFile, node: TSESTree.NewExpression, elements: number, next: Next): ValueType {
  if (elements > 0) return next(node.arguments[0]);
  const worker = findWorkerRow(file, node);
  if (worker)
    return { kind: 'worker', evidence: 'constructor', platform: worker.platform, row: worker, creation: node };
  const pool = findPoolRow(file, node);
  if (pool) return { kind: 'pool', evidence: 'constructor', platform: 'node', row: pool, creation: node };
  if (node.callee.type === 'Identifier' && node.callee.name === 'Promise')
    return traceExecutor(file, node.arguments[0], next);
  const origin = findOrigin(file, node.callee);
  if (!origin) return null;
  if (isWorkerImport(origin)) {
    return { kind: 'worker', evidence: 'constructor', platform: 'web', row: null, creation: node };
  }
  const imported = traceImported(file, node.callee, 'new');
  if (imported) return imported;
  return origin.module.startsWith('.') ? null : OTHER;
}

/** `new Promise((resolve) => { …; resolve(worker); })` */
function traceExecutor(file: SourceFile, executor: Node | undefined, next: Next): ValueType {
  const resolve = isFunction(executor) ? executor.params[0] : undefined;
  const variable = resolve?.type === 'Identifier' ? findVariable(file, resolve) : null;
  return firstOf(variable?.references ?? [], ({ identifier }) => {
    const call = identifier.parent as Node | undefined;
    return call?.type === 'CallExpression' ? next(call.arguments[0]) : null;
  });
}

/** What a call gives: of a factory, of a collection's method, of a promise. */
export function traceCall(file: SourceFile, node: TSESTree.CallExpression, elements: number, next: Next): ValueType {
  const pool = elements === 0 ? findPoolRow(file, node) : null;
  if (pool) return { kind: 'pool', evidence: 'constructor', platform: 'node', row: pool, creation: null };
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type === 'MemberExpression' && method !== null) {
    const found = traceMethod(file, node, callee.object, method, elements, next);
    if (found !== undefined) return found;
  }
  if (isBox(node)) return next(node.arguments[0]);
  const own = firstOf(getCallees(file, callee), (fn) => traceReturns(file, fn, elements, next));
  return own ?? (elements === 0 ? traceImported(file, callee, 'call') : null);
}

/** `useRef<Worker>(null)`, `React.useRef(worker)` */
export function isBox(call: TSESTree.CallExpression): boolean {
  return boxMakers.has(getLastName(call.callee) ?? '');
}

/** What a function gives, by its type and by what it returns. */
function traceReturns(file: SourceFile, fn: FunctionNode, elements: number, next: Next): ValueType {
  const type = findReturnType(file, fn);
  return (type && traceType(file, type, elements)) ?? firstOf(getReturns(file, fn), (value) => next(value));
}

/** Methods that every collection and promise has; undefined for any other. */
function traceMethod(
  file: SourceFile,
  { arguments: args }: TSESTree.CallExpression,
  object: Node,
  method: string,
  elements: number,
  next: Next,
): ValueType | undefined {
  const isOfObject = object.type === 'Identifier' && object.name === 'Object';
  if (isOfObject && /^(?:values|entries|fromEntries|freeze|assign)$/.test(method)) return next(args[0]);
  if (method === 'from' && elements > 0) return traceMapped(file, args[1], next) ?? next(args[0]);
  if (/^(?:map|flatMap)$/.test(method) && elements > 0) return traceMapped(file, args[0], next) ?? next(object);
  if (method === 'fill' && elements > 0) return next(args[0], -1);
  if (/^all(?:Settled)?$|^race$|^resolve$/.test(method)) return next(args[0]);
  if (method === 'then' && args[0])
    return firstOf(getCallees(file, args[0]), (fn) => traceReturns(file, fn, elements, next));
  if (method === 'catch' || method === 'finally') return next(object);
  if (method === 'concat' && elements > 0)
    return next(object) ?? firstOf(args, (added) => firstOf([0, -1], (more) => next(added, more)));
  if (KEEPS_ELEMENTS.test(method) && elements > 0) return next(object);
  return TAKES_ELEMENT.test(method) ? next(object, 1) : undefined;
}

function traceMapped(file: SourceFile, callback: Node | undefined, next: Next): ValueType {
  if (!callback) return null;
  return firstOf(getCallees(file, callback), (fn) => firstOf(getReturns(file, fn), (value) => next(value, -1)));
}
