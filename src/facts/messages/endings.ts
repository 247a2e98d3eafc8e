import { CLOSE_PORT, EXIT } from '../../knowledge/threads.ts';
import { REMOVE_LISTENER } from '../../knowledge/messages.ts';
import { getFlow } from '../../flow/index.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, isFunction, isNullish, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { getChannel, isOwners } from './channel.ts';
import { listCalled, listNamed } from './called-functions.ts';

/** `exit`: the thread ends at once. `port`: the port to the owner keeps it no longer. `listener`: one listener is gone. */
export type Ending = 'exit' | 'port' | 'listener';

const CONDITIONAL: ReadonlySet<string> = new Set([
  ...['LogicalExpression', 'ConditionalExpression', 'IfStatement', 'SwitchStatement', 'SwitchCase', 'TryStatement'],
  ...['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement', 'BlockStatement'],
]);

const getKnown = oncePerFile(() => new Map<FunctionNode, Ending | null>());

/** How a call or assignment lets the thread end by itself, also through functions of the file that surely do; else null. */
export function findEnding(file: SourceFile, node: Node): Ending | null {
  const own = findDirectEnding(file, node);
  if (own || node.type !== 'CallExpression') return own;
  const called = listCalled(file, node.callee, 0).map(({ fn }) => fn);
  for (const fn of [...called, ...listLater(file, node.arguments)]) {
    const ending = findEndingOf(file, fn);
    if (ending) return ending;
  }
  return null;
}

/** Does the file hold anything that lets its thread end? */
export const hasEnding = oncePerFile((file) =>
  [...getNodes(file.code, 'CallExpression'), ...getNodes(file.code, 'AssignmentExpression')].some(
    (node) => findDirectEnding(file, node) !== null,
  ),
);

function findDirectEnding(file: SourceFile, node: Node): Ending | null {
  if (node.type === 'AssignmentExpression') {
    const target = unwrap(node.left);
    const isCleared =
      target.type === 'MemberExpression' && getPropertyName(target) === 'onmessage' && isNullish(node.right);
    return isCleared && isOwners(getChannel(file, target.object)) ? 'port' : null;
  }
  if (node.type !== 'CallExpression') return null;
  if (EXIT.has(findOriginKey(file, node.callee) ?? '')) return 'exit';
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type !== 'MemberExpression' || method === null) return null;
  const isClosed = CLOSE_PORT.has(method);
  if (!isClosed && !REMOVE_LISTENER.has(method)) return null;
  const channel = getChannel(file, callee.object);
  // Nothing but `close()` ends a web worker.
  if (channel !== 'port' && channel !== 'process') return null;
  if (isClosed) return 'port';
  const [event] = node.arguments;
  if (event && getStaticString(event) !== 'message') return null;
  return method === 'removeAllListeners' ? 'port' : 'listener';
}

/** Callbacks that surely run later: `.then(…)`, `.finally(…)`, timers. */
function listLater(file: SourceFile, args: readonly Node[]): FunctionNode[] {
  return args.flatMap((argument) => {
    const fn = unwrap(argument);
    const isLater = isFunction(fn) && ['then', 'finally', 'timer'].includes(findRole(file, fn) ?? '');
    return isLater ? [fn] : isFunction(fn) ? [] : listPassed(file, argument);
  });
}

/** `setTimeout(shutdown, 100)`, `done.finally(shutdown)` */
function listPassed(file: SourceFile, argument: Node): FunctionNode[] {
  const call = argument.parent;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null;
  const isTimer = callee !== null && /^#set(?:Timeout|Immediate)$/.test(findOriginKey(file, callee) ?? '');
  const isPromise = callee?.type === 'MemberExpression' && /^(?:then|finally)$/.test(getPropertyName(callee) ?? '');
  return (isTimer || isPromise) && call?.type === 'CallExpression' && call.arguments[0] === argument
    ? listNamed(file, argument)
    : [];
}

/** What surely happens in a call of the function. */
function findEndingOf(file: SourceFile, fn: FunctionNode): Ending | null {
  const known = getKnown(file);
  const answer = known.get(fn);
  if (answer !== undefined) return answer;
  known.set(fn, null);
  const ending = findOnEveryWay(file, fn, null, [], [fn.body]);
  known.set(fn, ending);
  return ending;
}

/** The ending that no way from a point to the end of its function passes by; the strongest that is certain. */
export function findOnEveryWay(
  file: SourceFile,
  owner: FunctionNode | Parameters<typeof getFlow>[1],
  start: Node | null,
  without: readonly Node[],
  code: readonly Node[],
): Ending | null {
  const flow = getFlow(file, owner);
  const from = start ?? 'entry';
  const endings = new Map<Node, Ending>();
  for (const part of start ? [owner] : code)
    for (const node of walk(file.code, part, isFunction)) {
      const ending = endings.has(node) ? null : findEnding(file, node);
      if (ending) endings.set(node, ending);
    }
  const isPast = (accepts: (ending: Ending) => boolean): boolean => {
    const accepted = [...endings].filter(([, ending]) => accepts(ending)).map(([node]) => node);
    if (accepted.some((node) => start !== null && isUnconditional(node, start))) return true;
    const isMet = accepted.some((node) => flow.hasPath(from, node, without));
    return isMet && !flow.hasPath(from, 'end', [...without, ...accepted]);
  };
  if (isPast((ending) => ending === 'exit')) return 'exit';
  if (isPast((ending) => ending !== 'listener')) return 'port';
  return isPast(() => true) ? 'listener' : null;
}

/** Is it evaluated whenever the simple statement or expression is? */
function isUnconditional(node: Node, statement: Node): boolean {
  for (let outer: Node | undefined = node; outer; outer = outer.parent) {
    if (CONDITIONAL.has(outer.type)) return false;
    if (outer === statement) return true;
  }
  return false;
}
