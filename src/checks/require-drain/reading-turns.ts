import { isLog } from '../../facts/signals/abort-looks.ts';
import { isCalledAtOnce } from '../../facts/signals/called-at-once.ts';
import {
  CATCHES,
  COMPUTES_ONLY,
  READS,
  READS_BODY,
  READS_ONLY,
  REFRESHES,
  TELLS_LIFE,
  WRITES,
} from '../../knowledge/sampling.ts';
import { PAUSES } from '../../knowledge/work-words.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import {
  findProperty,
  getLastName,
  getOuter,
  getStaticString,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

/**
 * Does a turn only look at the world, whatever it then does with what it saw at once: `samples.push(await readLoad())`?
 * A look that is cut off, or that comes late, does no harm. `code` is the function of a timer's turn, or a loop's body.
 */
export const onlyReads = oncePerNode((file, code: Node): boolean =>
  [...getTurn(file, code)].every((part) =>
    [...walk(file.code, part, isCallback)].every((node) => isHarmless(file, node)),
  ),
);

/** Does a turn change something: does it write or send, or wait for a call whose answer nobody wants? */
export const changes = oncePerNode((file, code: Node): boolean =>
  [...getTurn(file, code)].some((part) =>
    [...walk(file.code, part, isCallback)].some(
      (node) =>
        node.type === 'CallExpression' &&
        !isHarmlessCall(file, node) &&
        (!isAwaited(node) || !isUsed(node) || WRITES.test(getName(node)) || getLastName(node.callee) === 'fetch'),
    ),
  ),
);

/** What a turn runs itself: its code, and that of the file's functions that it calls; callbacks of events are others' turns. */
export function getTurn(file: SourceFile, code: Node): ReadonlySet<Node> {
  const parts = new Set<Node>([isFunction(code) ? code.body : code]);
  for (const part of parts)
    for (const node of walk(file.code, part, isCallback))
      if (node.type === 'CallExpression' && !TELLS_LIFE.test(getName(node)))
        for (const fn of getOwnFunctions(file, node.callee)) if (!isInside(part, fn)) parts.add(fn.body);
  return parts;
}

function isCallback(node: Node): boolean {
  return isFunction(node) && !isCalledAtOnce(node) && !isAwaited(node.parent);
}

function isHarmless(file: SourceFile, node: Node): boolean {
  if (node.type === 'CallExpression') return isHarmlessCall(file, node);
  if (node.type !== 'AwaitExpression') return true;
  const awaited = unwrap(node.argument);
  return awaited.type === 'CallExpression' || awaited.type === 'NewExpression';
}

function isHarmlessCall(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const key = findOriginKey(file, call.callee) ?? '';
  if (key === '#fetch') return isGet(call.arguments[1]) && isUsed(call);
  if (COMPUTES_ONLY.test(key) || READS_ONLY.test(key)) return true;
  if (getOwnFunctions(file, call.callee).length > 0 || isLog(call.callee)) return true;
  const name = getName(call);
  if (!isAwaited(call)) return !WRITES.test(name);
  return [READS_BODY, REFRESHES, READS, TELLS_LIFE, PAUSES, CATCHES].some((harmless) => harmless.test(name));
}

function getName({ callee }: TSESTree.CallExpression): string {
  return (getLastName(callee) ?? '').replace(/^[_#]+/, '');
}

/** `await call()`, `await tryCatch(call())` */
function isAwaited(call: Node): boolean {
  const { parent } = getOuter(call);
  if (parent?.type !== 'CallExpression') return parent?.type === 'AwaitExpression';
  return parent.callee !== call && CATCHES.test(getName(parent)) && isAwaited(parent);
}

/** Whoever drops the answer asks for what the other side does. */
function isUsed(call: Node): boolean {
  const outer = getOuter(call);
  const last = outer.parent?.type === 'AwaitExpression' ? getOuter(outer.parent) : outer;
  return last.parent?.type !== 'ExpressionStatement';
}

/** What is sent by another method changes something on the other side. */
function isGet(options: Node | undefined): boolean {
  if (!options) return true;
  const method = options.type === 'ObjectExpression' ? findProperty(options, 'method') : null;
  return options.type === 'ObjectExpression' && (!method || getStaticString(method) === 'GET');
}
