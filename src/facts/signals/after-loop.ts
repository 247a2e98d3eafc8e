import { walk } from '../../source/node-index.ts';
import { getLastName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { LoopNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findLoopExits, getFlowAround } from '../../flow/index.ts';
import { ASKS_STATE, GOES_ON } from '../../knowledge/stop-words.ts';
import { saysStop } from '../flags/stop-flag.ts';

/** What does something, which an abort must come before. */
const EFFECT: ReadonlySet<string> = new Set([
  ...['CallExpression', 'NewExpression', 'AwaitExpression', 'YieldExpression', 'TaggedTemplateExpression'],
  ...['AssignmentExpression', 'UpdateExpression'],
]);

/** What some way from a point comes to that meets nothing of `avoiding`: something that acts, or the end of the function. */
export function findNext(
  file: SourceFile,
  from: Node,
  avoiding: (part: Node) => boolean,
  isOutside: (part: Node) => boolean = () => true,
): { acts: boolean; ends: boolean } {
  let acts = false;
  const ends = getFlowAround(file, from).hasPath(from, 'end', (part) => {
    if (avoiding(part)) return true;
    acts ||= EFFECT.has(part.type) && isOutside(part);
    return acts;
  });
  return { acts, ends };
}

/** Is there anything left to do once the loop has ended? */
export function actsBehind(file: SourceFile, loop: LoopNode): boolean {
  return findNext(
    file,
    loop,
    (part) => part === loop.body,
    (part) => !isInside(part, loop),
  ).acts;
}

/** Does what stands behind the loop, or behind the call of it, rely on how it has ended, so that a `break` on an abort deceives it? */
export function reliesOnEnd(file: SourceFile, loop: LoopNode): boolean {
  return waitsForCondition(file, loop) || failsBehind(loop) || triesUntilDone(file, loop);
}

/**
 * `throw lastError;` behind the loop: a `break` would throw what nobody has set. Behind a loop that counts stands what is
 * done when all tries have failed, and that is not what an abort means.
 */
function failsBehind(loop: LoopNode): boolean {
  const list = loop.parent.type === 'BlockStatement' ? loop.parent.body : [];
  const next = list[list.indexOf(loop) + 1];
  const isCounting = loop.type === 'ForStatement' && loop.test?.type === 'BinaryExpression';
  return next?.type === 'ThrowStatement' || (isCounting && next?.type === 'ExpressionStatement');
}

/**
 * `while (true) { try { client = await connect(); break; } catch { await sleep(ms); } }`: what stands behind goes on with what
 * the loop has come to. Where only a stop ends it, what stands behind is there for one.
 */
function triesUntilDone(file: SourceFile, loop: LoopNode): boolean {
  const isEndless =
    loop.type === 'WhileStatement' ? loop.test.type === 'Literal' : loop.type === 'ForStatement' && !loop.test;
  if (!isEndless) return false;
  const exits = findLoopExits(file, loop).filter(
    (exit) => !LEAVES_FUNCTION.has(exit.type) && !isByStop(file, exit, loop),
  );
  return exits.some((exit) => findNext(file, exit, (part) => isInside(part, loop)).acts);
}

const LEAVES_FUNCTION: ReadonlySet<string> = new Set(['ReturnStatement', 'ThrowStatement']);

/** `if (closed) break;` */
function isByStop(file: SourceFile, exit: Node, loop: LoopNode): boolean {
  for (let node: Node | undefined = exit; node && node !== loop; node = node.parent)
    if (node.type === 'IfStatement' && [...walk(file.code, node.test)].some(saysStop)) return true;
  return false;
}

/**
 * `while (locked) { await sleep(ms); locked = await isLocked(); }`, or nothing but the pause: what stands behind the loop, or
 * behind the call of it, relies on the condition.
 */
function waitsForCondition({ code }: SourceFile, loop: LoopNode): boolean {
  if (loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement') return false;
  const test = code.getText(loop.test);
  if (loop.test.type === 'Literal' || GOES_ON.test(test)) return false;
  const body = loop.body.type === 'BlockStatement' ? loop.body.body : [loop.body];
  if (body.length === 1 && body[0]?.type === 'ExpressionStatement') return isState(unwrap(loop.test));
  return [...walk(code, loop.body, isFunction)].some(
    (node) =>
      node.type === 'AssignmentExpression' && test.includes(code.getText(node.left)) && isQuestion(unwrap(node.right)),
  );
}

/** What is only looked at: `this.paused`, `!ready`. */
function isState(test: Node): boolean {
  const value = test.type === 'UnaryExpression' ? unwrap(test.argument) : test;
  return value.type === 'Identifier' || value.type === 'MemberExpression';
}

/** `await isLocked()`, `!(await lock.check())` */
function isQuestion(value: Node): boolean {
  const call = value.type === 'AwaitExpression' || value.type === 'UnaryExpression' ? unwrap(value.argument) : value;
  if (call !== value && call.type === 'AwaitExpression') return isQuestion(call);
  return call.type === 'CallExpression' && ASKS_STATE.test(getLastName(call.callee) ?? '');
}
