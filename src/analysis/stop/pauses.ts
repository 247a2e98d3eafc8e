import { getNodes } from '../../ast/node-index.ts';
import { getPropertyName, getStaticString, isFunction, unwrap } from '../../ast/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../ast/types.ts';
import { oncePerFile, type SourceFile } from '../../kit/source-file.ts';
import type { SleepRow } from '../../knowledge/types.ts';
import { findOrigin, findOriginKey, findSleepRow } from '../calls/index.ts';
import { findVariable, getPropertySources } from '../handles/index.ts';
import { findMisplacedOptions } from './misplaced-options.ts';
import { isPrivateBuffer } from './private-buffer.ts';
import { findPromiseDelay, getDefinedDelay, isPauseDefinition } from './pause-definition.ts';
import { takesSignal } from './signals.ts';

/** A place where a thread does nothing for a while and hears nothing. */
export interface Pause {
  readonly node: Node;
  readonly form: 'promise' | 'sleep' | 'helper' | 'iterator' | 'atomics' | 'busy' | 'command';
  /** Milliseconds; undefined when left out (no delay at all). */
  readonly delay: Node | undefined;
  /** The library's row, for `sleep` and `iterator`. */
  readonly row: SleepRow | null;
  /** The project's own function, for `helper`, where it is in this file. */
  readonly definition: FunctionNode | null;
}

const HELPER_NAME = /^(?:sleep|delay|snooze)(?:_?(?:ms|for|async|millis|milliseconds|seconds))?$/i;

/** Every uninterruptible pause of the file; those that take a signal or token in any position are left out. */
export const getPauses = oncePerFile((file): readonly Pause[] => [
  ...getNodes(file.code, 'AwaitExpression').flatMap((node) => findAwaited(file, node.argument) ?? []),
  ...getNodes(file.code, 'YieldExpression').flatMap((node) => (isCompiledAwait(node) && findAwaited(file, node.argument)) || []),
  ...getNodes(file.code, 'ForOfStatement').flatMap((node) => (node.await && findIterator(file, node.right)) || []),
  ...getNodes(file.code, 'CallExpression').flatMap((node) => findBlocking(file, node) ?? []),
  ...getNodes(file.code, 'WhileStatement').flatMap((node) => findBusyWait(file, node) ?? []),
]);

/** `yield` in a generator that a compiler's `__awaiter` drives is an `await`. */
export function isCompiledAwait(node: TSESTree.YieldExpression): node is TSESTree.YieldExpression & { argument: TSESTree.Expression } {
  if (!node.argument || node.delegate) return false;
  let fn: Node | undefined = node;
  while (fn && !isFunction(fn)) fn = fn.parent;
  const call = fn?.parent;
  return call?.type === 'CallExpression' && /awaiter|asyncToGenerator|^co$|coroutine/i.test(getCalleeName(call));
}

function getCalleeName(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (getPropertyName(callee) ?? '') : '';
}

function findAwaited(file: SourceFile, argument: Node): Pause | null {
  const value = unwrap(argument);
  const base = { row: null, definition: null };
  if (value.type === 'NewExpression') {
    const delay = findPromiseDelay(file, value);
    return delay === null ? null : { ...base, node: value, form: 'promise', delay };
  }
  if (value.type !== 'CallExpression') return null;
  const callee = unwrap(value.callee);
  // `await sleep(5).catch(ignore)` pauses as `sleep(5)` does.
  if (callee.type === 'MemberExpression' && /^(?:then|catch|finally)$/.test(getPropertyName(callee) ?? '')) {
    return findAwaited(file, callee.object);
  }
  const row = findSleepRow(file, value);
  if (row) {
    const delay = value.arguments[row.delayAt ?? 0];
    // Misplaced options are a finding of their own.
    return hasWorkingSignal(file, value, row) || findMisplacedOptions(file, value) ? null : { ...base, node: value, form: 'sleep', delay, row };
  }
  return takesSignal(file, value) ? null : findHelperCall(file, value, callee);
}

/** A signal counts only where the function looks for it: `setTimeout(ms, { signal })` is deaf (facts 5). */
function hasWorkingSignal(file: SourceFile, call: TSESTree.CallExpression, row: SleepRow): boolean {
  if (row.signal === null) return false;
  if (row.optionsAt === undefined || row.module !== 'timers/promises') return takesSignal(file, call);
  const options = call.arguments[row.optionsAt];
  if (call.arguments.some((argument) => argument.type === 'SpreadElement')) return true;
  if (!options) return false;
  if (options.type !== 'ObjectExpression') return !isSignalItself(options);
  return options.properties.some((p) => p.type === 'SpreadElement' || getPropertyName(p) === 'signal');
}

function isSignalItself(node: Node): boolean {
  const value = unwrap(node);
  const name = value.type === 'Identifier' ? value.name : value.type === 'MemberExpression' ? getPropertyName(value) : null;
  return /signal$/i.test(name ?? '');
}

function findHelperCall(file: SourceFile, call: TSESTree.CallExpression, callee: Node): Pause | null {
  const pause = { node: call, form: 'helper' as const, row: null };
  const definition = findDefinitions(file, callee).find((fn) => isPauseDefinition(file, fn));
  if (definition) {
    const own = getDefinedDelay(file, definition) ?? undefined;
    return { ...pause, delay: call.arguments[0] ?? own, definition };
  }
  const origin = findOrigin(file, callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? getImportedName(callee, origin?.path) : null;
  const isHelper = origin !== null && origin.module !== '' && name !== null && HELPER_NAME.test(name.replace(/_\d+$/, ''));
  return isHelper && call.arguments.length === 1 ? { ...pause, delay: call.arguments[0], definition: null } : null;
}

/** `sleep` for `util.sleep` and for a compiler's `sleep_1.default`. */
function getImportedName(member: TSESTree.MemberExpression, path: string | undefined): string | null {
  const name = getPropertyName(member);
  if (name !== 'default') return path === undefined ? null : name;
  const object = unwrap(member.object);
  return object.type === 'Identifier' ? object.name : null;
}

function findDefinitions(file: SourceFile, callee: Node): FunctionNode[] {
  if (callee.type === 'MemberExpression') {
    const isOwn = unwrap(callee.object).type === 'ThisExpression';
    return isOwn ? (getPropertySources(file).get(getPropertyName(callee) ?? '')?.functions ?? []) : [];
  }
  if (callee.type !== 'Identifier') return [];
  return (findVariable(file, callee)?.defs ?? []).flatMap(({ node }) => {
    const value = node.type === 'VariableDeclarator' ? node.init : node;
    return value && isFunction(value as Node) ? [value as FunctionNode] : [];
  });
}

/** `for await (const _ of setInterval(ms))` of timers/promises. */
function findIterator(file: SourceFile, right: Node): Pause | null {
  const call = unwrap(right);
  if (call.type !== 'CallExpression' || findOriginKey(file, call.callee) !== 'timers/promises#setInterval') return null;
  const row = findSleepRow(file, call);
  if (!row || hasWorkingSignal(file, call, row)) return null;
  return { node: call, form: 'iterator', delay: call.arguments[0], row, definition: null };
}

function findBlocking(file: SourceFile, call: TSESTree.CallExpression): Pause | null {
  const key = findOriginKey(file, call.callee);
  if (key === '#Atomics.wait' && call.arguments[3] && isPrivateBuffer(file, call.arguments[0])) {
    return { node: call, form: 'atomics', delay: call.arguments[3], row: null, definition: null };
  }
  const isCommand = key === 'child_process#execSync' || key === 'child_process#spawnSync' || key === 'child_process#execFileSync';
  return isCommand && /^(?:sleep|timeout)\b/.test(getStaticString(call.arguments[0]) ?? '')
    ? { node: call, form: 'command', delay: undefined, row: null, definition: null }
    : null;
}

/** `while (Date.now() < end) {}`: nothing but the clock is looked at. */
function findBusyWait(file: SourceFile, loop: TSESTree.WhileStatement): Pause | null {
  const isEmpty = loop.body.type === 'EmptyStatement' || (loop.body.type === 'BlockStatement' && loop.body.body.length === 0);
  const test = unwrap(loop.test);
  if (!isEmpty || test.type !== 'BinaryExpression' || !/[<>]/.test(test.operator)) return null;
  const readsClock = /\b(?:Date\.now|performance\.now|hrtime)\b|new Date\b/.test(file.code.getText(test));
  return readsClock ? { node: loop, form: 'busy', delay: undefined, row: null, definition: null } : null;
}
