import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import {
  findFunctionName,
  getPropertyName,
  getStaticString,
  isFunction,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import { isTypeScript, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { isInStopFunction } from '../ends/life-cycle.ts';
import { findVariable } from '../../source/variables.ts';
import { findPropertySources, getPropertySources } from '../../semantics/members.ts';

/** A variable or field that is set when a stop is asked for. */
export interface StopFlag {
  /** How the code writes the flag. */
  readonly text: string;
  /** All assignments after the first, where each asks for the stop; null when something sets the flag back. */
  readonly writes: readonly TSESTree.AssignmentExpression[] | null;
}

/**
 * The stop flag that an expression reads: a variable, or a field of `this` or of another named object, that a handler or a
 * function that stops something sets.
 */
export function findStopFlag(file: SourceFile, part: Node): StopFlag | null {
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
      : object.type === 'Identifier' && isKept(file, object)
        ? object.name
        : null;
  if (holder === null) return null;
  const values = getPropertySources(file, null, getPropertyName(part) ?? '').values;
  const isSet =
    values.some((value) => isInHandler(file, value) && isOf(value, holder) && mayBeWanted(file, part, value)) ||
    (holder === 'this' && isInherited(file, part));
  return isSet ? { text: file.code.getText(part), writes: null } : null;
}

/** `while (state !== STATES.CLOSED)` is not left by `state = STATES.OPENING`. */
function mayBeWanted(file: SourceFile, part: Node, value: Node): boolean {
  const test = part.parent;
  if (test?.type !== 'BinaryExpression' || test.operator !== '!==') return true;
  let around: Node | undefined = test.parent;
  while (around?.type === 'LogicalExpression') around = around.parent;
  if (!isLoop(around)) return true;
  const wanted = test.left === part ? test.right : test.left;
  return !isConstant(wanted) || !isConstant(value) || file.code.getText(wanted) === file.code.getText(value);
}

/** `'closed'`, `STATES.CLOSED`: two that are written differently are different. */
function isConstant(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string';
  return node.type === 'MemberExpression' && !node.computed && /^[A-Z][A-Z\d_]*$/.test(getPropertyName(node) ?? '');
}

/** Each error that a `catch` gets is another one: what is noted in it asks nobody else. */
function isKept(file: SourceFile, object: TSESTree.Identifier): boolean {
  const variable = findVariable(file, object);
  return variable !== null && !variable.defs.some(({ node }) => node.type === 'CatchClause');
}

/** Is it a flag of a class above, as far as its name tells? A class of TypeScript declares what is its own. */
function isInherited(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  let owner: Node | undefined = member;
  while (owner && owner.type !== 'ClassBody') owner = owner.parent;
  if (!saysStop(member) || !owner?.parent.superClass) return false;
  const own = findPropertySources(file, member.object, getPropertyName(member) ?? '');
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

const STOP_NAME =
  /stop|clos|shut|abort|cancel|exit|ended|ending|running|alive|active|dispos|destroy|quit|kill|drain|terminat/i;

/** Does the name of a flag say that it asks for a stop? */
export function saysStop(part: Node): boolean {
  return STOP_NAME.test(
    (part.type === 'MemberExpression' ? getPropertyName(part) : part.type === 'Identifier' ? part.name : null) ?? '',
  );
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

/** `emitter.once('shutdown', () => { … })`; that something has closed or ended is no request. */
function isStopListener({ parent }: Node): boolean {
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  const event = getStaticString(parent.arguments[0]);
  return event !== null && ADD_LISTENER.has(getPropertyName(parent.callee) ?? '') && STOP_EVENT.test(event);
}

const STOP_EVENT =
  /^(?:app[-:]?)?(?:stop|shut[-_]?down|cancel|abort|terminate|quit|drain|dispose|destroy|halt)(?:ping|[-_]?request(?:ed)?)?$/i;

/** `cancelled = true; process.exit(0);`: nobody is left to look at it. */
function isExitNext(file: SourceFile, { parent }: Node): boolean {
  const statement = parent?.parent;
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return false;
  const { body } = statement.parent;
  return body
    .slice(body.indexOf(statement) + 1)
    .some(
      (one) =>
        one.type === 'ExpressionStatement' &&
        one.expression.type === 'CallExpression' &&
        findOriginKey(file, one.expression.callee) === '#process.exit',
    );
}

/** Is the write in a listener for a process signal, an abort or a message, or in a function that stops something? */
function isInHandler(file: SourceFile, write: Node): boolean {
  if (isExitNext(file, write)) return false;
  if (isInStopFunction(write)) return true;
  for (let node: Node | undefined = write; node; node = node.parent) {
    if (!isFunction(node)) continue;
    if (/^[#_]*(?:abort|cancel)/i.test(findFunctionName(node) ?? '')) return true;
    const role = findRole(file, node);
    if (role === 'signal' || role === 'abort' || role === 'worker-event' || isStopListener(node)) return true;
  }
  return false;
}
