import { STORE_END } from '../../knowledge/unit-words.ts';
import { findSlot, type Slot } from '../../facts/units/slots.ts';
import type { Stop } from '../../facts/units/units.ts';
import { walk } from '../../source/node-index.ts';
import {
  getLastName,
  getOuter,
  getPropertyName,
  isFunction,
  isInside,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { changes, getTurn } from './reading-turns.ts';
import type { Running } from './undrained.ts';

/**
 * Is it seen that something is lost? Either the stop takes away what the work uses, or the work changes something and the stop
 * gives a promise, which says that it is over. What a stop that gives none could do about it is for its author to say.
 */
export function isHarmful(file: SourceFile, stop: Stop, { why, slot, run, code }: Running): boolean {
  if (why === 'work') return stop.fn.async || (slot !== null && isEmptied(slot, stop));
  if (!run || !code) return false;
  if (stop.fn.async && changes(file, code)) return true;
  // What a loop waits for is closed to end it.
  if (why === 'loop') return false;
  const parts = [...getTurn(file, code)];
  return listTaken(file, stop).some(
    (taken) => taken !== slot && taken.uses.some(({ node }) => parts.some((part) => isInside(node, part))),
  );
}

function isEmptied({ uses }: Slot, stop: Stop): boolean {
  return uses.some(({ node, fn }) => {
    const method = node.parent?.type === 'MemberExpression' ? getPropertyName(node.parent) : null;
    return method === 'clear' && fn !== null && stop.reach.has(fn);
  });
}

/** What the stop ends or throws away: `this.db.close()`, `this.targets = null`; a timer's handle is neither. */
function listTaken(file: SourceFile, stop: Stop): Slot[] {
  const nodes = [...stop.reach].flatMap((fn) => [...walk(file.code, fn.body, isFunction)]);
  return nodes.flatMap((node) => {
    const target = findTaken(node);
    const slot = target && findSlot(file, target);
    return slot && !slot.uses.some((use) => isClearedTimer(use.node)) ? [slot] : [];
  });
}

function findTaken(node: Node): Node | null {
  if (node.type === 'AssignmentExpression') return isNullish(node.right) ? node.left : null;
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  return callee?.type === 'MemberExpression' && STORE_END.test(getPropertyName(callee) ?? '') ? callee.object : null;
}

function isClearedTimer(node: Node): boolean {
  const { parent } = getOuter(node);
  return parent?.type === 'CallExpression' && /^clear(?:Interval|Timeout)$/.test(getLastName(parent.callee) ?? '');
}
