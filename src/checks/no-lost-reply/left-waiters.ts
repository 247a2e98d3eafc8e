import { ENDS_PARTNER, SENDS, STORES_VALUE } from '../../knowledge/unit-words.ts';
import { TIMER } from '../../knowledge/timers.ts';
import { findSlot, isNamedElsewhere, type Slot } from '../../facts/units/slots.ts';
import { findThing } from '../../facts/units/things.ts';
import { findUnit, listUsesIn, type Stop } from '../../facts/units/units.ts';
import { getFlowAround } from '../../flow/index.ts';
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
import type { Node, TSESTree } from '../../source/types.ts';
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
  const isHandedOn = uses.some(({ node, isRead }) => isRead && !isObject(node));
  return isHandedOn || [...uses.map(({ node }) => node), ...others].some(isOverAll);
}

/** The `open` of `open.get(id)`, `open?.[id]`. */
function isObject(node: Node): boolean {
  const { parent } = getOuter(node);
  return parent?.type === 'MemberExpression' && unwrap(parent.object) === node;
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
    const isKept = member?.type === 'MemberExpression' && STORES_VALUE.test(getPropertyName(member) ?? STORES_ANY);
    const around = isKept && fn ? [fn, findEnclosingFunction(fn)] : [];
    const parts = around.flatMap((one) => (one ? [...walk(file.code, one.body)] : []));
    const calls = parts.filter((part): part is TSESTree.CallExpression => part.type === 'CallExpression');
    if (calls.some(({ callee }) => TIMER.has(getLastName(callee) ?? ''))) return [];
    return calls.flatMap((call) => {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || !SENDS.test(getPropertyName(callee) ?? '')) return [];
      return findThing(file, callee.object) ? [] : (findSlot(file, callee.object) ?? []);
    });
  });
}

const STORES_ANY = 'set';

/** The calls of the stop that end what was asked, with nothing waited for before. */
function findEnds(file: SourceFile, stop: Stop, asked: readonly Slot[]): TSESTree.CallExpression[] {
  const nodes = [...stop.reach].flatMap((fn) => [...walk(file.code, fn.body, isFunction)]);
  if (nodes.some((node) => isLoop(node))) return [];
  const ends = nodes.filter((node): node is TSESTree.CallExpression => isEndOf(file, node, asked));
  return ends.slice(0, 1).filter((end) => !isBehindWait(file, end));
}

function isEndOf(file: SourceFile, node: Node, asked: readonly Slot[]): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  if (callee?.type !== 'MemberExpression' || !ENDS_PARTNER.test(getPropertyName(callee) ?? '')) return false;
  const slot = findSlot(file, callee.object);
  return slot !== null && asked.includes(slot);
}

function isBehindWait(file: SourceFile, end: Node): boolean {
  const fn = findEnclosingFunction(end);
  const waits = fn ? [...walk(file.code, fn.body, isFunction)].filter(({ type }) => type === 'AwaitExpression') : [];
  const flow = getFlowAround(file, end);
  return waits.some((wait) => flow.hasPath(wait, end));
}
