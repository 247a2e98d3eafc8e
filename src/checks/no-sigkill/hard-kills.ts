import {
  ABORT_OPTION,
  KILL_SIGNAL_OPTION,
  LAST_RESORT_NAME,
  SAYS_FORCE,
  SOFT_AT_ABORT,
  STARTS_CHILD,
  TREE_KILL,
} from '../../knowledge/child-kills.ts';
import { findOwnFunction } from '../../facts/callables/own-function.ts';
import { findSlot, isKept } from '../../facts/units/slots.ts';
import { findThing } from '../../facts/units/things.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findRole, getRolesAround } from '../../semantics/callback-role.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  findProperty,
  getPropertyName,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { findTarget, isHard, isSoft, listAsks } from './asks.ts';
import { findChildOfCaller } from './belongings.ts';
import { isHarmless, isReadOnly } from './excuses.ts';
import { isWeak } from './weak-kills.ts';

export interface HardKill {
  readonly form: 'call' | 'option';
  readonly node: Node;
  /** May it be that there is nothing to save, for all that the place tells? */
  readonly isWeak: boolean;
}

const MOST_DEPTH = 4;

/** Kills by SIGKILL that nothing asks for before: the child can neither save nor clean up. */
export function getHardKills(file: SourceFile): HardKill[] {
  const calls = getNodes(file.code, 'CallExpression')
    .filter((call) => isHardKill(file, call) && !isExcused(file, call))
    .map((node): HardKill => ({ form: 'call', node, isWeak: isWeak(file, node, findTarget(file, node)) }));
  const options = getNodes(file.code, 'Property')
    .filter((property) => isHardOption(file, property))
    .map((node): HardKill => ({ form: 'option', node, isWeak: !killsAtAbort(file, node) }));
  return [...getFirstOfEach(calls), ...options];
}

/** One stop that kills a child, its group and its children by three calls is mended at one place. */
function getFirstOfEach(kills: readonly HardKill[]): HardKill[] {
  const seen = new Set<FunctionNode>();
  return kills.filter(({ node, isWeak: isDoubtful }) => {
    const fn = isDoubtful ? null : findOutermost(node);
    if (fn && seen.has(fn)) return false;
    if (fn) seen.add(fn);
    return true;
  });
}

/** With no more than a limit of time or output the author has said what is to happen to a child that hangs. */
function killsAtAbort(file: SourceFile, { parent: options }: Node): boolean {
  const call = options?.parent;
  if (options?.type !== 'ObjectExpression' || call?.type !== 'CallExpression') return false;
  if (SOFT_AT_ABORT.has(findOriginKey(file, call.callee) ?? '')) return false;
  return [...ABORT_OPTION].some((name) => findProperty(options, name));
}

/** `child.kill('SIGKILL')`, `process.kill(pid, 9)`, `treeKill(pid, 'SIGKILL')`, a method of the file that does one of these. */
function isHardKill(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const [first, second] = call.arguments;
  const isKill = callee.type === 'MemberExpression' && getPropertyName(callee) === 'kill';
  if (isKill && findOriginKey(file, callee.object) === '#process') return isHard(second) && !isOwnPid(first);
  if (isKill && isHard(first)) return true;
  if (isHard(second) && TREE_KILL.has(findOriginKey(file, callee) ?? '')) return true;
  const at = call.arguments.findIndex(isHard);
  const fn = at >= 0 ? findOwnFunction(file, callee) : null;
  return fn !== null && passesOn(file, fn, at);
}

function isOwnPid(pid: Node | undefined): boolean {
  return pid?.type === 'MemberExpression' && getPropertyName(pid) === 'pid' && unwrap(pid.object).type === 'Identifier'
    ? (unwrap(pid.object) as TSESTree.Identifier).name === 'process'
    : false;
}

/** Does the function hand this parameter to a `kill()`? */
function passesOn(file: SourceFile, fn: FunctionNode, at: number): boolean {
  const param = fn.params[at];
  const variable = param?.type === 'Identifier' ? findVariable(file, param) : null;
  return (variable?.references ?? []).some(({ identifier: { parent } }) => {
    if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
    return getPropertyName(parent.callee) === 'kill';
  });
}

/** `killSignal: 'SIGKILL'` in what a process is started with. */
function isHardOption(file: SourceFile, property: TSESTree.Property): boolean {
  if (!KILL_SIGNAL_OPTION.has(getPropertyName(property) ?? '') || !isHard(property.value)) return false;
  const call = property.parent.parent;
  if (call?.type !== 'CallExpression') return false;
  const key = findOriginKey(file, call.callee) ?? '';
  // Nothing can be escalated while a synchronous call blocks the thread.
  return STARTS_CHILD.test(key) && !key.endsWith('Sync') && !isReadOnly(call);
}

function isExcused(file: SourceFile, kill: TSESTree.CallExpression): boolean {
  const child = findTarget(file, kill);
  if (isBehindAsked(file, kill, { place: kill, child }, 0)) return !isInARow(file, kill, child);
  return isHarmless(file, kill);
}

/** Where a kill is come to, and what the code there calls the child; null where that is not known. */
interface Kill {
  readonly place: Node;
  readonly child: Node | null;
}

/** Is the child asked anywhere in the function around, or in whatever calls it? Before and after are looked at by timers. */
function isBehindAsked(file: SourceFile, kill: Node, { place, child }: Kill, depth: number): boolean {
  const outer = findOutermost(place);
  if (!outer) return listAsks(file, file.code.ast, kill, child).some((ask) => findEnclosingFunction(ask) === null);
  // What comes behind a time limit may be the end of what it limits.
  const isLimit = getRolesAround(file, kill).includes('timer');
  if (listAsks(file, outer, kill, child).some((ask) => isLimit || !isOnlyBehind(file, ask, place))) return true;
  if (depth >= MOST_DEPTH) return false;
  if (isLastResort(file, kill, outer, child)) return true;
  const uses = getUses(file, outer).filter((use) => !isInside(use, outer));
  return uses.some((use) =>
    isBehindAsked(file, kill, { place: use, child: findChildOfCaller(child, outer, use) }, depth + 1),
  );
}

/**
 * A function that by its name is for callers who have asked before: not one that answers Ctrl+C, nor the only end that the file
 * has for a child of its own.
 */
function isLastResort(file: SourceFile, kill: Node, fn: FunctionNode, child: Node | null): boolean {
  const name = findFunctionName(fn) ?? '';
  if (!LAST_RESORT_NAME.test(name) || findRole(file, fn) === 'signal') return false;
  if (SAYS_FORCE.test(name) || !child || !findThing(file, child)?.start) return true;
  const slot = findSlot(file, child);
  return !slot || !isKept(slot) || listAsks(file, file.code.ast, kill, child).length > 0;
}

/** `await this.dispose(); this.child = spawn(…); this.child.stdin.end(config);`: that is for the next one. */
function isOnlyBehind(file: SourceFile, ask: Node, place: Node): boolean {
  if (findEnclosingFunction(ask) !== findEnclosingFunction(place)) return false;
  const flow = getFlowAround(file, place);
  return flow.hasPath(place, ask) && !flow.hasPath(ask, place);
}

/** The method or function of the file's top level around a node, callbacks looked through. */
function findOutermost(node: Node): FunctionNode | null {
  let outer: FunctionNode | null = null;
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) {
    outer = fn;
    if (fn.parent.type === 'MethodDefinition' || fn.parent.type === 'PropertyDefinition') break;
  }
  return outer;
}

/** SIGTERM and SIGKILL with nothing waited for between are one kill. */
function isInARow(file: SourceFile, kill: Node, child: Node | null): boolean {
  const fn = findEnclosingFunction(kill);
  if (!fn) return false;
  const asks = listAsks(file, fn, kill, child);
  if (asks.some((ask) => findEnclosingFunction(ask) !== fn)) return false;
  const flow = getFlowAround(file, kill);
  const waits = (node: Node): boolean => node.type === 'AwaitExpression' || node.type === 'YieldExpression';
  const soft = asks.filter((ask) => ask.type === 'CallExpression' && isSoftKill(ask));
  return soft.length > 0 && soft.length === asks.length && soft.some((ask) => isNext(flow, ask, kill, waits));
}

function isSoftKill({ callee, arguments: args }: TSESTree.CallExpression): boolean {
  const method = unwrap(callee);
  const isKill = method.type === 'MemberExpression' && getPropertyName(method) === 'kill';
  return isKill && (args.length === 0 || args.some(isSoft));
}

/** Does every way from the request lead to the kill, with no wait on it, and no failure that the kill answers? */
function isNext(
  flow: ReturnType<typeof getFlowAround>,
  ask: Node,
  kill: Node,
  waits: (node: Node) => boolean,
): boolean {
  for (let node: Node = kill; node.parent; node = node.parent) if (node.parent.type === 'CatchClause') return false;
  const tests = (node: Node): boolean => node.type === 'IfStatement' || node.type === 'ConditionalExpression';
  return flow.hasPath(ask, kill, (node) => waits(node) || tests(node));
}
