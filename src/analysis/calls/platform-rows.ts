import { getPropertyName, unwrap } from '../../ast/predicates.ts';
import type { Node, TSESTree } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { cancellableWaits } from '../../knowledge/cancellable-waits.ts';
import { retryHelpers } from '../../knowledge/retries.ts';
import type { CancellableRow, RetryRow, YieldRow } from '../../knowledge/types.ts';
import { yields } from '../../knowledge/yields.ts';
import { findBinding, findDeclared } from './binding.ts';
import { findOrigin, findOriginKey } from './origin.ts';
import { findRow, type RowIndex } from './row-index.ts';

const cancellableRows = new Map(cancellableWaits.map((row) => [getKey(row.key, row.method), row]));
const retryRows: RowIndex<RetryRow> = new Map(retryHelpers.map((row) => [getKey(row.key, row.method), row]));
const yieldRows = new Map(yields.map((row) => [`${row.form} ${getKey(row.key, row.method)}`, row]));

/** The row of a platform call that takes a signal in its options. */
export function findCancellableRow(file: SourceFile, call: TSESTree.CallExpression): CancellableRow | null {
  const key = findCallKey(file, call);
  return key === null ? null : (cancellableRows.get(key) ?? null);
}

/** The row of a helper that calls a function again when it fails. */
export function findRetryRow(file: SourceFile, call: TSESTree.CallExpression): RetryRow | null {
  const origin = findOrigin(file, call.callee);
  const row = origin && findRow(file, retryRows, origin);
  return row ?? retryRows.get(findCallKey(file, call) ?? '') ?? null;
}

/** What is known about the event loop while this call's result is awaited, or iterated by `for await`. */
export function findYieldRow(file: SourceFile, call: TSESTree.CallExpression, form: YieldRow['form']): YieldRow | null {
  const key = findCallKey(file, call);
  const row = key === null ? undefined : yieldRows.get(`${form} ${key}`);
  if (row) return row;
  const origin = findOrigin(file, call.callee);
  return (origin && yieldRows.get(`${form} ${getKey(`${origin.module}#*`, undefined)}`)) ?? null;
}

function findCallKey(file: SourceFile, call: TSESTree.CallExpression): string | null {
  const key = findOriginKey(file, call.callee);
  if (key !== null) return key;
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  const maker = callee.type === 'MemberExpression' && method !== null ? findMaker(file, callee.object) : null;
  return maker && getKey(maker, method ?? undefined);
}

/** The class or factory that made an object: directly, or as the value of a `const`. */
function findMaker(file: SourceFile, node: Node): string | null {
  const inner = unwrap(node);
  if (inner.type === 'NewExpression' || inner.type === 'CallExpression') return findOriginKey(file, inner.callee);
  const variable = inner.type === 'Identifier' ? findDeclared(file, inner) : null;
  const binding = variable && findBinding(variable);
  if (binding?.from !== 'value' || binding.names.length > 0 || binding.isAwaited) return null;
  const value = unwrap(binding.value);
  return value.type === 'NewExpression' || value.type === 'CallExpression' ? findOriginKey(file, value.callee) : null;
}

function getKey(key: string, method: string | undefined): string {
  return method === undefined ? key : `${key}().${method}`;
}
