import { SETTLES_OPEN } from '../../knowledge/unit-words.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { getLastName, getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { getReach } from '../units/reach.ts';

/**
 * Does the stop that kills also tell everyone who waits for an answer that none will come:
 * `for (const open of pending.values()) open.reject(error)`? Who writes that knows that the work is given up.
 */
export function settlesAllReplies(file: SourceFile, kill: Node): boolean {
  const stop = findNamedFunction(kill);
  if (!stop) return false;
  const reach = getReach(file, stop);
  return listRounds(file).some((round) => {
    for (let fn = round.parent; fn; fn = fn.parent) if (isFunction(fn)) return reach.has(fn);
    return false;
  });
}

/** The loops that settle one open reply after the other. */
function listRounds(file: SourceFile): Node[] {
  return [
    ...getNodes(file.code, 'ForOfStatement'),
    ...getNodes(file.code, 'ForInStatement'),
    ...getNodes(file.code, 'CallExpression').filter(({ callee }) => {
      const member = unwrap(callee);
      return member.type === 'MemberExpression' && getPropertyName(member) === 'forEach';
    }),
  ].filter((round) => [...walk(file.code, round)].some((node) => isSettled(file, node, round)));
}

/** `open.reject(error)`, `reject(error)`, `pending[id].reject(error)`: of what this turn of the loop is about. */
function isSettled(file: SourceFile, node: Node, round: Node): boolean {
  if (node.type !== 'CallExpression' || !SETTLES_OPEN.test(getLastName(node.callee) ?? '')) return false;
  return [...walk(file.code, node.callee)].some((name) => {
    const definition = name.type === 'Identifier' ? findVariable(file, name)?.defs[0] : null;
    return definition ? isInside(definition.name, round) : false;
  });
}
