import { EFFECT_HOOK } from '../../knowledge/hooks.ts';
import { ENDS_UNIT, TAKES_DOWN } from '../../knowledge/stop-words.ts';
import { findRole, type CallbackRole } from '../../semantics/callback-role.ts';
import { getSubclasses, isClass } from '../../semantics/classes.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findFunctionName, getLastName, isFunction, isInside } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { isStopName } from '../ends/life-cycle.ts';
import { getReach } from './reach.ts';
import { findSlot, type Slot, type SlotUse } from './slots.ts';

/**
 * What lives, holds things and can be stopped: a class with its methods, the closure that a call of a function makes, an
 * effect, the file as a whole. It is told by what holds a value: `findUnit(file, slot)`.
 *
 * Its **stops** are the functions inside of it that take it down: by their name (`stop`, `close`, `dispose`,
 * `asyncDispose`, `terminateAll`), as what an effect gives back, as a hook of a framework that runs before the end, as an
 * abort or process-signal listener. What a stop reaches counts as done by it, across methods and callbacks of the file.
 */
export interface Unit {
  readonly kind: 'class' | 'closure' | 'effect' | 'module';
  /** The class, the function whose call makes the unit (an object literal for its own `this`), or the file. */
  readonly node: Node;
  /** Every function inside, callbacks too, in source order. */
  readonly functions: readonly FunctionNode[];
  readonly stops: readonly Stop[];
}

export interface Stop {
  readonly fn: FunctionNode;
  /** Null where it has no name. */
  readonly name: string | null;
  /** How it is known. A name counts most: it is what callers use. */
  readonly by: 'name' | Extract<CallbackRole, 'unmount' | 'abort' | 'signal' | 'exit-hook'>;
  /** Is the whole unit over then, for sure: `stop`, `close`, not `clearCache` or `removeItem`? */
  readonly isEnd: boolean;
  /** Does the name only say that something is thrown away at once (`kill`, `terminate`)? */
  readonly isKill: boolean;
  /** What it runs in this file, itself first. */
  readonly reach: ReadonlySet<FunctionNode>;
}

const getCache = oncePerFile(() => new Map<Node, Unit>());

/** The unit that holds the slot. */
export function findUnit(file: SourceFile, slot: Slot): Unit {
  return getUnit(file, slot.home);
}

/** The unit of a class, of a function's call, or of the file. */
export function getUnit(file: SourceFile, node: Node): Unit {
  const known = getCache(file).get(node);
  if (known) return known;
  // The slots of a class are those of its heirs too.
  const homes = [node, ...(isClass(node) ? getSubclasses(file, node) : [])];
  const functions = getFunctions(file).filter((fn) => homes.some((home) => fn !== home && isInside(fn, home)));
  const stops = functions.flatMap((fn) => findStop(file, fn) ?? []);
  const unit = { kind: findKind(node), node, functions, stops };
  getCache(file).set(node, unit);
  return unit;
}

/** The uses of a slot that the stop runs. */
export function listUsesIn(stop: Stop, slot: Slot): SlotUse[] {
  return slot.uses.filter(({ fn }) => fn !== null && stop.reach.has(fn));
}

const getSlotsOfStops = oncePerFile(() => new Map<Stop, ReadonlySet<Slot>>());

/** The slots that the stop names, each once: what it may end, clear, or set. */
export function listSlotsOf(file: SourceFile, stop: Stop): ReadonlySet<Slot> {
  const known = getSlotsOfStops(file).get(stop);
  if (known) return known;
  const slots = new Set<Slot>();
  for (const fn of new Set([stop.fn, ...stop.reach])) {
    for (const node of walk(file.code, fn)) {
      const slot = node.type === 'Identifier' || node.type === 'MemberExpression' ? findSlot(file, node) : null;
      if (slot?.uses.some((use) => use.node === node)) slots.add(slot);
    }
  }
  getSlotsOfStops(file).set(stop, slots);
  return slots;
}

const getFunctions = oncePerFile(({ code }): readonly FunctionNode[] =>
  [
    ...getNodes(code, 'FunctionDeclaration'),
    ...getNodes(code, 'FunctionExpression'),
    ...getNodes(code, 'ArrowFunctionExpression'),
  ].sort((a, b) => a.range[0] - b.range[0]),
);

const STOP_ROLES: ReadonlySet<CallbackRole> = new Set<CallbackRole>(['unmount', 'abort', 'signal', 'exit-hook']);
const getStops = oncePerFile(() => new Map<FunctionNode, Stop | null>());

/** What makes a function a stop; null for any other. */
export function findStop(file: SourceFile, fn: FunctionNode): Stop | null {
  const known = getStops(file).get(fn);
  if (known !== undefined) return known;
  const name = findFunctionName(fn);
  const isNamed = name !== null && isStopName(name);
  const role = isNamed ? null : findRole(file, fn);
  const by = isNamed ? 'name' : role && STOP_ROLES.has(role) ? (role as Stop['by']) : null;
  const isKill = name !== null && isNamed && !TAKES_DOWN.test(name);
  const isEnd = by === 'name' ? ENDS_UNIT.test(name ?? '') : by !== null;
  const stop = by && { fn, name, by, isEnd, isKill, reach: getReach(file, fn) };
  getStops(file).set(fn, stop);
  return stop;
}

function findKind(node: Node): Unit['kind'] {
  if (node.type === 'Program') return 'module';
  if (isClass(node)) return 'class';
  const call = isFunction(node) ? node.parent : null;
  return call?.type === 'CallExpression' && EFFECT_HOOK.has(getLastName(call.callee) ?? '') ? 'effect' : 'closure';
}
