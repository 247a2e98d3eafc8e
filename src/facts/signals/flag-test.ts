import { COUNTS } from '../../knowledge/yields.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getPropertyName,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { getReturns } from '../../semantics/functions.ts';
import { findStopFlag, saysStop, type StopFlag } from '../flags/stop-flag.ts';
import { findRepeat } from '../pauses/repeats.ts';
import { isSignalCheck } from './signals.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

const MAX_CALLERS = 3;

/**
 * The stop flag that the loops around the pause (or the function that calls itself again) test in their heads, or in an
 * `if` that leaves, when it is set by a handler of this file: `while (running) { …; await sleep(1000) }`. So is a signal
 * that only the test shows: `meta.abort.throwIfAborted()`. Null when there is none, or when a signal of this very function
 * is tested as well.
 */
export function findFlagTest(file: SourceFile, node: Node): StopFlag | null {
  return findAround(file, node) ?? findAtCallers(file, node);
}

/** The same of the loops that await the function around, where nothing else in the file calls it. */
function findAtCallers(file: SourceFile, node: Node): StopFlag | null {
  const fn = findEnclosingFunction(node);
  if (!fn || findRepeat(file, node)) return null;
  const uses = getUses(file, fn);
  const flags = uses.map(({ parent: call }) =>
    call?.type === 'CallExpression' && call.parent.type === 'AwaitExpression' ? findAround(file, call) : null,
  );
  return flags.length <= MAX_CALLERS && flags.every((flag) => flag !== null) ? (flags[0] ?? null) : null;
}

function findAround(file: SourceFile, node: Node): StopFlag | null {
  for (let repeat = findRepeat(file, node); repeat; repeat = isFunction(repeat) ? null : findRepeat(file, repeat)) {
    const head = getHead(repeat).flatMap((test) => getParts(file, test));
    const inside = getWaysOut(file, repeat).flatMap((test) => getParts(file, test));
    const check = [...head, ...inside, ...getThrows(file, repeat)].find(isSignalCheck);
    if (check) return isGiven(file, check, repeat) ? { text: file.code.getText(check), writes: null } : null;
    // An `if` leaves for many reasons: only a name tells that it is a stop.
    for (const part of [...head.filter((one) => !isCounted(one)), ...inside.filter(saysStop)]) {
      const flag = findStopFlag(file, part);
      if (flag) return flag;
    }
  }
  return null;
}

/** How many there are is no request: `while (test.errors.length > 0)`. */
function isCounted(part: Node): boolean {
  const { parent } = part;
  return parent?.type === 'MemberExpression' && parent.object === part && COUNTS.test(getPropertyName(parent) ?? '');
}

function getHead(repeat: Node): Node[] {
  return isLoop(repeat) && 'test' in repeat && repeat.test ? [repeat.test] : [];
}

function getWaysOut(file: SourceFile, repeat: Node): Node[] {
  if (!isLoop(repeat) && !isFunction(repeat)) return [];
  const parts = [...walk(file.code, repeat.body, isFunction)];
  return parts.flatMap((part) => (part.type === 'IfStatement' && leaves(part.consequent, repeat) ? [part.test] : []));
}

/** `signal.throwIfAborted()` leaves by itself. */
function getThrows(file: SourceFile, repeat: Node): Node[] {
  return [...walk(file.code, repeat, isFunction)].filter(
    (part) => part.type === 'MemberExpression' && getPropertyName(part) === 'throwIfAborted',
  );
}

/** Is the signal of a check a member of something from outside of the loop's function, so that others may abort it? */
function isGiven(file: SourceFile, check: Node, repeat: Node): boolean {
  let root = check;
  let depth = 0;
  for (; root.type === 'MemberExpression'; root = unwrap(root.object)) depth += 1;
  if (depth < 2 || root.type === 'ThisExpression') return depth > 1;
  const definition = root.type === 'Identifier' ? findVariable(file, root)?.defs[0] : undefined;
  if (!definition || definition.type === 'Parameter') return definition !== undefined;
  return !isInside(definition.node, findEnclosingFunction(repeat) ?? file.code.ast);
}

/** Does the branch end with a `return`, a `throw`, or a `break` out of this loop? */
function leaves(branch: Node, repeat: Node): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  if (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement') return true;
  if (last?.type !== 'BreakStatement' || last.label) return false;
  let target: Node | undefined = last.parent;
  while (target && !isLoop(target) && target.type !== 'SwitchStatement') target = target.parent;
  return target === repeat;
}

/** What a condition reads, also through a method or getter of the same class that gives one expression. */
function getParts(file: SourceFile, test: Node): Node[] {
  const parts = [...walk(file.code, test)];
  const called = parts.flatMap((part) => {
    if (part.type !== 'MemberExpression' || unwrap(part.object).type !== 'ThisExpression') return [];
    const name = getPropertyName(part);
    const getters = getNodes(file.code, 'MethodDefinition').filter(
      (one) => one.kind === 'get' && getPropertyName(one) === name,
    );
    const isCall = part.parent.type === 'CallExpression' && part.parent.callee === part;
    const methods = isCall ? getPropertySources(file, null, name ?? '').functions : getters.map(({ value }) => value);
    return methods.flatMap((fn) => (isFunction(fn) ? getReturns(file, fn) : []));
  });
  return [...parts, ...called.flatMap((value) => [...walk(file.code, value)])];
}
