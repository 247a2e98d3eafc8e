import { findEnclosingFunction, findFunctionName, isFunction } from '../../source/predicates.ts';
import { walk } from '../../source/node-index.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { escapePattern } from '../../kit/escape-pattern.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import { isController } from '../../facts/signals/controllers.ts';
import { isSignal } from '../../facts/signals/signal-value.ts';
import { listLiveSignals } from '../../facts/signals/live-signal.ts';
import type { StopSignal } from '../../facts/signals/signals.ts';
import { isInKillFunction, isInStopPath } from '../../facts/ends/life-cycle.ts';
import { isRunWithin } from '../../facts/signals/run-within.ts';
import { getMembers } from '../../semantics/members.ts';
import { findThisOwner } from '../../semantics/classes.ts';

export interface Candidates {
  readonly signals: readonly StopSignal[];
  /** Is it sure that the first is meant: does the function make no signal of its own beside it? */
  readonly isSure: boolean;
}

/**
 * The signals that are meant to end a call: those of the nearest function that has any, else those of the class or file.
 * `ownSignals` accepts controllers of a function around, and of a class or file that no stop aborts.
 */
export function findCandidates(
  file: SourceFile,
  call: TSESTree.CallExpression,
  ownSignals: boolean,
): Candidates | null {
  const signals = listLiveSignals(file, call).filter((signal) => isMeant(file, signal, call, ownSignals));
  const [nearest] = signals;
  const fn = findEnclosingFunction(call);
  if (!nearest) return null;
  const owner = getOwner(nearest);
  const near = signals.filter((signal) => getOwner(signal) === owner);
  if (near.some(({ text }) => isWiredByHand(file, text, owner ?? fn))) return null;
  return { signals: near, isSure: near.length === 1 && !(fn && makesSignal(file, fn)) };
}

function isMeant(file: SourceFile, signal: StopSignal, call: Node, ownSignals: boolean): boolean {
  const owner = getOwner(signal);
  if (signal.kind === 'given') {
    // A value of the call's own function may be of a controller that it made for something else.
    if (isWord(file, signal)) return false;
    if (owner === null) return !signal.isOwn || ownSignals || isType(signal.definition);
    return (!signal.isOwn || ownSignals) && isRunWithin(file, call, owner);
  }
  if (owner && signal.kind !== 'field') return ownSignals && isRunWithin(file, call, owner);
  return isAborted(file, signal, ownSignals);
}

/** The function that declares the signal; null for one of a class or of the file. */
function getOwner({ definition, kind }: StopSignal): FunctionNode | null {
  if (kind === 'field' || isType(definition)) return null;
  const { parent } = definition;
  // A parameter is a child of its own function.
  return isFunction(parent) ? parent : findEnclosingFunction(definition);
}

/** `signal` without a type in a file that writes `signal: 'SIGTERM'`: it may be a name as well. */
function isWord({ code }: SourceFile, { definition }: StopSignal): boolean {
  return (
    definition.type === 'Identifier' &&
    !definition.typeAnnotation &&
    /\bsignal\s*(?::|[!=]={1,2}|=)\s*['"`]/.test(code.text)
  );
}

/** Is the signal a field, by its type? */
function isType({ type }: Node): boolean {
  return type.startsWith('TS');
}

/**
 * Is the controller made once, and aborted by what stops the class or the program? With `byAny`, also one that is made
 * where the work starts, whoever aborts it. One that is made elsewhere belongs to one operation.
 */
function isAborted(file: SourceFile, { text, kind, definition }: StopSignal, byAny: boolean): boolean {
  const holder = text.replace(/\.signal$/, '');
  const name = holder.replace(/^this\./, '');
  if (kind === 'field') {
    const owner = findThisOwner(file, definition);
    const values = (owner && getMembers(file, owner).get(name)?.values) ?? [];
    const made = values.filter(({ type }) => type === 'NewExpression');
    const isMadeOnce =
      made.length === 1 && (definition.parent?.type === 'PropertyDefinition' || isInStart(definition, byAny));
    if (!isMadeOnce) return false;
  }
  const { code } = file;
  for (const { index } of code.text.matchAll(new RegExp(`${escapePattern(holder)}\\??\\.abort\\b`, 'g'))) {
    const node = code.getNodeByRangeIndex(index);
    if (byAny || (node && (isInStopPath(file, node) || isInKillFunction(node)))) return true;
  }
  return false;
}

function isInStart(node: Node, byAny: boolean): boolean {
  const fn = findEnclosingFunction(node);
  return (byAny ? /^(?:constructor$|_?(?:start|run|listen|serve))/ : /^constructor$/).test(
    (fn && findFunctionName(fn)) ?? '',
  );
}

/** Does the function listen to the signal itself, to end what it has begun in its own way? */
function isWiredByHand(file: SourceFile, text: string, fn: FunctionNode | null): boolean {
  const own = fn ? getPlain(file, fn) : '';
  const name = text.replace(/[?!]\./g, '.');
  return own.includes(`${name}.addEventListener(`) || own.includes(`${name}.onabort`);
}

const getPlain = oncePerNode(({ code }, fn: FunctionNode) => code.getText(fn).replace(/[?!]\./g, '.'));

/** Does the function derive a signal or make a controller, which may be the one that its calls should get? */
const makesSignal = oncePerNode((file, fn: FunctionNode) =>
  [...walk(file.code, fn.body)].some((node) => {
    if (node.type === 'NewExpression') return isController(file, node);
    return (
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.init?.type !== 'MemberExpression' &&
      isSignal(file, node.id)
    );
  }),
);
