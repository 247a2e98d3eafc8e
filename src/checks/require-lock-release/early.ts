import { getUses } from '../../semantics/function-uses.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import { getOuter, getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import type { Section } from './sections.ts';

/** Work that begins, or goes on, when the lock has been let go by the `finally` around it. */
export interface Early {
  readonly node: Node;
  readonly name: string;
  readonly kind: 'lazy' | 'running';
  /** Would an `await` hand its error to a `catch` of the section, which it passes by today? */
  readonly isCaught?: boolean;
}

/** A call of a generator that is given back, and one of an async function that nobody waits for, inside the section. */
export function getEarly(file: SourceFile, { owner, releases, node: acquisition }: Section): Early[] {
  return [...walk(file.code, owner, isFunction)].flatMap((node): Early[] => {
    const isReturn = node.type === 'ReturnStatement';
    const value = isReturn ? node.argument : node.type === 'ExpressionStatement' ? node.expression : null;
    const call = value && unwrap(value);
    if (call?.type !== 'CallExpression' || !isUnderFinally(node, releases)) return [];
    const name = file.code.getText(call.callee);
    const own = getCalled(file, call, owner);
    if (own.length === 0) return [];
    if (isReturn && own.every((fn) => fn.generator)) return [{ node: call, name, kind: 'lazy' }];
    // One that takes the lock by itself has to come when it is free: awaited here, it would wait for ever.
    if (own.some((fn) => fn === owner || takesLock(file, fn, acquisition))) return [];
    return own.every((fn) => fn.async && !fn.generator && holdsAwait(file, fn)) && isAsync(owner)
      ? [{ node: call, name, kind: 'running', isCaught: isReturn && isUnderCatch(node) }]
      : [];
  });
}

/** The functions of the file that a call runs; of a parameter those that all callers of the file give. */
function getCalled(file: SourceFile, call: TSESTree.CallExpression, owner: Section['owner']): readonly FunctionNode[] {
  const callee = unwrap(call.callee);
  const definition = callee.type === 'Identifier' ? findVariable(file, callee)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || !isFunction(owner)) return getOwnFunctions(file, callee);
  const position = owner.params.indexOf(definition.name);
  const given = getUses(file, owner).flatMap((use) => {
    const { parent } = getOuter(use);
    return parent?.type === 'CallExpression' && unwrap(parent.callee) === use ? (parent.arguments[position] ?? []) : [];
  });
  // One caller whose callback is async is enough: its section ends too early.
  return given
    .filter((argument): argument is typeof argument & FunctionNode => isFunction(argument) && argument.async)
    .slice(0, 1);
}

function isAsync(owner: Section['owner']): boolean {
  return isFunction(owner) && owner.async;
}

/** `mutex.runExclusive(() => rows())` where `rows` is a generator. */
export function getLazyCallbacks(file: SourceFile, call: TSESTree.CallExpression): Early[] {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (name !== 'runExclusive' && name !== 'withLock') return [];
  return call.arguments.flatMap((argument): Early[] => {
    if (!isFunction(argument)) return [];
    if (argument.generator) return [{ node: argument, name, kind: 'lazy' }];
    const value = argument.body.type === 'BlockStatement' ? null : unwrap(argument.body);
    if (value?.type !== 'CallExpression') return [];
    const own = getOwnFunctions(file, value.callee);
    return own.length > 0 && own.every((fn) => fn.generator)
      ? [{ node: value, name: file.code.getText(value.callee), kind: 'lazy' }]
      : [];
  });
}

/** `this.lock.acquire()` in the function that is called, as at the acquisition. */
function takesLock({ code }: SourceFile, fn: FunctionNode, acquisition: Node): boolean {
  return code.getText(fn).includes(code.getText(acquisition));
}

function isUnderCatch(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent)
    if (parent.type === 'TryStatement' && child === parent.block && parent.handler) return true;
  return false;
}

function isUnderFinally(node: Node, releases: readonly Node[]): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type !== 'TryStatement' || child === parent.finalizer || !parent.finalizer) continue;
    const { finalizer } = parent;
    if (releases.some((release) => isInside(release, finalizer))) return true;
  }
  return false;
}

function holdsAwait(file: SourceFile, fn: FunctionNode): boolean {
  return [...walk(file.code, fn.body, isFunction)].some(({ type }) => type === 'AwaitExpression');
}
