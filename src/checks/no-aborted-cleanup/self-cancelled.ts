import { getNodes, walk } from '../../source/node-index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { getLastName, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { signalOptions } from '../../knowledge/signals.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findSleepRow } from '../../semantics/rows.ts';
import { findCallable } from '../../facts/callables/find-callable.ts';
import { findOwnFunction } from '../../facts/callables/own-function.ts';
import { findFilling, isTimeLimit } from '../../facts/signals/filling.ts';
import { findFired } from '../../facts/signals/fired.ts';
import { findResultUse } from '../../facts/signals/result-use.ts';
import { findSignalText, getSources } from '../../facts/signals/same-signal.ts';
import { isSignalCheck, takesSignal } from '../../facts/signals/signals.ts';
import { findTarget } from '../../facts/signals/targets.ts';

/** Clean-up that gets the signal which has just fired, and so is cancelled itself. */
export interface SelfCancelled {
  readonly call: TSESTree.CallExpression;
  /** The expression that is the fired signal, or is merged from it. */
  readonly value: Node;
  /** The property that it is the value of; null for an argument. */
  readonly property: TSESTree.Property | null;
  /** How the code writes the signal. */
  readonly signal: string;
}

const CLEANUP =
  /(?<![a-z])(?:clean|clear|release|unlock|free|rollback|revert|undo|restore|delete|remove|destroy|dispose|close|disconnect|cancel|stop|abort|end|kill|drop|unregister|unsubscribe|flush|commit|save|persist|requeue|n?ack|logout|leave|finish|complete|fail|shutdown|teardown)(?:up)?(?![a-z])/i;
/** That a pause ends at once is right: it is no clean-up. */
const PAUSE = /sleep|delay|pause|backoff|^wait$/i;

/**
 * Every call of the file that a fired signal cancels although it has to be done then. In `finally` only what is called like
 * clean-up, unless `anyCall` is set: it may be further work, which a stop has to end.
 */
export function getSelfCancelled(file: SourceFile, { anyCall }: { readonly anyCall: boolean }): SelfCancelled[] {
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    const given = findGiven(file, call);
    if (!given) return [];
    const isPause = findSleepRow(file, call) !== null || PAUSE.test(getLastName(call.callee) ?? '');
    if (isPause) return isGrace(file, given) ? [given] : [];
    return isSelfCancelled(file, given, anyCall) ? [given] : [];
  });
}

function isSelfCancelled(file: SourceFile, { call, value, property }: SelfCancelled, anyCall: boolean): boolean {
  if (!isWait(file, { call, property }) || (property === null && /abort|signal/i.test(getLastName(call.callee) ?? '')))
    return false;
  return getSources(file, value).some((signal) => {
    if (isTimeLimit(file, signal)) return false;
    const fired = findFired(file, call, signal);
    if (fired === 'finally')
      return anyCall || isCleanup(file, call) || findOriginKey(file, call.callee) === 'events#once';
    // In a catch it may as well be a retry or a fallback.
    return fired === 'catch' ? isCleanup(file, call) : fired !== null;
  });
}

/** A pause of the clean-up's own, in an abort listener: it rejects at once, and what was to come after it never runs. */
function isGrace(file: SourceFile, { call, value }: SelfCancelled): boolean {
  const statement = call.parent.type === 'AwaitExpression' ? call.parent.parent : null;
  const block = statement?.type === 'ExpressionStatement' ? statement.parent : null;
  if (block?.type !== 'BlockStatement' || !isFunction(block.parent) || block.body.at(-1) === statement) return false;
  if (findRole(file, block.parent) !== 'abort') return false;
  return getSources(file, value).some(
    (signal) => !isTimeLimit(file, signal) && findFired(file, call, signal) === 'surely',
  );
}

/** A function of the project may look at the signal only, as in `throw toError(signal)`: not where its end is awaited. */
function isWait(file: SourceFile, { call, property }: Pick<SelfCancelled, 'call' | 'property'>): boolean {
  if (findTarget(file, call)?.row) return true;
  // `finish(turn, signal)` may only ask why it ends, hand that on, or take its listener off.
  if (property === null && !isCancelled(file, call.callee)) return false;
  const use = findResultUse(file, call, false);
  return use === 'returned' ? isCleanup(file, call) : use !== null;
}

/** Does the function fail on an abort, and is what makes it fail seen: a call that is known to, or a look at the signal? */
function isCancelled(file: SourceFile, callee: Node): boolean {
  if (findCallable(file, callee)?.throwsOnAbort !== true) return false;
  const fn = findOwnFunction(file, callee);
  if (!fn) return false;
  return [...walk(file.code, fn.body)].some((node) => {
    if (node.type === 'MemberExpression') return isSignalCheck(node);
    if (node.type !== 'CallExpression') return false;
    return takesSignal(file, node) && (findSleepRow(file, node) !== null || Boolean(findTarget(file, node)?.row));
  });
}

/** By its name, what it is called with, or as a DELETE request. */
function isCleanup({ code }: SourceFile, call: TSESTree.CallExpression): boolean {
  const [first] = call.arguments;
  if (saysCleanup(getLastName(call.callee) ?? '') || /method\s*:\s*['"`]DELETE/i.test(code.getText(call))) return true;
  return first !== undefined && first.type !== 'ObjectExpression' && saysCleanup(code.getText(first));
}

function saysCleanup(text: string): boolean {
  return CLEANUP.test(text.replace(/(?=[A-Z][a-z])/g, ' '));
}

/** The signal that the call gets: the argument of a function that is known to take one, or `signal` in its options. */
function findGiven(file: SourceFile, call: TSESTree.CallExpression): SelfCancelled | null {
  const property = findSignalProperty(call);
  const target =
    !property && call.arguments.some((argument) => /ignal/.test(file.code.getText(argument)))
      ? findTarget(file, call)
      : null;
  const filling = target?.slot.option === null ? findFilling(file, target) : null;
  const value = property ? property.value : filling?.state === 'signal' ? filling.value : null;
  const source =
    value &&
    getSources(file, value)
      .map((node) => findSignalText(file, node))
      .find((text) => text !== null);
  return value && source ? { call, value, property, signal: source } : null;
}

/** `signal` among the properties of an argument: every function means the same by it. */
function findSignalProperty(call: TSESTree.CallExpression): TSESTree.Property | null {
  for (const argument of call.arguments) {
    const options = unwrap(argument);
    if (options.type !== 'ObjectExpression') continue;
    const found = options.properties.find((p) => p.type === 'Property' && signalOptions.has(getPropertyName(p) ?? ''));
    if (found?.type === 'Property') return found;
  }
  return null;
}
