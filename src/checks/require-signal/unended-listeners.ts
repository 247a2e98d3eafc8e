import { getNodes } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findProperty,
  getPropertyName,
  getRoot,
  getStaticString,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { isSignal } from '../../facts/signals/signal-value.ts';

/** A listener that a stop leaves on, where it takes off the one beside it. */
export interface UnendedListener {
  readonly call: TSESTree.CallExpression;
  /** How the listener beside it writes the signal. */
  readonly signal: string;
}

interface Added {
  readonly call: TSESTree.CallExpression;
  readonly target: string;
  /** Null where it is given none; undefined where that cannot be told. */
  readonly signal: Node | null | undefined;
}

/** Listeners of one function on one target, some with a signal and some without, which nothing else takes off. */
export function getUnendedListeners(file: SourceFile): UnendedListener[] {
  const added = getNodes(file.code, 'CallExpression').flatMap((call) => readAdded(file, call) ?? []);
  return added.flatMap(({ call, target, signal }) => {
    if (signal !== null || isTakenOff(file, call)) return [];
    const fn = findEnclosingFunction(call);
    const beside = added.find((one) => one.signal && one.target === target && findEnclosingFunction(one.call) === fn);
    return fn && beside?.signal && isKnownAt(file, beside.signal, call)
      ? [{ call, signal: file.code.getText(beside.signal) }]
      : [];
  });
}

/** Is the signal declared before the place? */
function isKnownAt(file: SourceFile, signal: Node, place: Node): boolean {
  const root = getRoot(signal);
  const definition = root.type === 'Identifier' ? findVariable(file, root)?.defs[0] : undefined;
  return definition?.type !== 'Variable' || definition.name.range[0] < place.range[0];
}

function readAdded(file: SourceFile, call: TSESTree.CallExpression): Added | null {
  const callee = unwrap(call.callee);
  const [, handler, options] = call.arguments;
  if (!handler || callee.type !== 'MemberExpression' || getPropertyName(callee) !== 'addEventListener') return null;
  // A signal's own listeners end with it.
  if (isSignal(file, callee.object)) return null;
  return { call, target: file.code.getText(callee.object), signal: findSignal(file, options) };
}

function findSignal(file: SourceFile, options: Node | undefined): Node | null | undefined {
  if (!options) return null;
  if (options.type !== 'ObjectExpression') return undefined;
  const given = findProperty(options, 'signal');
  if (given) return isSignal(file, given) ? given : undefined;
  const once = findProperty(options, 'once');
  // It takes itself off, or is told elsewhere.
  return once || options.properties.some(({ type }) => type === 'SpreadElement') ? undefined : null;
}

/** `removeEventListener` of the same event, anywhere in the file. */
function isTakenOff(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const event = getStaticString(call.arguments[0]);
  return getNodes(file.code, 'CallExpression').some(({ callee, arguments: [other] }) => {
    const target = unwrap(callee);
    if (target.type !== 'MemberExpression' || getPropertyName(target) !== 'removeEventListener') return false;
    return event === null || (getStaticString(other) ?? event) === event;
  });
}
