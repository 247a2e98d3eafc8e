import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getRoot,
  isFunction,
  isLoop,
} from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { HANDLES_FAILURE } from '../../knowledge/failure-words.ts';
import { ITERATES } from '../../knowledge/iteration.ts';
import { findVariable } from '../../source/variables.ts';

/** `.then(() => worker.terminate())` behind the worker's result; behind its creation the callback gets the worker itself. */
export function isInResultCallback(file: SourceFile, node: Node, target: Node): boolean {
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) {
    if (findRole(file, fn) === 'then') {
      const root = getRoot(target);
      const variable = root.type === 'Identifier' ? findVariable(file, root) : null;
      return !variable?.defs.some((definition) => definition.node === fn);
    }
    if (findFunctionName(fn) !== null) return false;
  }
  return false;
}

/** Is the kill in a loop or callback over workers? Then it ends a pool, whatever the function is called. */
export function isOneOfMany(kill: Node): boolean {
  const named = findNamedFunction(kill);
  for (let node: Node | undefined = kill; node && node !== named; node = node.parent) {
    if (isLoop(node)) return true;
    const call = isFunction(node) ? node.parent : null;
    if (call?.type === 'CallExpression' && ITERATES.has(getLastName(call.callee) ?? '')) return true;
  }
  return false;
}

/** Does the kill answer something that the worker did or that failed: its message, error or exit, a rejected wait? */
export function isInFailurePath(kill: Node): boolean {
  for (let node: Node | undefined = kill; node; node = node.parent) {
    if (node.type === 'CatchClause') return true;
    if (isFunction(node) && HANDLES_FAILURE.test(findFunctionName(node) ?? '')) return true;
    if (isFunction(node) && node.parent?.type !== 'CallExpression') return false;
  }
  return false;
}
