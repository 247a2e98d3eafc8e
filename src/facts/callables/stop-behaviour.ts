import { walk } from '../../source/node-index.ts';
import { getLastName, getRoot, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { CallableSummary } from '../../source/summary.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { getFlow } from '../../flow/index.ts';
import { getReturns } from '../../semantics/functions.ts';
import { findStopFlag } from '../flags/stop-flag.ts';
import { isSignal } from '../signals/signal-value.ts';
import { isSignalCheck, takesSignal } from '../signals/signals.ts';
import { isStopPoint, rejectsOnStop, type StopsCall } from '../signals/stop-waits.ts';
import { findVariable } from '../../source/variables.ts';

type StopBehaviour = Pick<CallableSummary, 'checksStop' | 'throwsOnAbort'>;
type Whose = CallableSummary['checksStop'];
/** What a function of the file, which a callee means, says of itself. */
export type AskOwn = (callee: Node) => CallableSummary | null;

/** Does a call of the function throw, or tell, when a stop was asked for? */
export function findStopBehaviour(file: SourceFile, fn: FunctionNode, ask: AskOwn): StopBehaviour {
  const thrown = listThrowing(file, fn, ask);
  const points = thrown.map(({ node }) => node);
  const isWhole = fn.body.type !== 'BlockStatement' && points.includes(fn.body);
  if (points.length > 0 && (isWhole || !getFlow(file, fn).hasPath('entry', 'end', points))) {
    const isOwn = thrown.every(({ whose }) => whose === 'own');
    return { checksStop: isOwn ? 'own' : 'given', throwsOnAbort: true };
  }
  for (const value of getReturns(file, fn)) {
    if (isFunction(unwrap(value))) continue;
    const whose = findInTest(file, fn, value);
    if (whose) return { checksStop: whose, throwsOnAbort: false };
  }
  return { checksStop: null, throwsOnAbort: false };
}

/** Can an error of the node leave the function, as no `catch` keeps it? */
export function canLeave(file: SourceFile, node: Node, fn: FunctionNode): boolean {
  for (let inner = node; inner !== fn && inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (parent.type !== 'TryStatement' || parent.block !== inner || !parent.handler) continue;
    if (![...walk(file.code, parent.handler.body, isFunction)].some(({ type }) => type === 'ThrowStatement'))
      return false;
  }
  return true;
}

interface Throwing {
  readonly node: Node;
  readonly whose: Whose;
}

/** The points of a function at which it throws or rejects when a stop was asked for. */
function listThrowing(file: SourceFile, fn: FunctionNode, ask: AskOwn): Throwing[] {
  const stops: StopsCall = (call, isAwaited) => {
    const callable = ask(call.callee);
    if (!callable?.throwsOnAbort || (callable.isAsync && !isAwaited)) return false;
    return callable.checksStop === 'own' || takesSignal(file, call);
  };
  const found: Throwing[] = [];
  const add = (node: Node, whose: Whose): void => {
    if (whose && canLeave(file, node, fn)) found.push({ node, whose });
  };
  for (const node of walk(file.code, fn.body, isFunction)) {
    if (isFunction(node)) continue;
    if (node.type === 'IfStatement' && leavesByError(file, node.consequent)) {
      for (const part of walk(file.code, node.test, isFunction)) add(part, findInPart(file, fn, part));
    }
    const isGiven = node.type === 'ReturnStatement' ? node.argument : node === fn.body ? node : null;
    const isRejected = isGiven !== null && isGiven.type !== 'BlockStatement' && rejectsOnStop(file, isGiven, stops);
    if (isRejected || isStopPoint(file, node, stops)) add(node, getWhose(file, fn, node, stops));
  }
  return found;
}

/** `throw …`, `process.exit()`. */
function leavesByError(file: SourceFile, branch: Node): boolean {
  return [...walk(file.code, branch, isFunction)].some(
    (node) =>
      node.type === 'ThrowStatement' ||
      (node.type === 'CallExpression' && /^(?:exit|abort)$/.test(getLastName(node) ?? '')),
  );
}

/** Whose signals a wait gets: null where none is seen, as in options that are spread. */
function getWhose(file: SourceFile, fn: FunctionNode, point: Node, stops: StopsCall): Whose {
  let whose: Whose = null;
  for (const node of walk(file.code, point, isFunction)) {
    if (node.type === 'CallExpression' && !takesSignal(file, node) && (stops(node, true) || stops(node, false)))
      return 'own';
    const isValue = node.type === 'Identifier' || node.type === 'MemberExpression';
    if (!isValue || !isSignal(file, node)) continue;
    if (isFromOutside(file, fn, node)) return 'own';
    whose = 'given';
  }
  return whose;
}

/** A check in a condition: of a signal, or of a flag that something else of the module sets. */
function findInTest(file: SourceFile, fn: FunctionNode, test: Node): Whose {
  for (const part of walk(file.code, test, isFunction)) {
    const whose = findInPart(file, fn, part);
    if (whose) return whose;
  }
  return null;
}

function findInPart(file: SourceFile, fn: FunctionNode, part: Node): Whose {
  if (part.type === 'MemberExpression' && isSignalCheck(part)) return isFromOutside(file, fn, part) ? 'own' : 'given';
  return findStopFlag(file, part) ? 'own' : null;
}

/** Does the value outlive the call: a field of the object, a variable of the module? */
function isFromOutside(file: SourceFile, fn: FunctionNode, node: Node): boolean {
  const root = getRoot(node);
  if (root.type === 'ThisExpression') return true;
  const name = root.type === 'Identifier' ? findVariable(file, root)?.defs[0]?.name : undefined;
  return name !== undefined && !(name.range[0] >= fn.range[0] && name.range[1] <= fn.range[1]);
}
