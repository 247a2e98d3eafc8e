import { walk } from '../../source/node-index.ts';
import { getLastName, isFunction, isInside, isLoop } from '../../source/predicates.ts';
import type { LoopNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getUses } from '../../semantics/function-uses.ts';

/** The loop around a node in the same function; callbacks are looked through where a loop's turn waits for them. */
export function findLoop(node: Node): LoopNode | null {
  for (let current = node.parent, inner = node; current; inner = current, current = current.parent) {
    if (isLoop(current) && inner !== ('right' in current ? current.right : null)) return current;
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

const CLOCK =
  /\b(?:Date\.now|performance\.now|deadline|timeout|elapsed|max_?wait|end_?time|until|expires?)\b|timeout|deadline|elapsed/i;

/** What asks whether work that was told to end is still under way. */
const DRAIN = /\b(?:size|length) (?:>|!==?) 0|\bstopped\b/;

/**
 * Does the loop around the pause end by a deadline of its own, in its head or by `if (Date.now() > end) throw …`, or does
 * it do nothing but wait for work under way: `while (running.size > 0) await sleep(500)`?
 */
export function isBounded(file: SourceFile, node: Node): boolean {
  const loop = findLoop(node);
  if (!loop || !('test' in loop)) return false;
  const test = loop.test ? file.code.getText(loop.test) : '';
  const isWaitOnly = loop.body.type !== 'BlockStatement' || loop.body.body.length < 2;
  if (CLOCK.test(test) || (isWaitOnly && DRAIN.test(test))) return true;
  for (const inner of walk(file.code, loop.body, isFunction)) {
    if (inner.type === 'IfStatement' && CLOCK.test(file.code.getText(inner.test)) && isWayOut(inner.consequent))
      return true;
  }
  return false;
}

function isWayOut(consequent: Node): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return last?.type === 'ThrowStatement' || last?.type === 'ReturnStatement' || last?.type === 'BreakStatement';
}

/** The last thing that a function does before it gives up: `await sleep(ms); throw …`, `…; process.exit()`. */
export function isLastStep(node: Node): boolean {
  let statement: Node | undefined = node;
  while (statement && statement.parent?.type !== 'BlockStatement' && statement.parent?.type !== 'Program')
    statement = statement.parent;
  const list = statement?.parent;
  if (!statement || (list?.type !== 'BlockStatement' && list?.type !== 'Program')) return false;
  const next = list.body[list.body.indexOf(statement as TSESTree.Statement) + 1];
  if (next?.type === 'ThrowStatement') return findLoop(node) === null;
  return (
    next?.type === 'ExpressionStatement' &&
    next.expression.type === 'CallExpression' &&
    getLastName(next.expression) === 'exit'
  );
}
