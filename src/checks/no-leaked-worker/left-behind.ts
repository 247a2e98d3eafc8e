import { saysStopLiterally } from '../../facts/messages/literal-stop.ts';
import { findSlotOf, getFieldSlot, isNamedElsewhere, type Slot, type SlotUse } from '../../facts/units/slots.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { getStartedThings } from '../../facts/units/things.ts';
import { findUnit, type Stop } from '../../facts/units/units.ts';
import { LISTENS, TALKS_TO_THING } from '../../knowledge/unit-words.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import { isClass } from '../../semantics/classes.ts';
import { getOuter, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { mayEndItself } from './self-ended.ts';

/** A worker that the end of its owner leaves running. */
export interface LeftBehind {
  readonly node: Node;
  readonly name: string;
  /** The end that leaves it. */
  readonly stop: string;
}

/**
 * `close() { this.socket.close(); }` of a class, or of what a function gives, whose worker nothing ends but its own error
 * handler: who has closed it holds nothing any more by which it could be ended.
 */
export function listLeftBehind(file: SourceFile): LeftBehind[] {
  return getStartedThings(file).flatMap((thing): LeftBehind[] => {
    const slot = thing.kind === 'worker' ? (findSlotOf(file, thing.start) ?? findFieldOf(file, thing.start)) : null;
    if (!slot || mayEndItself(file, thing) || isNamedElsewhere(file, slot)) return [];
    const unit = findUnit(file, slot);
    const stop = unit.kind === 'class' || unit.kind === 'closure' ? unit.stops.find(isWholeEnd) : undefined;
    // One that is put in another's place, or forgotten, is told where that happens.
    const isReplaced = slot.uses.some(({ isWrite, value, fn }) => isWrite && fn !== null && value !== thing.start);
    if (!stop?.name || isReplaced) return [];
    const own = getThingListeners(file)
      .filter((one) => one.thing.start === thing.start)
      .flatMap(({ functions }) => functions);
    const isLeft = slot.uses.every((use) => use.isWrite || isTalk(use) || isAskedFor(use) || isInOne(use, own));
    return isLeft ? [{ node: thing.start, name: slot.name, stop: stop.name }] : [];
  });
}

/** `class { worker = new Worker(url); }` */
function findFieldOf(file: SourceFile, start: Node): Slot | null {
  const { parent } = getOuter(start);
  const name = parent?.type === 'PropertyDefinition' ? getPropertyName(parent) : null;
  const owner = parent?.parent?.parent;
  return name !== null && isClass(owner) ? getFieldSlot(file, owner, name) : null;
}

function isWholeEnd({ by, isEnd, isKill, name, fn }: Stop): boolean {
  return (
    by === 'name' && (isEnd || name === 'disconnect') && !isKill && !isHiddenMethod(fn) && !/^[_#]/.test(name ?? '')
  );
}

/** A listener is set, a task is posted; not a stop, and nobody else gets it. */
export function isTalk({ node }: SlotUse): boolean {
  const member = getOuter(node).parent;
  if (member?.type !== 'MemberExpression' || unwrap(member.object) !== node) return false;
  const name = getPropertyName(member) ?? '';
  if (!TALKS_TO_THING.test(name)) return false;
  const call = getOuter(member).parent;
  // The name of an event, `exit`, is no stop.
  return call?.type !== 'CallExpression' || LISTENS.test(name) || !call.arguments.some(saysStopLiterally);
}

/** `if (!this.worker) this.start();` */
function isAskedFor({ node }: SlotUse): boolean {
  const { parent } = getOuter(node);
  return (
    (parent?.type === 'UnaryExpression' && parent.operator === '!') ||
    (parent?.type === 'IfStatement' && unwrap(parent.test) === node)
  );
}

function isInOne({ fn }: SlotUse, functions: readonly FunctionNode[]): boolean {
  return fn !== null && functions.includes(fn);
}
