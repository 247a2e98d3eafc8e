import { ASKS_ERROR, NAMES_CAUGHT, OWN_ABORT_ERROR } from '../../knowledge/failure-words.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  getPropertyName,
  getRoot,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { FunctionNode, LoopNode, Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, oncePerNode, type SourceFile } from '../../source/source-file.ts';
import { findVariable } from '../../source/variables.ts';
import { findLoopExits, getFlow, getFlowAround, type Flow, type PathOrder } from '../../flow/index.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findCallable } from '../callables/find-callable.ts';
import { findRepeat } from '../pauses/repeats.ts';
import { actsBehind, findNext, reliesOnEnd } from './after-loop.ts';
import { findSignalText, getPlainText } from './same-signal.ts';
import { isSignalCheck, takesSignal } from './signals.ts';

/** What has to stand around a wait that gets a signal, so that its AbortError ends what it is meant to end. */
export interface AbortPlan {
  /** Must the wait end without an error, because nobody around it expects one? Then it gets a `.catch(() => {})`. */
  readonly isQuiet: boolean;
  /** The endless `for await` whose iterator throws: nobody around it expects that either. */
  readonly iteration: TSESTree.ForOfStatement | null;
  /** Where a check has to be added that leaves the loop, since without it the loop would spin (facts 5b). */
  readonly leave: Leave | null;
}

export interface Leave {
  /** The check goes behind this statement, or in front of all others in this catch. */
  readonly at: TSESTree.ExpressionStatement | TSESTree.CatchClause;
  /** What the check does; null when only an error gets out. */
  readonly how: 'break;' | `break ${string};` | 'return;' | null;
}

export interface PlannedSignal {
  /** How the code writes the signal; null when any signal may be meant. */
  readonly text: string | null;
  /** The flag that is set when the signal is aborted, so that a look at it serves as well. */
  readonly flag?: string | null;
  /** Is the wait a call that fails on an abort, whatever the loop around it does today? */
  readonly mayFail?: boolean;
  /** Does the file itself abort it, so that callers do not reckon with an AbortError? */
  readonly isOwn: boolean;
}

const MAX_CALLERS = 3;
const ANY: PlannedSignal = { text: null, isOwn: false };

/**
 * The surroundings of the wait `node` under `signal`; null where its abort would do harm and nothing helps: it would make a
 * loop spin, be told as a failure, reach nobody, or look like a wait that was waited out.
 */
export function planAbort(file: SourceFile, node: Node, signal: PlannedSignal): AbortPlan | null {
  const { awaited, caughtBy } = getAwaited(node);
  const statement = awaited.parent?.type === 'ExpressionStatement' ? awaited.parent : null;
  const base = { isQuiet: false, iteration: null, leave: null };
  if (caughtBy) return isEmpty(caughtBy) && statement ? planQuiet(file, statement, signal, base) : null;
  const handler = findHandler(node);
  const loop = awaited.parent;
  const isIterated = loop?.type === 'ForOfStatement' && loop.right === awaited;
  const mayBeQuiet = statement !== null && !isIterated && !signal.mayFail;
  // Where the code leaves at once by a look of its own, it goes on leaving in its own way.
  if (mayBeQuiet && !handler && isLookedAtNext(file, statement, signal, false)) return { ...base, isQuiet: true };
  const mayReject =
    signal.mayFail === true ||
    (statement !== null && isLookedAtNext(file, statement, signal)) ||
    (!hasOwnAbortError(file) && !isMidway(file, node));
  if (handler && !mayReject) return null;
  if (handler && comesBack(file, handler, node, signal))
    return { ...base, leave: { at: handler, how: findHow(file, handler, signal) } };
  if (handler) return meetsAbort(file, handler, signal) ? base : null;
  // Where a stop ends the loop without an error today, it goes on doing so.
  const isQuiet = mayBeQuiet && leavesQuietly(file, node, signal);
  if (!signal.isOwn && !isQuiet && !isRejectionDropped(file, node)) return mayReject ? base : null;
  if (isIterated) return { ...base, iteration: loop };
  return statement && planQuiet(file, statement, signal, { ...base, isQuiet: true });
}

/** Does the file know an abort by an error of its own, which a wait that only gets the signal does not fail with? */
const hasOwnAbortError = oncePerFile(({ code }): boolean => OWN_ABORT_ERROR.test(code.text));

/**
 * A pause between what was begun and what belongs to it, in no loop: `start(); await sleep(500); save(started);`. To leave
 * there would leave it half done, unless what comes next gets the signal and so ends by the abort anyway.
 */
function isMidway(file: SourceFile, node: Node): boolean {
  if (findRepeat(file, node)) return false;
  const fn = findEnclosingFunction(node);
  const isLook = (part: Node): boolean =>
    isAbortCheck(file, part) || (part.type === 'CallExpression' && takesSignal(file, part));
  const own = node.type === 'CallExpression' ? file.code.getText(node.callee) : null;
  const begins = [...walk(file.code, fn ? fn.body : file.code.ast, isFunction)].some((part) => {
    if (part.type !== 'CallExpression' || part.range[1] > node.range[0] || isLook(part)) return false;
    const callee = file.code.getText(part.callee);
    return callee !== own && !callee.startsWith('AbortSignal.');
  });
  return begins && findNext(file, getAwaited(node).awaited, isLook).acts;
}

/** A wait that ends without an error: the code behind it has to look at the signal, by itself or by a check that is added. */
function planQuiet(
  file: SourceFile,
  statement: TSESTree.ExpressionStatement,
  signal: PlannedSignal,
  plan: AbortPlan,
): AbortPlan | null {
  if (isLookedAtNext(file, statement, signal) || isLookedAtNextTurn(file, statement, signal)) return plan;
  const how = findHow(file, statement, signal);
  if (how === null || (how === 'return;' && !isLastOfFunction(file, statement, signal))) return null;
  return { ...plan, leave: { at: statement, how } };
}

/** Does a loop around the wait end, by its test or by a `break` or `return`, when the signal is seen to have fired? */
export function leavesQuietly(file: SourceFile, wait: Node, signal: PlannedSignal): boolean {
  if (signal.text === null) return false;
  for (let node = wait; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (!isLoop(parent)) continue;
    if (looksBySelf(file, parent, signal)) return true;
    const looks = [...walk(file.code, parent.body, isFunction)].filter(
      (part): part is TSESTree.IfStatement =>
        part.type === 'IfStatement' && [...walk(file.code, part.test)].some((one) => isAbortCheck(file, one, signal)),
    );
    if (looks.some(({ consequent }) => isPlainLeave(consequent))) return true;
  }
  return false;
}

function isPlainLeave(branch: TSESTree.Statement): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  return last?.type === 'BreakStatement' || last?.type === 'ReturnStatement';
}

/** Is it in loops, or a recursion, behind which the function has nothing left to do that a `return` would leave out? */
function isLastOfFunction(file: SourceFile, statement: Node, signal: PlannedSignal): boolean {
  const outermost = listLoops(statement).at(-1);
  if (!outermost) return comesBack(file, statement, statement, signal);
  return !actsBehind(file, outermost);
}

/** Does every way behind the point look at the signal before it does anything? A look may be one that throws by itself. */
function isLookedAtNext(file: SourceFile, from: Node, signal: PlannedSignal, mayThrow = true): boolean {
  const isLook = (part: Node): boolean =>
    isAbortCheck(file, part, signal) && (mayThrow || !/\)$|throwIfAborted$/.test(file.code.getText(part)));
  const { acts, ends } = findNext(file, from, isLook);
  return !acts && !ends;
}

/** Does the next turn of its loop begin with a look that leaves? A turn that does not come ends the loop as it does today. */
function isLookedAtNextTurn(file: SourceFile, from: Node, signal: PlannedSignal): boolean {
  const body = listLoops(from)[0]?.body;
  if (body?.type !== 'BlockStatement' || !leavesQuietly(file, from, signal)) return false;
  const [first] = body.body;
  const isLook = first?.type === 'IfStatement' && isPlainLeave(first.consequent);
  if (!isLook || ![...walk(file.code, first.test)].some((part) => isAbortCheck(file, part, signal))) return false;
  return !findNext(file, from, (part) => !isInside(part, body) || isInside(part, first)).acts;
}

/** Does a `catch` tell an abort from a failure, or only throw on, before it does anything? */
function meetsAbort(file: SourceFile, handler: TSESTree.CatchClause, signal: PlannedSignal): boolean {
  return !findNext(file, handler, (part) => isAbortCheck(file, part, signal)).acts;
}

/** Would the error leave its function and reach a call that nobody waits for: `void this.poll()`? */
function isRejectionDropped(file: SourceFile, node: Node, depth = 0): boolean {
  const fn = findEnclosingFunction(node);
  if (!fn || depth > MAX_CALLERS || findHandler(node)) return false;
  const uses = fn.parent.type === 'CallExpression' && fn.parent.callee === fn ? [fn] : getUses(file, fn);
  return uses.some((use) => {
    const call = use.parent;
    if (call?.type !== 'CallExpression' || call.callee !== use || isInside(use, fn.body)) return false;
    const { awaited, caughtBy } = getAwaited(call);
    if (caughtBy) return false;
    const holder = awaited.parent;
    if (awaited.type !== 'AwaitExpression' && holder?.type === 'ExpressionStatement') return true;
    if (holder?.type === 'UnaryExpression' && holder.operator === 'void') return true;
    return isRejectionDropped(file, call, depth + 1);
  });
}

function isEmpty(handler: Node): boolean {
  const fn = unwrap(handler);
  return isFunction(fn) && fn.body.type === 'BlockStatement' && fn.body.body.length === 0;
}

/**
 * The `catch` around the wait that would eat its AbortError, so that control comes back to the wait at once without a
 * look at the signal (facts 5b): from wherever it leads, through outer catches, finalizers, labels and switches.
 */
export function findSwallowingCatch(
  file: SourceFile,
  node: Node,
  signal: PlannedSignal = ANY,
): TSESTree.CatchClause | null {
  const handler = findHandler(node);
  return handler && comesBack(file, handler, node, signal) ? handler : null;
}

/** The `catch` that an error of the node reaches in its function. */
function findHandler(node: Node): TSESTree.CatchClause | null {
  for (let current = node; current.parent && !isFunction(current.parent); current = current.parent) {
    const { parent } = current;
    if (parent.type === 'TryStatement' && parent.block === current && parent.handler) return parent.handler;
  }
  return null;
}

/**
 * What a blocking wait on a shared flag has to do when it was woken, since it would return at once for ever after: how
 * to leave its loop; null when every way round looks at a shared flag, undefined when no way is known.
 */
export function findWayOut(file: SourceFile, node: Node): Leave['how'] | undefined {
  const looks = (part: Node): boolean =>
    part.type === 'CallExpression' && /\bAtomics\.load$/.test(file.code.getText(part.callee));
  if (!getFlowAround(file, node).hasPath(node, node, looks)) return null;
  const how = findHow(file, node, ANY);
  return how === null && listLoops(node).some((loop) => reliesOnEnd(file, loop)) ? undefined : how;
}

/** The loops around the node in its function, the innermost first. */
function listLoops(node: Node): LoopNode[] {
  const loops: LoopNode[] = [];
  for (let outer = node.parent; outer && !isFunction(outer); outer = outer.parent) if (isLoop(outer)) loops.push(outer);
  return loops;
}

/** The whole awaited expression, `.catch()` and the like included, and what is given the error by one of these. */
function getAwaited(node: Node): { awaited: Node; caughtBy: Node | null } {
  let value = getOuter(node);
  let caughtBy: Node | null = null;
  for (;;) {
    const member = value.parent;
    const call = member?.type === 'MemberExpression' && member.object === value ? member.parent : null;
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) break;
    const name = getPropertyName(member);
    caughtBy ??= (name === 'catch' ? call.arguments[0] : name === 'then' ? call.arguments[1] : null) ?? null;
    value = getOuter(call);
  }
  const holder = value.parent;
  const isAwait = holder?.type === 'AwaitExpression' || holder?.type === 'YieldExpression';
  return { awaited: isAwait ? holder : value, caughtBy };
}

/**
 * Is there a way from `from` to the wait, or to a call of the function it is in, that looks at no stop source and
 * meets none of `leaving`?
 */
export function comesBack(
  file: SourceFile,
  from: Node,
  node: Node,
  signal: PlannedSignal = ANY,
  leaving: ((part: Node) => boolean) | null = null,
): boolean {
  const flow = getFlowAround(file, node);
  const order = signal === ANY ? findOrder(file, flow) : null;
  const fn = findEnclosingFunction(node);
  const again = fn ? getUses(file, fn).filter((use) => findEnclosingFunction(use) === fn && isOwnName(use)) : [];
  // Nothing comes back to itself without a loop.
  const goals = from === node && listLoops(node).length === 0 ? again : [node, ...again];
  return goals.some((goal) => {
    const known = order?.(from, goal) ?? null;
    if (known === false || (known && !leaving)) return known;
    return flow.hasPath(from, goal, (part) => part !== goal && (isAbortCheck(file, part, signal) || !!leaving?.(part)));
  });
}

/** What of a function is looked at for one of a few questions is less than all of it. */
const FEW_QUESTIONS = 8;

/** The ways through a function that meet no look at a stop source, worked out once for many questions. */
function findOrder(file: SourceFile, flow: Flow): PathOrder | null {
  const asked = getAsked(file, flow);
  asked.count += 1;
  if (asked.count <= FEW_QUESTIONS) return null;
  return (asked.order ??= flow.getPathOrder((part) => isAnyAbortCheck(file, part)));
}

const getAsked = oncePerNode((): { count: number; order: PathOrder | null } => ({ count: 0, order: null }));

/** `poll` and `this.poll` name the function around; `queue.poll` is another's. */
function isOwnName(use: Node): boolean {
  return use.type !== 'MemberExpression' || use.object.type === 'ThisExpression';
}

const ABORT_NAMES: ReadonlySet<unknown> = new Set(['AbortError', 'ABORT_ERR', 'CanceledError', 'ERR_CANCELED']);
const ABORT_CHECK = /(?:^|[.#])(?:(?:is|throw|rethrow|check|assert|ensure)\w*(?:abort|cancel)\w*|isCancel)$/i;

/** Does an operand or call of a test speak of the error of an abort: `'AbortError'`, `AbortError`, `isAbortError(error)`? */
export function saysAbort(file: SourceFile, node: Node): boolean {
  if (node.type === 'Literal') return ABORT_NAMES.has(node.value);
  if (node.type === 'Identifier') return ABORT_NAMES.has(node.name);
  if (node.type !== 'CallExpression' || !ABORT_CHECK.test(file.code.getText(node.callee))) return false;
  // `isCancelling(status)` speaks of a state.
  return ASKS_ERROR.test(getLastName(node.callee) ?? '') || node.arguments.some((one) => isError(file, one));
}

function isError(file: SourceFile, node: Node): boolean {
  const value = unwrap(node);
  if (value.type !== 'Identifier') return false;
  return NAMES_CAUGHT.test(value.name) || findVariable(file, value)?.defs[0]?.type === 'CatchClause';
}

/** A look at the signal, or at whether an error is the one of an abort. */
export function isAbortCheck(file: SourceFile, node: Node, signal: PlannedSignal = ANY): boolean {
  return signal === ANY ? isAnyAbortCheck(file, node) : isAbortCheckOf(file, node, signal);
}

const isAnyAbortCheck = oncePerNode((file, node: Node) => isAbortCheckOf(file, node, ANY));

function isAbortCheckOf(file: SourceFile, node: Node, { text, flag = null }: PlannedSignal): boolean {
  // Where `signal?.aborted` finds no signal, there is none that could be aborted.
  if (node.type === 'ChainExpression') return isAbortCheckOf(file, node.expression, { text, flag, isOwn: false });
  if (node.type === 'Literal') return ABORT_NAMES.has(node.value);
  if (node.type === 'CallExpression') return ABORT_CHECK.test(file.code.getText(node.callee)) || tellsStop(file, node);
  if (flag !== null && (node.type === 'Identifier' || node.type === 'MemberExpression')) {
    if (file.code.getText(node) === flag) return true;
  }
  if (node.type !== 'MemberExpression' || !isSignalCheck(node)) return false;
  return text === null || findSignalText(file, node.object) === getPlainText(text);
}

/** Does a function of the project tell whether a stop was asked for, rather than fail then? */
function tellsStop(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const callable = findCallable(file, call.callee);
  if (!callable || callable.throwsOnAbort) return false;
  return callable.checksStop === 'own' || (callable.checksStop === 'given' && takesSignal(file, call));
}

/** How a statement at `at` gets out of every loop around it that does not look at the signal by itself. */
export function findHow(file: SourceFile, at: Node, signal: PlannedSignal): Leave['how'] {
  const loops: LoopNode[] = [];
  let isInSwitch = false;
  let isFirstInSwitch = false;
  for (let node = at.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'SwitchStatement') isInSwitch = true;
    if (!isLoop(node)) continue;
    if (loops.length === 0) isFirstInSwitch = isInSwitch;
    loops.push(node);
  }
  const target = loops.findLast((loop) => !looksBySelf(file, loop, signal)) ?? null;
  const fn = findEnclosingFunction(at);
  if (target && reliesOnEnd(file, target)) return null;
  if (target && fn && (wouldFallOff(file, fn, target) || tellsItsEnd(file, target))) return null;
  if (target && target === loops[0] && !isFirstInSwitch) return 'break;';
  if (target?.parent.type === 'LabeledStatement') return `break ${target.parent.label.name};`;
  return fn && givesNothing(file, fn) ? 'return;' : null;
}

/**
 * `controller.close(); return;` in an endless loop: what was handed in is told of each end, and whoever waits for it would
 * wait for ever behind a `break`.
 */
function tellsItsEnd(file: SourceFile, loop: LoopNode): boolean {
  if ('test' in loop && loop.test && loop.test.type !== 'Literal') return false;
  return findLoopExits(file, loop).some((exit) => {
    const list = exit.type === 'ReturnStatement' && exit.parent.type === 'BlockStatement' ? exit.parent.body : [];
    const before = list[list.indexOf(exit as TSESTree.ReturnStatement) - 1];
    const call = before?.type === 'ExpressionStatement' ? unwrap(before.expression) : null;
    const root = call?.type === 'CallExpression' ? getRoot(call.callee) : null;
    return root?.type === 'Identifier' && findVariable(file, root)?.defs[0]?.type === 'Parameter';
  });
}

/** Would a `break` end a function without a value that gives one on all its ways? */
function wouldFallOff(file: SourceFile, fn: FunctionNode, loop: LoopNode): boolean {
  if (givesNothing(file, fn)) return false;
  const flow = getFlow(file, fn);
  if (flow.hasPath('entry', 'end', (node) => node.type === 'ReturnStatement')) return false;
  for (let node: Node = loop; node !== fn.body && node.parent; node = node.parent) {
    const { parent } = node;
    const next =
      parent.type === 'BlockStatement' ? parent.body[parent.body.indexOf(node as TSESTree.Statement) + 1] : null;
    if (next) return !flow.isReachable(next);
  }
  return true;
}

function looksBySelf(file: SourceFile, loop: LoopNode, signal: PlannedSignal): boolean {
  const test = 'test' in loop ? loop.test : null;
  return test ? [...walk(file.code, test)].some((part) => isAbortCheck(file, part, signal)) : false;
}

/** Does the function return nothing, or only what a further call of itself gives? */
export const givesNothing = oncePerNode((file, fn: FunctionNode): boolean => {
  if (fn.body.type !== 'BlockStatement') return false;
  const uses = getUses(file, fn);
  return [...walk(file.code, fn.body, isFunction)].every((node) => {
    if (node.type !== 'ReturnStatement' || !node.argument) return true;
    const value = node.argument.type === 'AwaitExpression' ? node.argument.argument : node.argument;
    return value.type === 'CallExpression' && uses.includes(value.callee);
  });
});
