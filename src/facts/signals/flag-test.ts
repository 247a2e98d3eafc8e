import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getPropertyName,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { isTypeScript, type SourceFile } from '../../source/source-file.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { findVariable, getReturns } from '../../semantics/functions.ts';
import { getPropertySources } from '../../semantics/property-sources.ts';
import { isInStopFunction } from '../ends/life-cycle.ts';
import { findRepeat } from '../pauses/repeats.ts';
import { isSignalCheck } from './signals.ts';

export interface FlagTest {
  /** How the loop writes the flag. */
  readonly text: string;
  /** All assignments after the first, where each asks for the stop; null when something sets the flag back. */
  readonly writes: readonly TSESTree.AssignmentExpression[] | null;
}

/**
 * The stop flag that the loops around the pause (or the function that calls itself again) test in their heads, or in an
 * `if` that leaves, when it is set by a handler of this file: `while (running) { …; await sleep(1000) }`. So is a signal
 * that only the test shows: `meta.abort.throwIfAborted()`. Null when there is none, or when a signal of this very function
 * is tested as well.
 */
export function findFlagTest(file: SourceFile, node: Node): FlagTest | null {
  for (let repeat = findRepeat(file, node); repeat; repeat = isFunction(repeat) ? null : findRepeat(file, repeat)) {
    const head = getHead(repeat).flatMap((test) => getParts(file, test));
    const inside = getWaysOut(file, repeat).flatMap((test) => getParts(file, test));
    const check = [...head, ...inside, ...getThrows(file, repeat)].find(isSignalCheck);
    if (check) return isGiven(file, check, repeat) ? { text: file.code.getText(check), writes: null } : null;
    // An `if` leaves for many reasons: only a name tells that it is a stop.
    for (const part of [...head, ...inside.filter(saysStop)]) {
      const flag = findFlag(file, part);
      if (flag) return flag;
    }
  }
  return null;
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

const STOP_NAME =
  /stop|clos|shut|abort|cancel|exit|ended|ending|running|alive|active|dispos|destroy|quit|kill|drain|terminat/i;

function saysStop(part: Node): boolean {
  return STOP_NAME.test(
    (part.type === 'MemberExpression' ? getPropertyName(part) : part.type === 'Identifier' ? part.name : null) ?? '',
  );
}

/** Does the branch end with a `return`, or a `break` out of this loop? */
function leaves(branch: Node, repeat: Node): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  if (last?.type === 'ReturnStatement') return true;
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
    const methods = isCall
      ? (getPropertySources(file).get(name ?? '')?.functions ?? [])
      : getters.map(({ value }) => value);
    return methods.flatMap((fn) => (isFunction(fn) ? getReturns(file, fn) : []));
  });
  return [...parts, ...called.flatMap((value) => [...walk(file.code, value)])];
}

function findFlag(file: SourceFile, part: Node): FlagTest | null {
  if (part.type === 'Identifier' && part.parent.type !== 'MemberExpression') {
    const variable = findVariable(file, part);
    const writes = variable?.references.filter((r) => r.isWrite() && r.init !== true).map((r) => r.identifier) ?? [];
    if (!variable || !writes.some((write) => isInHandler(file, write))) return null;
    const isShared = variable.scope.type === 'module' || variable.scope.type === 'global';
    return { text: part.name, writes: isShared ? findRequests(file, writes) : null };
  }
  if (part.type !== 'MemberExpression') return null;
  const object = unwrap(part.object);
  const holder =
    object.type === 'ThisExpression'
      ? 'this'
      : object.type === 'Identifier' && findVariable(file, object)
        ? object.name
        : null;
  if (holder === null) return null;
  const values = getPropertySources(file).get(getPropertyName(part) ?? '')?.values ?? [];
  const isSet =
    values.some((value) => isInHandler(file, value) && isOf(value, holder)) ||
    (holder === 'this' && isInherited(file, part));
  return isSet ? { text: file.code.getText(part), writes: null } : null;
}

/** Is it a flag of a class above, as far as its name tells? A class of TypeScript declares what is its own. */
function isInherited(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  let owner: Node | undefined = member;
  while (owner && owner.type !== 'ClassBody') owner = owner.parent;
  if (!saysStop(member) || !owner?.parent.superClass) return false;
  const own = getPropertySources(file).get(getPropertyName(member) ?? '');
  if (!own) return true;
  const mentions: readonly Node[] = [...own.types, ...own.values, ...own.functions, ...own.getters];
  return isTypeScript(file) && mentions.every(({ parent }) => parent?.type === 'AssignmentExpression');
}

/** `state.stopped = true` says nothing about another object's `stopped`. */
function isOf(value: Node, holder: string): boolean {
  const left = value.parent?.type === 'AssignmentExpression' ? unwrap(value.parent.left) : null;
  const object = left?.type === 'MemberExpression' ? unwrap(left.object) : null;
  return holder === 'this' || (object?.type === 'Identifier' && object.name === holder);
}

/** Writes that all happen in handlers and all give the same value. */
function findRequests(file: SourceFile, writes: readonly Node[]): TSESTree.AssignmentExpression[] | null {
  const requests = writes.flatMap(({ parent }) =>
    parent?.type === 'AssignmentExpression' && parent.operator === '=' ? [parent] : [],
  );
  const values = new Set(requests.map(({ right }) => file.code.getText(right)));
  return requests.length === writes.length &&
    values.size === 1 &&
    requests.every((request) => isInHandler(file, request))
    ? requests
    : null;
}

/** Is the write in a listener for a process signal, an abort or a message, or in a function that stops something? */
function isInHandler(file: SourceFile, write: Node): boolean {
  if (isInStopFunction(write)) return true;
  for (let node: Node | undefined = write; node; node = node.parent) {
    if (!isFunction(node)) continue;
    if (/^[#_]*(?:abort|cancel)/i.test(findFunctionName(node) ?? '')) return true;
    const role = findRole(file, node);
    if (role === 'signal' || role === 'abort' || role === 'worker-event') return true;
  }
  return false;
}
