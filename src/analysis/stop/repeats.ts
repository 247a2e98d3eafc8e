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

export interface FlagTest {
  /** How the loop writes the flag. */
  readonly text: string;
  /** All assignments after the first, where each asks for the stop; null when something sets the flag back. */
  readonly writes: readonly TSESTree.AssignmentExpression[] | null;
}

/**
 * The stop flag that the loop around the pause tests, when it is set by a handler of this file: `while (running) { …;
 * await sleep(1000) }`. Null when there is none or a signal is tested as well.
 */
export function findFlagTest(file: SourceFile, node: Node): FlagTest | null {
  const loop = findLoop(node);
  if (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' || !loop.test) return null;
  const parts = [...walk(file.code, loop.test)];
  if (parts.some(isSignalCheck)) return null;
  for (const part of parts) {
    if (part.type === 'Identifier' && part.parent.type !== 'MemberExpression') {
      const variable = findVariable(file, part);
      const writes = variable?.references.filter((r) => r.isWrite() && r.init !== true).map((r) => r.identifier) ?? [];
      if (variable && writes.some((write) => isInHandler(file, write))) {
        const isShared = variable.scope.type === 'module' || variable.scope.type === 'global';
        return { text: part.name, writes: isShared ? findRequests(file, writes) : null };
      }
    }
    if (part.type === 'MemberExpression' && unwrap(part.object).type === 'ThisExpression') {
      const values = getPropertySources(file).get(getPropertyName(part) ?? '')?.values ?? [];
      if (values.some((value) => isInHandler(file, value))) return { text: file.code.getText(part), writes: null };
    }
  }
  return null;
}

/** Writes that all happen in handlers and all give the same value. */
function findRequests(file: SourceFile, writes: readonly Node[]): TSESTree.AssignmentExpression[] | null {
  const requests = writes.flatMap(({ parent }) => (parent?.type === 'AssignmentExpression' && parent.operator === '=' ? [parent] : []));
  const values = new Set(requests.map(({ right }) => file.code.getText(right)));
  return requests.length === writes.length && values.size === 1 && requests.every((request) => isInHandler(file, request)) ? requests : null;
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
