import { CALLS_NOW } from '../../knowledge/call-now.ts';
import { ITERATES } from '../../knowledge/iteration.ts';
import { findEnclosingFunction, findFunctionName, getLastName, getOuter, isInside } from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { isCalledAtOnce } from './called-at-once.ts';

/**
 * Is the node evaluated while a call of `owner` runs, or is waited for? Code that `owner` hands over, as listeners and
 * timers are, outlives the call, and so does a function that it gives back.
 */
export function isRunWithin(file: SourceFile, node: Node, owner: FunctionNode | null, depth = 0): boolean {
  const fn = findEnclosingFunction(node);
  if (fn === owner) return true;
  if (!fn || depth > 5) return false;
  if (isCalledNow(fn)) return isRunWithin(file, fn, owner, depth + 1);
  if (findFunctionName(fn) === null || fn.parent.type === 'Property' || fn.parent.type === 'MethodDefinition')
    return false;
  const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
  return (
    uses.length > 0 &&
    uses.length <= 10 &&
    uses.every((use) => isCallee(use) && isRunWithin(file, use, owner, depth + 1))
  );
}

function isCallee(use: Node): boolean {
  return use.parent?.type === 'CallExpression' && use.parent.callee === use;
}

function isCalledNow(fn: FunctionNode): boolean {
  if (isCalledAtOnce(fn)) return true;
  const { parent } = getOuter(fn);
  const name = parent?.type === 'CallExpression' ? getLastName(parent.callee) : null;
  if (!parent || name === null) return false;
  return name === 'then' || ITERATES.has(name) || (CALLS_NOW.test(name) && isWaitedFor(parent));
}

function isWaitedFor(call: Node): boolean {
  const parent = getOuter(call).parent;
  return (
    parent?.type === 'AwaitExpression' ||
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrowFunctionExpression' ||
    parent?.type === 'ArrayExpression'
  );
}
