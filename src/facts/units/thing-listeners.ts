import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, isFunction, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findThing, type Thing } from './things.ts';

/** What the file does when something that it started says or does something. */
export interface ThingListener {
  readonly thing: Thing;
  readonly event: string;
  /** The event's name, or the left side of `worker.onerror = …`. */
  readonly place: Node;
  readonly handler: Node;
  /** The functions of the file that it may be; none where it is another file's, or `await once(worker, 'exit')`. */
  readonly functions: readonly FunctionNode[];
}

/** Every listener of the file on a worker, pool, child, server or consumer, in no certain order. */
export const getThingListeners = oncePerFile((file): readonly ThingListener[] => [
  ...getNodes(file.code, 'CallExpression').flatMap((call): ThingListener[] => {
    const callee = unwrap(call.callee);
    const isOnce = callee.type === 'Identifier' && findOriginKey(file, callee) === 'events#once';
    const isAdded = callee.type === 'MemberExpression' && ADD_LISTENER.has(getPropertyName(callee) ?? '');
    if (!isOnce && !isAdded) return [];
    const [first, second] = call.arguments;
    const place = isOnce ? second : first;
    const event = getStaticString(place);
    const thing = event === null ? null : findThing(file, isAdded ? callee.object : (first as Node));
    if (!thing || event === null || !place || !second) return [];
    return [{ thing, event, place, handler: second, functions: isOnce ? [] : listHandlers(file, second) }];
  }),
  ...getNodes(file.code, 'AssignmentExpression').flatMap(({ left, right }): ThingListener[] => {
    const target = unwrap(left);
    const name = target.type === 'MemberExpression' ? getPropertyName(target) : null;
    if (target.type !== 'MemberExpression' || !name?.startsWith('on') || name.length < 4) return [];
    const functions = listHandlers(file, right);
    const thing = functions.length > 0 ? findThing(file, target.object) : null;
    return thing ? [{ thing, event: name.slice(2), place: left, handler: right, functions }] : [];
  }),
]);

/** The functions of the file that are handed over: written in place, `fn`, `this.fn`, `this.fn.bind(this)`. */
export function listHandlers(file: SourceFile, handler: Node): readonly FunctionNode[] {
  const value = unwrap(handler);
  if (isFunction(value)) return [value];
  const callee = value.type === 'CallExpression' ? unwrap(value.callee) : null;
  const isBound = callee?.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
  return getOwnFunctions(file, isBound ? callee.object : value);
}
