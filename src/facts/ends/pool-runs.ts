import { getNodes } from '../../source/node-index.ts';
import { getLastName, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import type { Kill } from './kills.ts';
import { RUNS_TASK } from '../../knowledge/pools.ts';

/** The calls of the file that start tasks on the pool that is killed; the pool is told by library and name. */
export function getRuns(file: SourceFile, { handle, target }: Kill): TSESTree.CallExpression[] {
  const name = getLastName(target);
  return getNodes(file.code, 'CallExpression').filter((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || callee.optional || !RUNS_TASK.has(getPropertyName(callee) ?? ''))
      return false;
    return getLastName(callee.object) === name && findHandle(file, callee.object)?.row === handle.row;
  });
}
