import { HEEDLESS_CALL, LOGGER, LOOKS_FOR_ABORT } from '../../knowledge/abort-listeners.ts';
import { signalOptions } from '../../knowledge/signals.ts';
import { walk } from '../../source/node-index.ts';
import {
  findProperty,
  getLastName,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { READS_BODY } from '../../knowledge/sampling.ts';
import { findVariable } from '../../source/variables.ts';
import { isAbortCheck } from './abort-plan.ts';
import { isCalledAtOnce } from './called-at-once.ts';
import { getSignalOrigin, type SignalOrigin } from './signal-origin.ts';

/**
 * Does the node see to an abort that has happened already: a read of `aborted` that leaves or calls, `throwIfAborted()`,
 * a call that gets the signal? A read into a log line does not.
 */
export function isAbortLook(file: SourceFile, node: Node, origin: SignalOrigin): boolean {
  switch (node.type) {
    // Where `signal?.aborted` finds no signal there is none that could be aborted.
    case 'ChainExpression':
      return isAbortLook(file, node.expression, origin);
    case 'MemberExpression':
      return isRead(file, node, origin) && decides(file, node);
    case 'CallExpression':
    case 'NewExpression':
      return isCallWith(file, node, origin);
    case 'BinaryExpression':
      // `'aborted' in signal` asks what it is, and treats it by itself.
      return node.operator === 'in' && getStaticString(node.left) === 'aborted' && isSame(file, node.right, origin);
    case 'Identifier':
      return isTestOfPresence(file, node, origin);
    case 'ForOfStatement':
      return looksEachTurn(file, node, origin);
    default:
      return false;
  }
}

/** Does each turn of a loop over a stream begin with a look, so that one value at most is waited for in vain? */
export function looksEachTurn(file: SourceFile, loop: TSESTree.ForOfStatement, origin: SignalOrigin): boolean {
  if (!loop.await) return false;
  return [...walk(file.code, loop.body, isFunction)].some((node) => node !== loop && isAbortLook(file, node, origin));
}

function isRead(file: SourceFile, node: TSESTree.MemberExpression, origin: SignalOrigin): boolean {
  const name = getPropertyName(node);
  if (name === 'throwIfAborted') return isSame(file, node.object, origin);
  return name === 'aborted' && isSame(file, node.object, origin);
}

function isSame(file: SourceFile, signal: Node, origin: SignalOrigin): boolean {
  const other = getSignalOrigin(file, signal);
  return other.keys.some((key) => origin.keys.includes(key));
}

/** Does something depend on what was read: a branch that leaves or calls, a loop, what is returned? */
function decides(file: SourceFile, read: Node): boolean {
  let node = getOuter(read);
  for (let { parent } = node; parent; node = parent, { parent } = parent) {
    switch (parent.type) {
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'ChainExpression':
      case 'TSNonNullExpression':
        if (parent.type === 'LogicalExpression' && parent.left === node && acts(file, parent.right)) return true;
        continue;
      case 'IfStatement':
        return acts(file, parent.consequent) || (parent.alternate !== null && acts(file, parent.alternate));
      case 'ConditionalExpression':
        return parent.test !== node || acts(file, parent.consequent) || acts(file, parent.alternate);
      case 'CallExpression':
        // `signal.throwIfAborted()`, and helpers such as `invariant(!signal.aborted)`.
        return parent.callee === node || !isLog(parent.callee);
      case 'Property':
      case 'TemplateLiteral':
      case 'ExpressionStatement':
        return false;
      default:
        return true;
    }
  }
  return false;
}

/** What leaves, or does something. */
const ACTS: ReadonlySet<string> = new Set([
  ...['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement'],
  ...['AssignmentExpression', 'AwaitExpression', 'YieldExpression', 'NewExpression'],
]);

/** Is there more in a branch than words for a log? */
function acts(file: SourceFile, branch: Node): boolean {
  for (const node of walk(file.code, branch, isFunction)) {
    if (ACTS.has(node.type)) return true;
    if (node.type === 'CallExpression' && !isLog(node.callee)) return true;
  }
  return false;
}

export function isLog(callee: Node): boolean {
  const node = unwrap(callee);
  if (node.type !== 'MemberExpression') return node.type === 'Identifier' && LOGGER.test(node.name);
  return LOGGER.test(getLastName(node.object) ?? '');
}

/** A call that gets the signal, or the options that hold it, ends by itself; so does a helper that looks for an abort. */
function isCallWith(
  file: SourceFile,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  origin: SignalOrigin,
): boolean {
  const name = getLastName(call.callee) ?? '';
  if (LOOKS_FOR_ABORT.test(name) || (call.type === 'CallExpression' && isAbortCheck(file, call))) return true;
  if (HEEDLESS_CALL.has(name) || isLog(call.callee)) return false;
  if (isWait(call)) return false;
  if (READS_BODY.test(name) && isAnswerOf(file, call.callee, origin)) return true;
  return call.arguments.some((argument) =>
    isFunction(argument)
      ? isCalledAtOnce(argument) && [...walk(file.code, argument.body)].some((part) => isAnyRead(file, part, origin))
      : holds(file, argument, origin),
  );
}

/** `await answer.json()` of `const answer = await fetch(url, { signal })` fails at the abort as well. */
function isAnswerOf(file: SourceFile, callee: Node, origin: SignalOrigin): boolean {
  const member = unwrap(callee);
  const answer = member.type === 'MemberExpression' ? unwrap(member.object) : null;
  const init = answer?.type === 'Identifier' ? findInitialValue(findVariable(file, answer)?.defs[0]) : null;
  const awaited = init && unwrap(init);
  return awaited?.type === 'AwaitExpression' && isAbortLook(file, unwrap(awaited.argument), origin);
}

/** `signals.some((signal) => signal.aborted)` */
function isAnyRead(file: SourceFile, node: Node, origin: SignalOrigin): boolean {
  return node.type === 'MemberExpression' && isRead(file, node, origin) && decides(file, node);
}

/** `{ signal }` among the options of a call */
export function isSignalOfOptions(file: SourceFile, options: Node, origin: SignalOrigin): boolean {
  const signal = findProperty(options, 'signal');
  return signal !== null && holds(file, signal, origin);
}

/** `once(signal, 'abort')` waits for what has happened already. */
function isWait({ arguments: [, event] }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return event?.type === 'Literal' && event.value === 'abort';
}

function holds(file: SourceFile, argument: Node, origin: SignalOrigin): boolean {
  const node = unwrap(argument);
  switch (node.type) {
    case 'SpreadElement':
      return holds(file, node.argument, origin);
    case 'ArrayExpression':
      return node.elements.some((part) => part !== null && holds(file, part, origin));
    case 'ObjectExpression':
      return holdsIn(file, node, origin, () => true);
    case 'LogicalExpression':
      return holds(file, node.left, origin) || holds(file, node.right, origin);
    case 'ConditionalExpression':
      return holds(file, node.consequent, origin) || holds(file, node.alternate, origin);
    case 'MemberExpression':
      return isSame(file, node, origin);
    case 'Identifier': {
      const variable = findVariable(file, node);
      if (!variable) return false;
      if (origin.holders.includes(variable) || isSame(file, node, origin)) return true;
      // `const options = { signal }; request(url, options)`
      const init = findInitialValue(variable.defs[0]);
      const options = init && unwrap(init);
      return options?.type === 'ObjectExpression' && holdsIn(file, options, origin, isSignalOption);
    }
    default:
      return false;
  }
}

/** In `{ ...options, signal: own.signal }` the signal of the options does not come along. */
function holdsIn(
  file: SourceFile,
  { properties }: TSESTree.ObjectExpression,
  origin: SignalOrigin,
  mayHold: (part: TSESTree.Property) => boolean,
): boolean {
  return properties.some((part, index) =>
    part.type === 'SpreadElement'
      ? !properties.slice(index).some(isSignalOption) && holds(file, part.argument, origin)
      : mayHold(part) && holds(file, part.value, origin),
  );
}

function isSignalOption(part: TSESTree.ObjectLiteralElement): boolean {
  return part.type === 'Property' && signalOptions.has(getPropertyName(part) ?? '');
}

/** `if (signal) { if (signal.aborted) return; … }`, `signal && signal.aborted`: without a signal there is nothing to look at. */
function isTestOfPresence(file: SourceFile, node: TSESTree.Identifier, origin: SignalOrigin): boolean {
  const { parent } = node;
  const branch =
    parent.type === 'IfStatement' && parent.test === node
      ? parent.consequent
      : parent.type === 'LogicalExpression' && parent.left === node && parent.operator === '&&'
        ? parent.right
        : null;
  if (!branch || !isSame(file, node, origin)) return false;
  for (const part of walk(file.code, branch, isFunction)) {
    if (part.type === 'MemberExpression' && isRead(file, part, origin) && decides(file, part)) return true;
  }
  return false;
}
