import { walk } from '../../ast/node-index.ts';
import { getLastName, getPropertyName, isFunction, isInside, isLoop, unwrap } from '../../ast/predicates.ts';
import type { LoopNode, Node, TSESTree } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { findVariable, findRole, getPropertySources, getUses } from '../handles/index.ts';
import { isInStopFunction } from './life-cycle.ts';
import { isSignalCheck } from './signals.ts';

/** The loop around a node in the same function; callbacks are looked through where a loop's turn waits for them. */
export function findLoop(node: Node): LoopNode | null {
  for (let current = node.parent, inner = node; current; inner = current, current = current.parent) {
    if (isLoop(current) && inner !== (current.type === 'ForOfStatement' || current.type === 'ForInStatement' ? current.right : null)) return current;
    if (isFunction(current)) return null;
  }
  return null;
}

/** A loop around the node, or the function around it when that calls itself again: a retry or poll either way. */
export function findRepeat(file: SourceFile, node: Node): Node | null {
  const loop = findLoop(node);
  if (loop) return loop;
  let fn: Node | undefined = node.parent;
  while (fn && !isFunction(fn)) fn = fn.parent;
  if (!fn) return null;
  const outer = fn;
  return getUses(file, outer).some((use) => isInside(use, outer)) ? outer : null;
}

const CLOCK = /\b(?:Date\.now|performance\.now|deadline|timeout|elapsed|max_?wait|end_?time|until|expires?)\b|timeout|deadline|elapsed/i;

/** Does the loop around the pause end by a deadline of its own? */
export function isBounded(file: SourceFile, node: Node): boolean {
  const loop = findLoop(node);
  if (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return false;
  return loop.test !== null && loop.test !== undefined && CLOCK.test(file.code.getText(loop.test));
}

/**
 * The stop flag that the loop around the pause tests, when it is set by a handler of this file: `while (running) { …;
 * await sleep(1000) }`. Null when there is none or a signal is tested as well.
 */
export function findFlagTest(file: SourceFile, node: Node): string | null {
  const loop = findLoop(node);
  if (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' || !loop.test) return null;
  for (const part of walk(file.code, loop.test)) {
    if (isSignalCheck(part)) return null;
    if (part.type === 'Identifier' && part.parent.type !== 'MemberExpression') {
      const writes = findVariable(file, part)?.references.filter((r) => r.isWrite() && r.init !== true) ?? [];
      if (writes.some(({ identifier }) => isInHandler(file, identifier as Node))) return part.name;
    }
    if (part.type === 'MemberExpression' && unwrap(part.object).type === 'ThisExpression') {
      const values = getPropertySources(file).get(getPropertyName(part) ?? '')?.values ?? [];
      if (values.some((value) => isInHandler(file, value))) return file.code.getText(part);
    }
  }
  return null;
}

/** Is the write in a listener for a process signal, an abort or a message, or in a function that stops something? */
function isInHandler(file: SourceFile, write: Node): boolean {
  if (isInStopFunction(write)) return true;
  for (let node: Node | undefined = write; node; node = node.parent) {
    if (!isFunction(node)) continue;
    const role = findRole(file, node);
    if (role === 'signal' || role === 'abort' || role === 'worker-event') return true;
  }
  return false;
}

/** The last thing that a function does before it gives up: `await sleep(ms); throw …`, `…; process.exit()`. */
export function isLastStep(node: Node): boolean {
  let statement: Node | undefined = node;
  while (statement && statement.parent?.type !== 'BlockStatement' && statement.parent?.type !== 'Program') statement = statement.parent;
  const list = statement?.parent;
  if (!statement || (list?.type !== 'BlockStatement' && list?.type !== 'Program')) return false;
  const next = list.body[list.body.indexOf(statement as TSESTree.Statement) + 1];
  if (next?.type === 'ThrowStatement') return findLoop(node) === null;
  return next?.type === 'ExpressionStatement' && next.expression.type === 'CallExpression' && getLastName(next.expression) === 'exit';
}

/**
 * The `catch` between the pause and its loop that would eat an AbortError, so that the loop spins at once (facts 5b).
 * Null when every way out of the pause leaves the loop or checks for the abort.
 */
export function findSwallowingCatch(file: SourceFile, node: Node): TSESTree.CatchClause | null {
  for (let current: Node = node; current.parent; current = current.parent) {
    const parent = current.parent;
    if (isFunction(parent) || isLoop(parent)) return null;
    if (parent.type === 'TryStatement' && parent.block === current && parent.handler) {
      return findLoop(parent) && !leavesOrChecks(file, parent.handler) ? parent.handler : null;
    }
  }
  return null;
}

function leavesOrChecks(file: SourceFile, handler: TSESTree.CatchClause): boolean {
  const [first] = handler.body.body;
  const leaves = ['ThrowStatement', 'ReturnStatement', 'BreakStatement'];
  if (first && leaves.includes(first.type)) return true;
  const last = handler.body.body.at(-1);
  if (last && (last.type === 'ThrowStatement' || last.type === 'ReturnStatement' || (last.type === 'BreakStatement' && !last.label))) return true;
  for (const part of walk(file.code, handler.body, isFunction)) {
    if (isSignalCheck(part)) return true;
    if (part.type === 'Literal' && (part.value === 'AbortError' || part.value === 'ABORT_ERR')) return true;
  }
  return false;
}
