import { SENDS, STORE_END, STORES_VALUE } from '../../knowledge/unit-words.ts';
import { TIMER } from '../../knowledge/timers.ts';
import { findSlot, isNamedElsewhere, type Slot } from '../../facts/units/slots.ts';
import { findThing } from '../../facts/units/things.ts';
import { findUnit, listUsesIn, type Stop } from '../../facts/units/units.ts';
import { getMemberExpressions } from '../../semantics/function-uses.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  getPropertyName,
  isFunction,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { TSESTree } from '../../source/types.ts';
import { isOverAll, listKept } from './requests.ts';

/**
 * `close() { this.socket.close(); }` of a class that asks over the socket and keeps what settles its requests in a map: the
 * ends that leave them open, where nothing ever goes over all of them.
 */
export function listLeftWaiters(file: SourceFile): TSESTree.CallExpression[] {
  return listKept(file).flatMap((pending) => {
    if (!isList(pending) || isNamedElsewhere(file, pending) || isSettledTogether(file, pending)) return [];
    const asked = listAsked(file, pending);
    const stops = asked.length > 0 ? findUnit(file, pending).stops : [];
    return stops.flatMap((stop) =>
      stop.by === 'name' && stop.isEnd && listUsesIn(stop, pending).length === 0 ? findEnds(file, stop, asked) : [],
    );
  });
}

/** Does anything go over all of them, also from outside (`client.#open`), or hand the list on as a whole? */
function isSettledTogether(file: SourceFile, { name, uses }: Slot): boolean {
  const others = name.startsWith('#') ? getMemberExpressions(file, name) : [];
  const isHandedOn = uses.some(({ node, isRead }) => isRead && getOuter(node).parent?.type !== 'MemberExpression');
  return isHandedOn || [...uses.map(({ node }) => node), ...others].some(isOverAll);
}

/** `open.set(id, { resolve })`, `open[id] = { resolve }` */
function isList({ uses }: Slot): boolean {
  return uses.some(({ node: { parent } }) => {
    if (parent?.type !== 'MemberExpression') return false;
    const name = getPropertyName(parent);
    return name === null ? parent.parent.type === 'AssignmentExpression' : STORES_VALUE.test(name);
  });
}

/** What is asked where a request is kept, with no timer about: `this.socket.send(text)`. */
function listAsked(file: SourceFile, pending: Slot): Slot[] {
  return pending.uses.flatMap(({ node, fn }) => {
    const member = node.parent;
    const isKept = member?.type === 'MemberExpression' && STORES_VALUE.test(getPropertyName(member) ?? 'set');
    const around = isKept && fn ? [fn, findEnclosingFunction(fn)] : [];
    const parts = around.flatMap((one) => (one ? [...walk(file.code, one.body)] : []));
    const calls = parts.filter((part) => part.type === 'CallExpression');
    if (calls.some(({ callee }) => TIMER.has(getLastName(callee) ?? ''))) return [];
    return calls.flatMap((call) => {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || !SENDS.test(getPropertyName(callee) ?? '')) return [];
      return findThing(file, callee.object) ? [] : (findSlot(file, callee.object) ?? []);
    });
  });
}

/** The calls of the stop that end what was asked, where it waits for nothing. */
function findEnds(file: SourceFile, stop: Stop, asked: readonly Slot[]): TSESTree.CallExpression[] {
  const nodes = [...stop.reach].flatMap((fn) => [...walk(file.code, fn.body, isFunction)]);
  if (nodes.some((node) => isLoop(node) || node.type === 'AwaitExpression')) return [];
  return nodes
    .filter((node) => node.type === 'CallExpression')
    .filter((call) => {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || !STORE_END.test(getPropertyName(callee) ?? '')) return false;
      const slot = findSlot(file, callee.object);
      return slot !== null && asked.includes(slot);
    })
    .slice(0, 1);
}
