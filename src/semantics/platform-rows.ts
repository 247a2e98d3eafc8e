import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { cancellableCalls, commandClients } from '../knowledge/cancellable-calls.ts';
import { retryHelpers } from '../knowledge/retries.ts';
import { sleeps } from '../knowledge/sleeps.ts';
import type { CancellableRow, RetryRow, SleepRow, YieldRow } from '../knowledge/types.ts';
import { yields } from '../knowledge/yields.ts';
import { findOrigin } from './origin.ts';
import { findRow, getExportName, getRowKey, type RowIndex } from './row-index.ts';
import { getValue } from './values.ts';
import { findPropertyValue } from './members.ts';

const cancellableRows = new Map(
  [...cancellableCalls, ...sleeps.flatMap((row) => toCancellable(row) ?? [])].map((row) => [
    getKey(row.key, row.method),
    row,
  ]),
);
const retryRows: RowIndex<RetryRow> = new Map(retryHelpers.map((row) => [getKey(row.key, row.method), row]));
const yieldRows = new Map(yields.map((row) => [`${row.form} ${getKey(row.key, row.method)}`, row]));

/** The row of a call that takes a signal in its options: a known one, or a pause. */
export function findCancellableRow(file: SourceFile, call: TSESTree.CallExpression): CancellableRow | null {
  const key = findCallKey(file, call);
  return (key === null ? undefined : cancellableRows.get(key)) ?? findCommandRow(file, call);
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

function toCancellable({ module, name, signal, optionsAt, fact }: SleepRow): CancellableRow | null {
  if (signal !== 'options' || optionsAt === undefined) return null;
  const result = name === 'setInterval' ? 'iterator' : 'promise';
  return { key: getRowKey(module, name), optionsAt, result, effect: 'wait', fact: fact ?? '' };
}

/** `client.send(new Command(…))`: the command is of the library, wherever the client comes from. */
function findCommandRow(file: SourceFile, call: TSESTree.CallExpression): CancellableRow | null {
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  const clients = commandClients.filter(({ row }) => row.method === method);
  const command = clients.length > 0 && call.arguments[0] ? findMade(file, call.arguments[0]) : null;
  const module = command?.type === 'NewExpression' ? findOrigin(file, command.callee)?.module : undefined;
  return clients.find(({ scope }) => module?.startsWith(scope))?.row ?? null;
}

function findCallKey(file: SourceFile, call: TSESTree.CallExpression): string | null {
  const key = findExportKey(file, call.callee);
  if (key !== null) return key;
  const path: string[] = [];
  let callee = unwrap(call.callee);
  while (callee.type === 'MemberExpression') {
    const name = getPropertyName(callee);
    if (name === null) return null;
    const object = unwrap(callee.object);
    const isField = object.type === 'ThisExpression' && path.length > 0;
    const field = isField ? findPropertyValue(file, object, name) : null;
    if (field) return findMethodKey(file, field, path);
    path.unshift(name);
    callee = object;
  }
  return path.length > 0 ? findMethodKey(file, callee, path) : null;
}

function findMethodKey(file: SourceFile, object: Node, path: readonly string[]): string | null {
  const made = findMade(file, object);
  const maker = made && findExportKey(file, made.callee);
  return maker && getKey(maker, path.join('.'));
}

/** What made an object, directly or as the value of a `const`: a `new` or a call. */
function findMade(file: SourceFile, node: Node): TSESTree.NewExpression | TSESTree.CallExpression | null {
  const value = getValue(file, node);
  return value.type === 'NewExpression' || value.type === 'CallExpression' ? value : null;
}

/** `module#export`, as the tables write it. */
function findExportKey(file: SourceFile, node: Node): string | null {
  const origin = findOrigin(file, node);
  return origin && getRowKey(origin.module, getExportName(origin));
}

function getKey(key: string, method: string | undefined): string {
  return method === undefined ? key : `${key}().${method}`;
}
