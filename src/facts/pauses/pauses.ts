import { findVariable } from '../../source/variables.ts';
import { getNodes } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getPropertyName,
  getStaticString,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findMost } from '../../semantics/static-number.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import type { PauseDelay, SignalSlot } from '../../source/summary.ts';
import type { SleepRow } from '../../knowledge/types.ts';
import type { Origin } from '../../semantics/module-path.ts';
import { findOrigin, findOriginKey } from '../../semantics/origin.ts';
import { findSleepRow, maySleep } from '../../semantics/rows.ts';
import { findCallable } from '../callables/find-callable.ts';
import { findOwnFunction } from '../callables/own-function.ts';
import { isSignal } from '../signals/signal-value.ts';
import { findMisplacedOptions } from './misplaced-options.ts';
import { isNotifiedHere, isPrivateBuffer } from './private-buffer.ts';
import { findRepeat } from './repeats.ts';
import { findDefinedPause, findPromiseDelay, type DefinedPause } from './pause-definition.ts';
import { getSignals, takesSignal } from '../signals/signals.ts';

/** A place where a thread does nothing for a while and hears nothing. */
export interface Pause {
  readonly node: Node;
  readonly form: 'promise' | 'sleep' | 'helper' | 'iterator' | 'atomics' | 'busy' | 'command';
  /** Milliseconds, as the file writes them; undefined when left out, and where another file says how long. */
  readonly delay: Node | undefined;
  /** The most that it lasts, in milliseconds; null where that is not known. */
  readonly longest: number | null;
  /** The library's row, for `sleep` and `iterator`; for a `helper` that takes a signal, how it does. */
  readonly row: SleepRow | null;
  /** The project's own function, for `helper`, where it is in this file. */
  readonly definition: FunctionNode | null;
  /** What that function makes. */
  readonly made: DefinedPause | null;
}

/** Is it over before anybody would have waited for it, as far as its delay is known? */
export function isShort({ longest }: Pause, minMs: number): boolean {
  return longest !== null && longest <= minMs;
}

/** Does the pause hold the whole thread, so that no signal can be delivered meanwhile? */
export function isBlocking({ form }: Pause): boolean {
  return form === 'atomics' || form === 'busy' || form === 'command';
}

/** Does nothing ever end it: a wait without a time limit on memory that no other thread has? */
export function isEndless({ node, form, delay }: Pause): boolean {
  return form === 'atomics' && delay === undefined && node.type === 'CallExpression' && node.arguments.length === 3;
}

/** Of a pause that neither a library nor the file has a function for. */
const PLAIN = { row: null, definition: null, made: null };

const HELPER_NAME = /^(?:sleep|delay|snooze)(?:_?(?:ms|for|async|millis|milliseconds))?$/i;

/** Blocking calls that are in no table of sleeps. */
const BLOCKS = ['Atomics', 'execSync', 'execFileSync', 'spawnSync'];

/** Every uninterruptible pause of the file; those that take a signal or token in any position are left out. */
export const getPauses = oncePerFile((file): readonly Pause[] => [
  ...getNodes(file.code, 'AwaitExpression').flatMap((node) => findAwaited(file, node.argument) ?? []),
  ...getNodes(file.code, 'YieldExpression').flatMap(
    (node) => (isCompiledAwait(node) && findAwaited(file, node.argument)) || [],
  ),
  ...getNodes(file.code, 'ForOfStatement').flatMap((node) => (node.await && findIterator(file, node.right)) || []),
  ...(maySleep(file) || holdsAny(file, BLOCKS)
    ? getNodes(file.code, 'CallExpression').flatMap((node) => findBlocking(file, node) ?? [])
    : []),
  ...getNodes(file.code, 'WhileStatement').flatMap((node) => findBusyWait(file, node) ?? []),
]);

/** `yield` in a generator that a compiler's `__awaiter` drives is an `await`. */
export function isCompiledAwait(
  node: TSESTree.YieldExpression,
): node is TSESTree.YieldExpression & { argument: TSESTree.Expression } {
  if (!node.argument || node.delegate) return false;
  let fn: Node | undefined = node;
  while (fn && !isFunction(fn)) fn = fn.parent;
  const call = fn?.parent;
  return call?.type === 'CallExpression' && /awaiter|asyncToGenerator|^co$|coroutine/i.test(getCalleeName(call));
}

function getCalleeName(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return callee.type === 'Identifier'
    ? callee.name
    : callee.type === 'MemberExpression'
      ? (getPropertyName(callee) ?? '')
      : '';
}

function findAwaited(file: SourceFile, argument: Node): Pause | null {
  const value = unwrap(argument);
  if (value.type === 'NewExpression') {
    const delay = findPromiseDelay(file, value);
    return delay === null ? null : { ...PLAIN, node: value, form: 'promise', ...getLength(file, delay) };
  }
  if (value.type === 'Identifier') {
    const kept = findKept(file, value);
    return kept && findAwaited(file, kept);
  }
  if (value.type !== 'CallExpression') return null;
  const callee = unwrap(value.callee);
  // `await sleep(5).catch(ignore)` pauses as `sleep(5)` does.
  if (callee.type === 'MemberExpression' && /^(?:then|catch|finally)$/.test(getPropertyName(callee) ?? '')) {
    return findAwaited(file, callee.object);
  }
  const row = findSleepRow(file, value);
  if (row?.blocks) return null;
  if (row) {
    const delay = value.arguments[row.delayAt ?? 0];
    // Misplaced options are a finding of their own.
    return hasWorkingSignal(file, value, row) || findMisplacedOptions(file, value)
      ? null
      : { ...PLAIN, node: value, form: 'sleep', ...getLength(file, delay), row };
  }
  return takesSignal(file, value) ? null : findHelperCall(file, value, callee);
}

/** `const rest = sleep(ms); …; await rest;`: what a name is given that the function awaits and uses for nothing else. */
function findKept(file: SourceFile, id: TSESTree.Identifier): Node | null {
  const variable = findVariable(file, id);
  const init = findInitialValue(variable?.defs[0]);
  const isMade = init?.type === 'CallExpression' || init?.type === 'NewExpression';
  if (!isMade || findEnclosingFunction(init) !== findEnclosingFunction(id)) return null;
  return variable?.references.filter((one) => one.init !== true).length === 1 ? init : null;
}

/** A signal counts only where the function looks for it: `setTimeout(ms, { signal })` is deaf (facts 5). */
function hasWorkingSignal(file: SourceFile, call: TSESTree.CallExpression, row: SleepRow): boolean {
  if (row.signal === null) return false;
  if (row.optionsAt === undefined || row.module !== 'timers/promises') return takesSignal(file, call);
  const options = call.arguments[row.optionsAt];
  if (call.arguments.some((argument) => argument.type === 'SpreadElement')) return true;
  if (!options) return false;
  if (options.type !== 'ObjectExpression') return !isSignal(file, options);
  return options.properties.some((p) => p.type === 'SpreadElement' || getPropertyName(p) === 'signal');
}

function findHelperCall(file: SourceFile, call: TSESTree.CallExpression, callee: Node): Pause | null {
  const pause = { ...PLAIN, node: call, form: 'helper' as const };
  const definition = findOwnFunction(file, callee);
  const made = definition && findDefinedPause(file, definition);
  if (made) return { ...pause, ...getLength(file, getPassedDelay(call, definition, made)), definition, made };
  const origin = findOrigin(file, callee);
  // Other files are read where the answer can matter: in a loop, or where there is a signal to pass.
  const mayMatter = findRepeat(file, call) !== null || getSignals(file, call).length > 0;
  const callable = definition || (origin && mayMatter) ? findCallable(file, callee) : null;
  const row = callable?.signal ? toRow(call, callable.signal) : null;
  if (callable?.pause) return { ...pause, ...getLengthOfCall(file, call, callable.pause.delay), row };
  const isKnown = definition !== null || (origin !== null && origin.module !== '');
  if (!isKnown || callable?.checksStop === 'own' || !isSleepName(callee, origin)) return null;
  if (definition && !row) return null;
  return call.arguments.length === 1 ? { ...pause, ...getLength(file, call.arguments[0]), row } : null;
}

function isSleepName(callee: Node, origin: Origin | null): boolean {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? getImportedName(callee, origin?.path)
        : null;
  return name !== null && HELPER_NAME.test(name.replace(/_\d+$/, ''));
}

/** What a helper that takes a signal is like, where the call can be given one. */
function toRow({ arguments: args }: TSESTree.CallExpression, { position, option }: SignalSlot): SleepRow | null {
  const row = { module: '', name: '' };
  if (option === null) return position === args.length ? { ...row, signal: 'argument' } : null;
  return position === 'last' ? null : { ...row, signal: 'options', option, optionsAt: position };
}

function getLength(file: SourceFile, delay: Node | undefined): Pick<Pause, 'delay' | 'longest'> {
  return { delay, longest: delay ? (findMost(file.code, delay) ?? findUsual(file, delay)) : 0 };
}

/** `(pollMs = 20) => …`: what it waits if nobody says otherwise; one that the function changes grows. */
function findUsual(file: SourceFile, delay: Node): number | null {
  const id = unwrap(delay);
  const variable = id.type === 'Identifier' ? findVariable(file, id) : null;
  if (!variable || variable.references.some((one) => one.isWrite() && one.init !== true)) return null;
  const [definition] = variable.defs;
  const holder = definition?.type === 'Parameter' ? (definition.name as Node).parent : null;
  return holder?.type === 'AssignmentPattern' ? findMost(file.code, holder.right) : null;
}

/** Of a call to another file's function. */
function getLengthOfCall(
  file: SourceFile,
  call: TSESTree.CallExpression,
  delay: PauseDelay,
): Pick<Pause, 'delay' | 'longest'> {
  if (delay === 'unknown') return { delay: undefined, longest: null };
  if ('ms' in delay) return { delay: undefined, longest: delay.ms };
  const passed = call.arguments[delay.parameter];
  return passed ? getLength(file, passed) : { delay: undefined, longest: delay.otherwise };
}

/** What the call passes for the delay, or else the definition's own. */
function getPassedDelay(
  call: TSESTree.CallExpression,
  { params }: FunctionNode,
  { delay }: DefinedPause,
): Node | undefined {
  const own = delay && unwrap(delay);
  const position = params.findIndex((p) => own?.type === 'Identifier' && getParameterName(p) === own.name);
  const parameter = params[position];
  return call.arguments[position] ?? (parameter?.type === 'AssignmentPattern' ? parameter.right : delay);
}

function getParameterName(parameter: Node): string | null {
  const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return name.type === 'Identifier' ? name.name : null;
}

/** `sleep` for `util.sleep` and for a compiler's `sleep_1.default`. */
function getImportedName(member: TSESTree.MemberExpression, path: string | undefined): string | null {
  const name = getPropertyName(member);
  if (name !== 'default') return path === undefined ? null : name;
  const object = unwrap(member.object);
  return object.type === 'Identifier' ? object.name : null;
}

/** `for await (const _ of setInterval(ms))` of timers/promises. */
function findIterator(file: SourceFile, right: Node): Pause | null {
  const call = unwrap(right);
  if (call.type !== 'CallExpression' || findOriginKey(file, call.callee) !== 'timers/promises#setInterval') return null;
  const row = findSleepRow(file, call);
  if (!row || hasWorkingSignal(file, call, row)) return null;
  return { ...PLAIN, node: call, form: 'iterator', ...getLength(file, call.arguments[0]), row };
}

function findBlocking(file: SourceFile, call: TSESTree.CallExpression): Pause | null {
  const key = findOriginKey(file, call.callee);
  if (key === '#Atomics.wait' && isPrivateBuffer(file, call.arguments[0])) {
    const limit = call.arguments[3];
    // Without a limit, on memory that nobody speaks of, it is meant to last.
    if (!limit && !isNotifiedHere(file, call.arguments[0])) return null;
    return { node: call, form: 'atomics', delay: limit, longest: limit ? findMost(file.code, limit) : null, ...PLAIN };
  }
  const row = findSleepRow(file, call);
  if (row?.blocks) return { node: call, form: 'atomics', ...getLength(file, call.arguments[0]), ...PLAIN };
  const isCommand =
    key === 'child_process#execSync' || key === 'child_process#spawnSync' || key === 'child_process#execFileSync';
  return isCommand && /^(?:sleep|timeout)\b/.test(getStaticString(call.arguments[0]) ?? '')
    ? { node: call, form: 'command', delay: undefined, longest: null, ...PLAIN }
    : null;
}

/** `while (Date.now() < end) {}`: nothing but the clock is looked at. */
function findBusyWait(file: SourceFile, loop: TSESTree.WhileStatement): Pause | null {
  const isEmpty =
    loop.body.type === 'EmptyStatement' || (loop.body.type === 'BlockStatement' && loop.body.body.length === 0);
  const test = unwrap(loop.test);
  if (!isEmpty || test.type !== 'BinaryExpression' || !/[<>]/.test(test.operator)) return null;
  const readsClock = /\b(?:Date\.now|performance\.now|hrtime)\b|new Date\b/.test(file.code.getText(test));
  return readsClock ? { node: loop, form: 'busy', delay: undefined, longest: null, ...PLAIN } : null;
}
