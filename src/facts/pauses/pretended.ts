import { LOGGER, PRINTS } from '../../knowledge/abort-listeners.ts';
import { COMPUTES, PAUSES, TELLS_PROGRESS } from '../../knowledge/work-words.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, getOuter, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { Pause } from './pauses.ts';

/**
 * Is the pause the work itself, as in a demo: does its function do nothing beside it but write to a log, tell how far it
 * is, and fail?
 */
export function isPretended(file: SourceFile, { node }: Pause): boolean {
  const fn = findEnclosingFunction(node);
  if (!fn) return false;
  const calls = [...walk(file.code, fn.body, isFunction)].filter(
    (part): part is TSESTree.CallExpression | TSESTree.NewExpression =>
      part.type === 'CallExpression' || part.type === 'NewExpression',
  );
  const quiet = calls.filter(doesNothing);
  // Without a word about it, there is no telling what the pause is for.
  if (quiet.length === 0) return false;
  return calls.every((call) => isPause(call) || quiet.some((one) => isInside(call, one)) || isInside(call, node));
}

/** A pause like this one: `await sleep(ms)`, `new Promise((resolve) => setTimeout(resolve, ms))`. */
function isPause(call: Node): boolean {
  const name = getLastName((call as TSESTree.CallExpression).callee) ?? '';
  return getOuter(call).parent?.type === 'AwaitExpression' && PAUSES.test(name);
}

function doesNothing(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const callee = unwrap(call.callee);
  const name = getLastName(callee) ?? '';
  if (call.type === 'NewExpression') return /(?:Error|Date)$/.test(name);
  const holder = callee.type === 'MemberExpression' ? (getLastName(callee.object) ?? '') : '';
  return PRINTS.test(name) || LOGGER.test(holder) || TELLS_PROGRESS.test(name) || COMPUTES.test(holder);
}
