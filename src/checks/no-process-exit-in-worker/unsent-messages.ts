import { getFlowAround } from '../../flow/index.ts';
import { ENDS_THREAD, SMALL_PART } from '../../knowledge/threads.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, getOuter, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

/** An exit of a forked process right behind a message to its owner, which is written later. */
export interface CutMessage {
  readonly node: TSESTree.CallExpression;
  /** Is it more than a word, which the pipe takes at once? */
  readonly isLarge: boolean;
}

/** `process.send({ result }); process.exit(0);` with nothing awaited between: what the pipe does not take at once is lost. */
export function getCutMessages(file: SourceFile): CutMessage[] {
  const calls = getNodes(file.code, 'CallExpression');
  const sends = calls.filter(
    (call) => findOriginKey(file, call.callee) === '#process.send' && !call.arguments.some(isCallback),
  );
  if (sends.length === 0) return [];
  const exits = calls.filter((call) => ENDS_THREAD.has(findOriginKey(file, call.callee) ?? ''));
  return exits.flatMap((node): CutMessage[] => {
    const cut = sends.filter((send) => isUnawaited(send) && isRightBehind(file, send, node));
    return cut.length > 0 ? [{ node, isLarge: cut.some(({ arguments: [message] }) => isComputed(message)) }] : [];
  });
}

function isCallback(argument: Node): boolean {
  return isFunction(argument) || argument.type === 'MemberExpression';
}

function isUnawaited(send: Node): boolean {
  const { parent } = getOuter(send);
  return parent?.type === 'ExpressionStatement' || parent?.type === 'LogicalExpression';
}

function isRightBehind(file: SourceFile, send: Node, exit: Node): boolean {
  if (findEnclosingFunction(send) !== findEnclosingFunction(exit)) return false;
  return getFlowAround(file, exit).hasPath(send, exit, ({ type }) => type === 'AwaitExpression');
}

/** An answer: anything with a part that is neither written in the file nor a word about an error. */
function isComputed(message: Node | undefined): boolean {
  if (!message) return false;
  const value = unwrap(message);
  if (value.type === 'ObjectExpression')
    return value.properties.some((part) => part.type !== 'Property' || isComputed(part.value));
  if (value.type === 'CallExpression') return value.arguments.length === 0 || value.arguments.some(isComputed);
  if (value.type === 'Identifier' || value.type === 'MemberExpression')
    return !SMALL_PART.test(getLastName(value) ?? '');
  return value.type === 'AwaitExpression' || value.type === 'ArrayExpression';
}
