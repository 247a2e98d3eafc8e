import { MAKES_ANEW } from '../../knowledge/abort-listeners.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  getPropertyName,
  getRoot,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findController, isController } from '../../facts/signals/controllers.ts';
import { findSignalText } from '../../facts/signals/same-signal.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { getFlowAround } from '../../flow/index.ts';
import { isCalledAtOnce } from '../../facts/signals/called-at-once.ts';
import { findHandler } from '../no-leaked-abort-listener/work-ends.ts';
import type { AbortListener } from '../../facts/signals/abort-listeners.ts';
import { isAbortLook, isLog, looksEachTurn } from '../../facts/signals/abort-looks.ts';
import { getSignalOrigin, isExported, isRequestLived, type SignalOrigin } from '../../facts/signals/signal-origin.ts';
import { findVariable } from '../../source/variables.ts';
import { getHandovers } from './handed-controller.ts';
import { onlyClearsGuarded } from './guarded-timers.ts';
import { isWaitedFor } from './waited-work.ts';
import { findOwnFunction } from '../../facts/callables/own-function.ts';
import { findFunctionVariable, getUses } from '../../semantics/function-uses.ts';

const MOST_CALLERS = 10;
const MOST_DEPTH = 5;

/** Is the listener added where the signal may have fired already and nobody looks whether it has? */
export function isLate(file: SourceFile, listener: AbortListener): boolean {
  // Node's own helper runs for an abort that came before, too.
  if (listener.kind === 'helper' || onlyLogs(file, listener.handler)) return false;
  const origin = getSignalOrigin(file, listener.signal);
  if (origin.kind === 'made' || isOfFreshObject(file, listener) || onlyClearsGuarded(file, listener)) return false;
  return (
    mayHaveFired(file, listener.node, { listener, origin, renewals: listRenewals(file, listener.signal) }, 0) &&
    !isLookedAtBefore(file, listener.node) &&
    !isLookedAtBehind(file, listener.node, origin) &&
    !isWorkWatched(file, listener, origin)
  );
}

/** `const connection = new Connection(); connection.signal.addEventListener(…)`, `createConnection()`: nothing has come between. */
function isOfFreshObject(file: SourceFile, { signal, node }: AbortListener): boolean {
  const root = getRoot(signal);
  const definition = root.type === 'Identifier' ? findVariable(file, root)?.defs[0] : undefined;
  const made = definition?.type === 'Variable' ? definition.node.init : null;
  if (!made || root === unwrap(signal) || !isMaking(unwrap(made))) return false;
  const fn = findEnclosingFunction(node);
  return (
    findEnclosingFunction(made) === fn &&
    ![...walk(file.code, fn?.body ?? file.code.ast, isFunction)].some(
      (part) =>
        /^(?:Await|Yield)Expression$/.test(part.type) && part.range[0] > made.range[1] && part.range[1] < node.range[0],
    )
  );
}

function isMaking(value: Node): boolean {
  return (
    value.type === 'NewExpression' ||
    (value.type === 'CallExpression' && MAKES_ANEW.test(getLastName(value.callee) ?? ''))
  );
}

/** Do the callbacks beside the listener, a stream's or an observer's, or the methods of the object look at the signal or get it? */
function isWorkWatched(file: SourceFile, { node, handler }: AbortListener, origin: SignalOrigin): boolean {
  const fn = findEnclosingFunction(node);
  const own = handler && (findHandler(file, handler) ?? findOwnFunction(file, handler));
  const others = fn && isConstructor(fn) ? fn.parent.parent : (fn?.body ?? file.code.ast);
  return [...walk(file.code, others)].some(
    (part) => findEnclosingFunction(part) !== fn && !(own && isInside(part, own)) && isAbortLook(file, part, origin),
  );
}

/** A signal, and where the field that has its controller gets a new one. */
interface Listened {
  readonly listener: AbortListener;
  readonly origin: SignalOrigin;
  readonly renewals: readonly Node[];
}

/** `this.controller = new AbortController()`: what stands behind it listens to a fresh signal. */
function listRenewals(file: SourceFile, signal: Node): Node[] {
  const controller = findController(file, signal);
  const text = controller && findSignalText(file, controller);
  if (text === null) return [];
  return getNodes(file.code, 'AssignmentExpression').filter(
    ({ left, right }) => isController(file, unwrap(right)) && findSignalText(file, left) === text,
  );
}

/** Is there a way to the place, from a pause or the start of its function, with no look at the signal on it? */
function mayHaveFired(file: SourceFile, place: Node, listened: Listened, depth: number): boolean {
  const { origin, renewals } = listened;
  const flow = getFlowAround(file, place);
  const fn = findEnclosingFunction(place);
  // The call of a helper that gets the signal is no look of its own.
  const looks = (node: Node): boolean => node !== place && (renewals.includes(node) || isAbortLook(file, node, origin));
  const isHere = origin.creation !== null && findEnclosingFunction(origin.creation) === fn;
  const late = listSuspensions(file, fn ?? file.code.ast, place, origin).some(
    (pause) =>
      flow.hasPath(pause, place, looks) &&
      (!isHere ||
        getHandovers(file, origin.creation).some((from) => flow.hasPath(from, pause, [origin.creation as Node]))),
  );
  if (late) return origin.kind !== 'own' || isHere || depth > 0;
  if (isHere || !fn || !flow.hasPath('entry', place, looks)) return false;
  if (isCalledAtOnce(fn)) return depth < MOST_DEPTH && mayHaveFired(file, fn, listened, depth + 1);
  if (isRunUnder(file, fn, origin)) return false;
  // The controller of another function or of a field: whether that has aborted it by now is not known here.
  if (origin.kind === 'own') return false;
  if (isRequestLived(origin, fn) || isOfHolder(file, fn, origin)) return false;
  if (isOfState(fn, listened.listener) || !isWaitedFor(file, listened.listener)) return false;
  return !isCheckedByCallers(file, fn, listened, depth);
}

/** `retry(() => …, { signal })`: what a call that gets the signal runs, it does not run once that has fired. */
function isRunUnder(file: SourceFile, fn: FunctionNode, origin: SignalOrigin): boolean {
  const uses = findFunctionVariable(file, fn) ? getUses(file, fn) : [fn];
  return (
    uses.length > 0 &&
    uses.every((use) => {
      const { parent } = getOuter(use);
      return parent?.type === 'CallExpression' && parent.callee !== use && isAbortLook(file, parent, origin);
    })
  );
}

/** A function that the file only hands over, `serve({ port, load })`: whoever has it makes the signal for the call. */
function isOfHolder(file: SourceFile, fn: FunctionNode, { root }: SignalOrigin): boolean {
  const variable = findFunctionVariable(file, fn);
  if (!variable || isExported(fn) || root?.defs[0]?.node !== fn) return false;
  const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
  return uses.length > 0 && uses.every((use) => isHandedTo(use));
}

function isHandedTo(use: Node): boolean {
  let node = use;
  while (node.parent?.type === 'Property' || node.parent?.type === 'ObjectExpression') node = node.parent;
  const { parent } = node;
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee !== node;
}

/** `this.controller.signal` in a method: when that may be called is for the object to know, which has the signal. */
function isOfState(fn: FunctionNode, { signal }: AbortListener): boolean {
  return getRoot(signal).type === 'ThisExpression' && !isConstructor(fn);
}

function isConstructor(fn: FunctionNode): fn is FunctionNode & { parent: TSESTree.MethodDefinition } {
  return fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
}

/** Every place where control comes back after others have run; not where an abort would end the wait by an error. */
function listSuspensions(file: SourceFile, owner: Node, place: Node, origin: SignalOrigin): Node[] {
  const body = isFunction(owner) ? owner.body : owner;
  return [...walk(file.code, body, isFunction)].filter((node) => {
    if (node.type === 'ForOfStatement')
      return node.await && !isWatched(file, node.right, origin) && !looksEachTurn(file, node, origin);
    if (node.type !== 'AwaitExpression' && node.type !== 'YieldExpression') return false;
    return !(node.argument && isWatched(file, node.argument, origin)) && !isInside(place, node);
  });
}

/** Does what is waited for get the signal? */
function isWatched(file: SourceFile, awaited: Node, origin: SignalOrigin): boolean {
  return [...walk(file.code, awaited, isFunction)].some((node) => isAbortLook(file, node, origin));
}

/** Has a loop over the same signals looked at each of them: `for (const signal of signals) signal?.throwIfAborted();`? */
function isLookedAtBefore(file: SourceFile, place: Node): boolean {
  const fn = findEnclosingFunction(place);
  return getNodes(file.code, 'ForOfStatement').some(
    (loop) => findEnclosingFunction(loop) === fn && loop.range[1] <= place.range[0] && isLookAtList(file, loop, place),
  );
}

/** Is the node a loop over the list that the loop around the place goes through, which looks at each signal of it? */
function isLookAtList(file: SourceFile, node: Node, place: Node): boolean {
  if (node.type !== 'ForOfStatement' || isInside(place, node)) return false;
  const own = getNodes(file.code, 'ForOfStatement').find((loop) => isInside(place, loop))?.right ?? findMapped(place);
  return (
    own !== null &&
    file.code.getText(node.right) === file.code.getText(own) &&
    /\b(?:throwIfAborted|aborted)\b/.test(file.code.getText(node.body))
  );
}

/** `signals` of `signals.map((signal) => …)` and `signals.forEach(…)` around the place. */
function findMapped(place: Node): Node | null {
  const call = (isFunction(place) ? place : findEnclosingFunction(place))?.parent;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null;
  const isMap = callee?.type === 'MemberExpression' && /^(?:map|forEach)$/.test(getPropertyName(callee) ?? '');
  return isMap ? callee.object : null;
}

/** Does every way on from the listener look at the signal before it waits or ends? */
function isLookedAtBehind(file: SourceFile, place: Node, origin: SignalOrigin, depth = 0): boolean {
  const flow = getFlowAround(file, place);
  const fn = findEnclosingFunction(place);
  const calls = [...walk(file.code, fn?.body ?? file.code.ast, isFunction)].filter(
    (node) => node.type === 'CallExpression' && isAbortLook(file, node, origin),
  );
  // What is worked out for a call that gets the signal comes to it, or fails.
  const looks = (node: Node): boolean =>
    isAbortLook(file, node, origin) ||
    isLookAtList(file, node, place) ||
    isLookBeside(file, node, origin) ||
    calls.some((call) => isInside(node, call));
  const waits = listSuspensions(file, fn ?? file.code.ast, file.code.ast, origin);
  if (waits.some((wait) => flow.hasPath(place, wait, looks))) return false;
  if (!flow.hasPath(place, 'end', looks)) return true;
  return fn !== null && isCalledAtOnce(fn) && depth < MOST_DEPTH && isLookedAtBehind(file, fn, origin, depth + 1);
}

/** `if (a.aborted) stop(a); else if (b.aborted) stop(b);`: where the first has fired, the other need not be asked. */
function isLookBeside(file: SourceFile, node: Node, origin: SignalOrigin): boolean {
  if (node.type !== 'MemberExpression' || getPropertyName(node) !== 'aborted') return false;
  const { parent } = getOuter(node);
  const next = parent?.type === 'IfStatement' ? parent.alternate : null;
  return (
    next?.type === 'IfStatement' && [...walk(file.code, next.test)].some((part) => isAbortLook(file, part, origin))
  );
}

/** A function of the file that nobody else can call, each of whose callers has looked or gives a fresh signal. */
function isCheckedByCallers(
  file: SourceFile,
  fn: FunctionNode,
  { listener, origin }: Listened,
  depth: number,
): boolean {
  const variable = findFunctionVariable(file, fn);
  if (!variable || depth >= MOST_DEPTH || isExported(fn)) return false;
  const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
  if (uses.length === 0 || uses.length > MOST_CALLERS) return false;
  const index = fn.params.findIndex((param) => param.type === 'Identifier' && origin.keys.includes(param.name));
  return uses.every((use) => {
    const call = use.parent;
    if (call?.type !== 'CallExpression' || call.callee !== use) return false;
    const given = call.arguments[index];
    if (index !== -1 && !given) return true;
    const outer = given ? getSignalOrigin(file, given) : origin;
    return outer.kind === 'made' || !mayHaveFired(file, call, { listener, origin: outer, renewals: [] }, depth + 1);
  });
}

const DOES: ReadonlySet<string> = new Set(['CallExpression', 'NewExpression', 'AssignmentExpression']);

/** Does the handler do nothing but write a log? */
function onlyLogs(file: SourceFile, handler: Node | null): boolean {
  const fn = handler && unwrap(handler);
  if (!isFunction(fn)) return false;
  const calls = [...walk(file.code, fn.body, isFunction)].filter(({ type }) => DOES.has(type));
  return calls.length > 0 && calls.every((call) => call.type === 'CallExpression' && isLog(call.callee));
}
