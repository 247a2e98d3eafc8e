import { getFlow, ruleOutBehind } from '../../flow/index.ts';
import { NAMES_REPORTER } from '../../knowledge/failure-words.ts';
import { HARDLY_FAILS, NEVER_REJECTS } from '../../knowledge/locks.ts';
import { findStop } from '../../facts/units/units.ts';
import { getPauses } from '../../facts/pauses/pauses.ts';
import { findVariable } from '../../source/variables.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import { getLastName, getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import type { Section } from './sections.ts';

/** How the release is missed: an error in between, or a way out of the function. */
export interface Miss {
  readonly by: 'error' | 'exit';
  readonly at: Node;
}

/** The first place by which control leaves a section with the lock still held; null where the release is certain. */
export function findMiss(file: SourceFile, section: Section, everyCall: boolean): Miss | null {
  const flow = getFlow(file, section.owner);
  const lets = new Set(section.releases);
  const isOver = (node: Node): boolean =>
    lets.has(node) ||
    section.isWithout(node) ||
    asksFirst(node, section.releases) ||
    isHandedToGenerator(file, node, section);
  // What is let go on other ways only is not let go by this function.
  if (!section.releases.some((release) => flow.hasPath(section.from, release))) return null;
  const isRuledOut = section.from === 'entry' ? undefined : ruleOutBehind(file, section.from);
  const isHeldAt = (node: Node | 'throw' | 'end'): boolean => flow.hasPath(section.from, node, isOver, isRuledOut);
  const nodes = [...walk(file.code, section.owner, (node) => isFunction(node))];
  const failing = nodes.find(
    (node) =>
      mayFail(file, node, section, everyCall) &&
      !isOver(node) &&
      !section.releases.some((release) => isInside(release, node) || isInside(node, release)) &&
      !isProtected(node, section) &&
      isHeldAt(node),
  );
  // Behind an end that has failed nobody takes the lock again.
  if (failing)
    return isFunction(section.owner) && findStop(file, section.owner)?.isEnd ? null : { by: 'error', at: failing };
  for (const exit of ['throw', 'end'] as const) {
    if (!isHeldAt(exit)) continue;
    const ways = nodes.filter(({ type }) => type === (exit === 'end' ? 'ReturnStatement' : 'ThrowStatement'));
    const way = ways.find((node) => isHeldAt(node) && !isProtected(node, section));
    // Where a release stands on some ways only, the end of the function is the way out.
    return { by: 'exit', at: way ?? section.node };
  }
  return null;
}

/** `return this.generate(…)`: a generator of the file, which lets go of a lock by the same method when it ends. */
function isHandedToGenerator(file: SourceFile, node: Node, { releases }: Section): boolean {
  const value = node.type === 'ReturnStatement' && node.argument ? unwrap(node.argument) : null;
  const call = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  if (call?.type !== 'CallExpression') return false;
  const names = new Set(releases.map(getReleaseName));
  return getOwnFunctions(file, call.callee).some(
    (fn) => fn.generator && [...walk(file.code, fn.body)].some((one) => names.has(getReleaseName(one))),
  );
}

/** The method or function that a call of it names; an empty text for anything else. */
function getReleaseName(node: Node): string {
  return node.type === 'CallExpression' ? (getLastName(node.callee) ?? '') : '';
}

/** `if (release) release();` in `finally`, and `release?.()`: where it was got it is let go. */
function asksFirst(node: Node, releases: readonly Node[]): boolean {
  if (node.type !== 'IfStatement' && node.type !== 'ChainExpression') return false;
  if (!releases.some((release) => isInside(release, node))) return false;
  if (node.type === 'ChainExpression') return true;
  for (
    let child: Node = node, outer: Node | undefined = node.parent;
    outer && !isFunction(outer);
    child = outer, outer = outer.parent
  ) {
    if (outer.type === 'TryStatement' && outer.finalizer === child) return true;
  }
  return false;
}

/** Is an error of the node caught in this function, or does a `finally` around it let go? */
function isProtected(node: Node, { releases, owner }: Section): boolean {
  for (let child = node, parent = node.parent; parent && child !== owner; child = parent, parent = parent.parent) {
    if (parent.type !== 'TryStatement' || child === parent.finalizer) continue;
    const { finalizer, handler, block } = parent;
    if (finalizer && releases.some((release) => isInside(release, finalizer))) return true;
    // What a `catch` does then is a way of its own.
    if (handler && child === block && node.type !== 'ReturnStatement') return true;
  }
  return false;
}

function mayFail(file: SourceFile, node: Node, section: Section, everyCall: boolean): boolean {
  if (node === section.node || isInside(section.node, node)) return false;
  switch (node.type) {
    case 'AwaitExpression':
      return mayReject(file, node.argument);
    case 'ForOfStatement':
      return node.await;
    case 'CallExpression':
      return everyCall ? !isHarmless(file, node) && !isNoteBeforeRelease(node, section) : mayThrow(file, node, section);
    case 'NewExpression':
      return false;
    default:
      return false;
  }
}

/** A pause, a settled promise and what is caught where it stands end without an error. */
function mayReject(file: SourceFile, argument: Node): boolean {
  const value = unwrap(argument);
  if (value.type !== 'CallExpression') return value.type !== 'NewExpression' && value.type !== 'Literal';
  if (getPauses(file).some(({ node }) => node === value || isInside(value, node))) return false;
  if (NEVER_REJECTS.has(findOriginKey(file, value.callee) ?? '')) return false;
  const callee = unwrap(value.callee);
  const name = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (name === 'catch' || (name === 'then' && value.arguments.length > 1)) return false;
  const own = getOwnFunctions(file, value.callee);
  return own.length === 0 || own.some((fn) => !catchesAll(file, fn));
}

/** `async function save() { try { … } catch { … } }`, where the catch does nothing that fails. */
function catchesAll(file: SourceFile, { body }: FunctionNode): boolean {
  const [statement, ...others] = body.type === 'BlockStatement' ? body.body : [];
  if (statement?.type !== 'TryStatement' || !statement.handler || others.length > 0) return false;
  return [...walk(file.code, statement.handler.body, isFunction)].every(
    ({ type }) => type !== 'ThrowStatement' && type !== 'AwaitExpression',
  );
}

/** A function that callers gave, `JSON.parse`, a function of the file that throws; under a spin lock an imported one too. */
function mayThrow(file: SourceFile, call: TSESTree.CallExpression, section: Section): boolean {
  const callee = unwrap(call.callee);
  if (findOriginKey(file, callee) === '#JSON.parse') return true;
  if (callee.type !== 'Identifier') return false;
  const definition = findVariable(file, callee)?.defs[0];
  if (definition?.type === 'Parameter') return true;
  if (definition?.type === 'ImportBinding') return section.isBlocking;
  return getOwnFunctions(file, callee).some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some(({ type }) => type === 'ThrowStatement'),
  );
}

/** `finally { log.trace('released'); release(); }` */
function isNoteBeforeRelease({ callee }: TSESTree.CallExpression, { releases }: Section): boolean {
  const member = unwrap(callee);
  const reporter = member.type === 'MemberExpression' ? getLastName(member.object) : getLastName(member);
  if (!NAMES_REPORTER.test(reporter ?? '')) return false;
  for (let child: Node = callee; child.parent && !isFunction(child.parent); child = child.parent) {
    const finalizer: Node | null = child.parent.type === 'TryStatement' ? child.parent.finalizer : null;
    if (finalizer === child && releases.some((release) => isInside(release, finalizer))) return true;
  }
  return false;
}

/** A call of what the language itself has. */
function isHarmless(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const key = findOriginKey(file, call.callee);
  return key !== null && HARDLY_FAILS.test(key);
}
