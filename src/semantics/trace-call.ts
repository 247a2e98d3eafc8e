import { getLastName, getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { findOrigin } from './origin.ts';
import { findPoolRow, findWorkerRow } from './rows.ts';
import { getReturns } from './functions.ts';
import { first, OTHER, type Finding } from './handle.ts';
import { traceImported } from './imported.ts';
import { isWorkerImport } from './worker-import.ts';
import { KEEPS_ELEMENTS } from './worker-name.ts';
import { findVariable } from '../source/variables.ts';
import { getPropertySources } from './members.ts';

/** Goes on with another expression, `more` collections deeper. */
export type Next = (to: Node | null | undefined, more?: number) => Finding;

const TAKES_ELEMENT = /^(?:pop|shift|at|find|findLast|get)$/;
/** Frameworks' boxes around a value: `useRef(null)`, `shallowRef()`. */
const BOX = /^(?:useRef|createRef|ref|shallowRef|useState|useMemo|markRaw|signal)$/;

/** What `new X()` makes. */
export function traceNew(file: SourceFile, node: TSESTree.NewExpression, elements: number, next: Next): Finding {
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
function traceExecutor(file: SourceFile, executor: Node | undefined, next: Next): Finding {
  const resolve = isFunction(executor) ? executor.params[0] : undefined;
  const variable = resolve?.type === 'Identifier' ? findVariable(file, resolve) : null;
  const calls = (variable?.references ?? []).map(({ identifier }) => identifier.parent as Node | undefined);
  return first(
    calls.map((call) => (call?.type === 'CallExpression' && call.arguments[0] ? next(call.arguments[0]) : null)),
  );
}

/** What a call gives: of a factory, of a collection's method, of a promise. */
export function traceCall(file: SourceFile, node: TSESTree.CallExpression, elements: number, next: Next): Finding {
  const pool = elements === 0 ? findPoolRow(file, node) : null;
  if (pool) return { kind: 'pool', evidence: 'constructor', platform: 'node', row: pool, creation: null };
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type === 'MemberExpression' && method !== null) {
    const found = traceMethod(file, node, callee.object, method, elements, next);
    if (found !== undefined) return found;
  }
  if (isBox(node)) return next(node.arguments[0]);
  const own = findCallees(file, callee).flatMap((fn) => getReturns(file, fn).map((value) => next(value)));
  return first(own) ?? (elements === 0 ? traceImported(file, callee, 'call') : null);
}

/** `useRef<Worker>(null)`, `React.useRef(worker)` */
export function isBox(call: TSESTree.CallExpression): boolean {
  return BOX.test(getLastName(call.callee) ?? '');
}

/** Methods that every collection and promise has; undefined for any other. */
function traceMethod(
  file: SourceFile,
  { arguments: args }: TSESTree.CallExpression,
  object: Node,
  method: string,
  elements: number,
  next: Next,
): Finding | undefined {
  const isOfObject = object.type === 'Identifier' && object.name === 'Object';
  if (isOfObject && /^(?:values|entries|fromEntries|freeze|assign)$/.test(method)) return next(args[0]);
  if (method === 'from' && elements > 0) return traceMapped(file, args[1], next) ?? next(args[0]);
  if (/^(?:map|flatMap)$/.test(method) && elements > 0) return traceMapped(file, args[0], next) ?? next(object);
  if (method === 'fill' && elements > 0) return next(args[0], -1);
  if (/^all(?:Settled)?$|^race$|^resolve$/.test(method)) return next(args[0]);
  if (method === 'then' && args[0])
    return first(findCallees(file, args[0]).flatMap((fn) => getReturns(file, fn).map((value) => next(value))));
  if (method === 'catch' || method === 'finally') return next(object);
  if (method === 'concat' && elements > 0)
    return first([next(object), ...args.flatMap((added) => [next(added), next(added, -1)])]);
  if (KEEPS_ELEMENTS.test(method) && elements > 0) return next(object);
  return TAKES_ELEMENT.test(method) ? next(object, 1) : undefined;
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
