import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, findFunctionName, getLastName, isInside } from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import { isExported } from '../../semantics/exports.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { findFunctionVariable, getUses } from '../../semantics/function-uses.ts';
import { findRole, type CallbackRole } from '../../semantics/callback-role.ts';
import { findStaticNumber } from '../../semantics/static-number.ts';
import { KILLS, TAKES_DOWN } from '../../knowledge/stop-words.ts';

/** Is the code part of a stop path: a life-cycle function, an unmount hook, a signal's handler or an abort's? */
export function isInStopPath(file: SourceFile, node: Node): boolean {
  return (
    isInStopFunction(node) ||
    isReachedFrom(file, node, (role) => role === 'signal' || role === 'unmount' || role === 'abort')
  );
}

/** Is the nearest function with a name a life-cycle one? */
export function isInStopFunction(node: Node): boolean {
  return TAKES_DOWN.test(getNearestName(node));
}

/** Is a pause part of the end itself, so that nobody waits for it to be over: in a stop path, or in a kill? */
export function isInEnd(file: SourceFile, node: Node): boolean {
  return isInStopPath(file, node) || isInKillFunction(node);
}

/** Does the name say that something is taken down or killed? */
export function isStopName(name: string): boolean {
  return TAKES_DOWN.test(name) || KILLS.test(name);
}

/** Is the code in a function called `terminate…` or `kill…`? */
export function isInKillFunction(node: Node): boolean {
  return KILLS.test(getNearestName(node));
}

/** The name of the nearest function that has one; empty where none has. */
export function getNearestName(node: Node): string {
  const fn = findNamedFunction(node);
  return (fn && findFunctionName(fn)) ?? '';
}

/**
 * Does the code run only when the platform calls back in one of these roles? Looks outwards through callbacks, and from
 * a named function on to everything in the file that uses it. `isAtOnce`: not by way of a timer that the callback sets.
 */
export function isReachedFrom(
  file: SourceFile,
  node: Node,
  accepts: (role: CallbackRole) => boolean,
  isAtOnce = false,
): boolean {
  // Null while it is being asked about: a use by which functions call each other decides nothing.
  const known = new Map<FunctionNode, boolean | null>();
  return isReached(node) === true;

  function isReached(place: Node): boolean | null {
    for (let fn = findEnclosingFunction(place); fn; fn = findEnclosingFunction(fn)) {
      const role = findRole(file, fn);
      if (role && accepts(role)) return true;
      if (isAtOnce && role === 'timer' && !isSoon(file, fn)) return false;
      const name = findFunctionName(fn);
      if (name !== null) return !isPublicStop(file, fn) && areAllUsesReached(fn);
    }
    return false;
  }

  function areAllUsesReached(fn: FunctionNode): boolean | null {
    const answer = known.get(fn);
    if (answer !== undefined) return answer;
    if (known.size >= MOST_CALLERS) return false;
    known.set(fn, null);
    const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
    const answers = uses.length <= MOST_USES ? uses.map(isReached) : [];
    const reached = !answers.includes(false) && answers.includes(true);
    known.set(fn, reached);
    return reached;
  }
}

/** Stop functions are called from other files too, so their uses in this one are not all. */
export function isPublicStop(file: SourceFile, fn: FunctionNode): boolean {
  const name = findFunctionName(fn) ?? '_';
  if (/^[#_]/.test(name) || !isStopName(name)) return false;
  if (fn.parent.type === 'MethodDefinition') return !isHiddenMethod(fn);
  const variable = findFunctionVariable(file, fn);
  return variable === null || isExported(file, variable);
}

/** A timer of less than a second, or one that is put off again each time. */
function isSoon(file: SourceFile, fn: FunctionNode): boolean {
  const places = [fn as Node, ...getUses(file, fn)];
  return places.every((place) => {
    const { parent } = place;
    const around = findEnclosingFunction(place);
    if (around && [...walk(file.code, around.body)].some(isClearing)) return true;
    const delay = parent?.type === 'CallExpression' ? parent.arguments[1] : undefined;
    return !delay || (findStaticNumber(file.code, delay) ?? LONG) < LONG;
  });
}

const LONG = 1000;

function isClearing(node: Node): boolean {
  return node.type === 'CallExpression' && getLastName(node.callee) === 'clearTimeout';
}

/** A name used more often than this says nothing about who calls the function. */
const MOST_USES = 30;
/** A longer chain of callers would overflow the stack. */
const MOST_CALLERS = 500;
