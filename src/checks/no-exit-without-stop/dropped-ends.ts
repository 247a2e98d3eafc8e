import { CONTINUES, NAMES_SERVER, NAMES_STORE, SERVICE_END, STORE_END } from '../../knowledge/unit-words.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findSlotOf } from '../../facts/units/slots.ts';
import { findThing, getStartedThings, type StartedThing } from '../../facts/units/things.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { getValue } from '../../semantics/values.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import { getLastName, getOuter, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

const MOST_DEPTH = 4;

/** What a handler asks to end without waiting: a server or a consumer whose end nobody in the file hears of. */
export function listDropped(file: SourceFile, handler: FunctionNode): StartedThing[] {
  const nodes = [...getReach(file, handler)].flatMap((fn) => [...walk(file.code, fn.body, isFunction)]);
  const ended = nodes.flatMap((node) => (isDroppedCall(node) ? (findThing(file, node.callee.object) ?? []) : []));
  return getStartedThings(file).filter(
    (thing) =>
      (thing.kind === 'server' || thing.kind === 'consumer') &&
      ended.some(({ start }) => start === thing.start) &&
      !nodes.some((node) => isEndOf(file, node, thing) && !isDroppedCall(node)) &&
      isHeldHere(file, thing),
  );
}

type MethodCall = TSESTree.CallExpression & { callee: TSESTree.MemberExpression };

/** `server.close();` with neither a callback nor anybody who takes the promise. */
function isDroppedCall(node: Node): node is MethodCall {
  if (node.type !== 'CallExpression' || node.arguments.some((argument) => unwrap(argument).type !== 'Literal'))
    return false;
  const { parent } = getOuter(node);
  const isUnused =
    parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
  return isUnused && node.callee.type === 'MemberExpression';
}

function isEndOf(file: SourceFile, node: Node, { row, start }: StartedThing): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  if (callee?.type !== 'MemberExpression' || !row?.ends.includes(getPropertyName(callee) ?? '')) return false;
  return findThing(file, callee.object)?.start === start;
}

/** Does nothing listen for its end, and has nobody else got it who may: another server, a helper? */
function isHeldHere(file: SourceFile, { start, row }: StartedThing): boolean {
  const isHeard = getThingListeners(file).some(({ thing, event }) => thing.start === start && SERVICE_END.test(event));
  const slot = findSlotOf(file, start) ?? findSlotOf(file, findChainEnd(start));
  return (
    row !== null &&
    !isHeard &&
    slot !== null &&
    slot.uses.every(({ node, isWrite }) => {
      const { parent } = getOuter(node);
      const isAsked = parent?.type === 'IfStatement' || parent?.type === 'UnaryExpression';
      return isWrite || isAsked || (parent?.type === 'MemberExpression' && unwrap(parent.object) === node);
    })
  );
}

/** The whole of `createServer(handle).listen(8080)`. */
function findChainEnd(start: Node): Node {
  let node = start;
  for (;;) {
    const member = getOuter(node).parent;
    const call = member?.type === 'MemberExpression' ? member.parent : null;
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) return node;
    node = call;
  }
}

/** Is no more awaited than the end of stores, connections and other parts, which says nothing about who still uses them? */
export function isStoresEnd(file: SourceFile, awaited: Node, depth = 0): boolean {
  const value = unwrap(awaited);
  if (value.type !== 'CallExpression' || depth > MOST_DEPTH) return false;
  const callee = unwrap(value.callee);
  if (callee.type === 'MemberExpression' && /^all(?:Settled)?$/.test(getPropertyName(callee) ?? '')) {
    const [list] = value.arguments;
    return (
      list?.type === 'ArrayExpression' &&
      list.elements.every((one) => one !== null && isStoresEnd(file, one, depth + 1))
    );
  }
  if (callee.type === 'MemberExpression' && CONTINUES.test(getPropertyName(callee) ?? ''))
    return isStoresEnd(file, callee.object, depth + 1);
  if (
    callee.type === 'MemberExpression' &&
    (STORE_END.test(getPropertyName(callee) ?? '') || getPropertyName(callee) === 'stop') &&
    findThing(file, callee.object) === null &&
    (NAMES_STORE.test(getLastName(callee.object) ?? '') || isMadeBeside(file, callee.object))
  )
    return true;
  const functions = getOwnFunctions(file, callee);
  return functions.length > 0 && functions.every((fn) => waitsForStoresOnly(file, fn, depth + 1));
}

/** `const janitor = new Janitor(query)`: an object of this file that has not got the server, nor sounds as if it were one. */
function isMadeBeside(file: SourceFile, object: Node): boolean {
  return getValue(file, object).type === 'NewExpression' && !NAMES_SERVER.test(getLastName(object) ?? '');
}

/** Does a function of the file await nothing else, and give no promise that may be of something else? */
function waitsForStoresOnly(file: SourceFile, fn: FunctionNode, depth: number): boolean {
  if (!fn.async || fn.body.type !== 'BlockStatement') return isStoresEnd(file, fn.body, depth);
  return [...walk(file.code, fn.body, isFunction)].every((node) => {
    if (node.type === 'AwaitExpression') return isStoresEnd(file, node.argument, depth);
    if (node.type === 'ForOfStatement') return !node.await;
    return node.type !== 'ReturnStatement' || node.argument === null || isStoresEnd(file, node.argument, depth);
  });
}
