import { contexts, type ContextRow } from '../../knowledge/contexts.ts';
import { findFilling } from '../../facts/signals/filling.ts';
import { findTarget, type Target } from '../../facts/signals/targets.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { findRow, getRowKey, type RowIndex } from '../../semantics/row-index.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findProperty, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, TSESTree } from '../../source/types.ts';
import { isMutation } from './mutations.ts';

/** A callback that could take the signal of its caller and does not, and the call in it that nothing else ends. */
export interface Untaken {
  readonly node: FunctionNode;
  readonly option: string;
  readonly call: TSESTree.CallExpression;
}

const rows: RowIndex<ContextRow> = new Map(
  contexts.flatMap((row) => row.exports.map((name) => [getRowKey(row.module, name), row] as const)),
);

export const CONTEXT_MODULES = contexts.flatMap(({ module }) => [`'${module}'`, `"${module}"`]);

export function getUntaken(file: SourceFile): Untaken[] {
  return getNodes(file.code, 'CallExpression').flatMap((call): Untaken[] => {
    const origin = findOrigin(file, call.callee);
    const row = origin && findRow(file, rows, origin);
    const node = row && findCallback(call, row);
    if (!row || !node || node.params.length > row.position || node.params.some(({ type }) => type === 'RestElement'))
      return [];
    const work = findWork(file, node);
    return work ? [{ node, option: row.option, call: work }] : [];
  });
}

function findCallback(
  { arguments: args }: TSESTree.CallExpression,
  { argument, property }: ContextRow,
): FunctionNode | null {
  const given = args[argument] && unwrap(args[argument]);
  const value = given && property !== null ? findProperty(given, property) : given;
  const fn = value && unwrap(value);
  return isFunction(fn) ? fn : null;
}

/** The first call that a signal would end, in the callback or in a function of the file that it calls. */
function findWork(file: SourceFile, fn: FunctionNode, isDirect = true): TSESTree.CallExpression | null {
  for (const node of walk(file.code, fn.body)) {
    if (node.type !== 'CallExpression') continue;
    const target = findTarget(file, node, () => false);
    if (target?.row && isLong(file, target)) return node;
    const [called] = isDirect && !target ? getOwnFunctions(file, node.callee) : [];
    if (called && called !== fn && findWork(file, called, false)) return node;
  }
  return null;
}

/** Does it take its time, and may it be ended? */
function isLong(file: SourceFile, target: Target): boolean {
  if (target.row?.isBrief || target.row?.effect === 'write') return false;
  const filling = findFilling(file, target);
  return filling !== null && filling.state !== 'signal' && !isMutation(file, target, filling);
}
