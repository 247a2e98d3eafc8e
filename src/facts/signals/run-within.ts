import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getOuter,
  getPropertyName,
  isInside,
} from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getUses } from '../../semantics/function-uses.ts';

const ITERATES = /^(?:map|flatMap|forEach|filter|reduce|some|every|find|each|from|mapAsync|forEachAsync)$/;
/** Helpers that call back at once, or again until it works, and give what the callback gives. */
const CALLS_NOW =
  /^(?:p?retry|with\w+|run\w*|try\w*|attempt\w*|backOff|p?limit|pMap|pAll|all|timed?|measure\w*|trace\w*|span|batch\w*|parallel\w*|series|\w*(?:Retry|Retries|Backoff|Limit|Span))$/i;

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
  const outer = getOuter(fn);
  const parent = outer.parent;
  if (parent?.type === 'NewExpression') return getLastName(parent.callee) === 'Promise';
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === outer) return true;
  const callee = parent.callee.type === 'ChainExpression' ? parent.callee.expression : parent.callee;
  const name =
    callee.type === 'MemberExpression' ? getPropertyName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (name === null) return false;
  return name === 'then' || ITERATES.test(name) || (CALLS_NOW.test(name) && isWaitedFor(parent));
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
