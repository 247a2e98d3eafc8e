import { getAbortListeners, type AbortListener } from '../../facts/signals/abort-listeners.ts';
import { isCalledAtOnce } from '../../facts/signals/called-at-once.ts';
import { getFlow } from '../../flow/index.ts';
import { OPENS } from '../../knowledge/work-words.ts';
import { TAKES_DOWN } from '../../knowledge/stop-words.ts';
import { findClass, isClass } from '../../semantics/class-members.ts';
import { getReturns } from '../../semantics/functions.ts';
import { isCallTo } from '../../semantics/origin.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { isEndedElsewhere } from './object-ends.ts';

const MOST_STEPS = 3;

/** The work that a listener is for, where it is seen to end without an abort. */
export type Work =
  /** The promise that this executor settles. */
  | { readonly kind: 'promise'; readonly executor: FunctionNode }
  /** A call of this async function. */
  | { readonly kind: 'call'; readonly fn: FunctionNode }
  /** An object with a method that ends it. */
  | { readonly kind: 'object'; readonly owner: Node };

/** What the listener is for; null where only the abort ends it, or nobody can tell. */
export function findWork(file: SourceFile, listener: AbortListener): Work | null {
  let fn = findEnclosingFunction(listener.node);
  while (fn && isCalledAtOnce(fn)) {
    if (isExecutor(fn)) return findPromise(file, fn, listener);
    if (fn.async) break;
    fn = findEnclosingFunction(fn);
  }
  if (!fn) return null;
  const owner = findOwner(file, fn, listener);
  if (owner) return { kind: 'object', owner };
  if (!fn.async || escapes(file, listener, getReturns(file, fn))) return null;
  const flow = getFlow(file, fn);
  const waits = [...walk(file.code, fn.body, isFunction)].some(
    (node) =>
      (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) &&
      flow.hasPath(listener.node, node),
  );
  return waits ? { kind: 'call', fn } : null;
}

export function isExecutor(fn: FunctionNode): boolean {
  return fn.parent.type === 'NewExpression';
}

/** A promise that something else than the abort settles, or that is raced against the work. */
function findPromise(file: SourceFile, executor: FunctionNode, listener: AbortListener): Work | null {
  const settlers = executor.params.flatMap((param) => (param.type === 'Identifier' ? [param] : []));
  const uses = settlers.flatMap((param) => findVariable(file, param)?.references ?? []);
  const handlers = getHandlers(file, listener);
  const others = uses.filter(
    ({ identifier }) =>
      !handlers.some((one) => isInside(identifier, one)) &&
      !isOfListener(file, identifier) &&
      !isOfFired(identifier, executor),
  );
  const results = others.flatMap(({ identifier: { parent } }) =>
    parent.type === 'CallExpression' && parent.callee.type === 'Identifier' ? parent.arguments : [],
  );
  if (escapes(file, listener, results)) return null;
  return others.length > 0 || isRaced(file, executor.parent) ? { kind: 'promise', executor } : null;
}

/** `signal.addEventListener('abort', reject)` itself, or its removal. */
function isOfListener(file: SourceFile, identifier: Node): boolean {
  const call = identifier.parent;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  return (
    getPropertyName(call.callee) === 'removeEventListener' || getAbortListeners(file).some(({ node }) => node === call)
  );
}

/** `if (signal.aborted) resolve();` in front of the listener: that too is the abort, and no other end. */
function isOfFired(identifier: Node, executor: FunctionNode): boolean {
  for (let node = identifier; node.parent && node !== executor; node = node.parent) {
    const { parent } = node;
    if (parent.type !== 'IfStatement' || parent.consequent !== node) continue;
    const test = unwrap(parent.test);
    if (test.type === 'MemberExpression' && getPropertyName(test) === 'aborted') return true;
  }
  return false;
}

/** Is the promise one of `Promise.race([…])`, directly or by its name? */
export function isRaced(file: SourceFile, promise: Node): boolean {
  const { parent } = promise;
  if (parent?.type === 'ArrayExpression') return isRace(file, parent.parent);
  const id = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null;
  const uses = id ? (findVariable(file, id)?.references ?? []) : [];
  return uses.some(({ identifier: { parent: holder } }) => {
    return holder.type === 'ArrayExpression' && isRace(file, holder.parent);
  });
}

function isRace(file: SourceFile, call: Node | undefined): boolean {
  return isCallTo(file, call, '#Promise.race');
}

/** The functions that run at the abort. */
function getHandlers(file: SourceFile, { handler }: AbortListener): Node[] {
  const fn = handler && findHandler(file, handler);
  return fn ? [fn] : [];
}

/** The function that a listener is, written there or named. */
export function findHandler(file: SourceFile, handler: Node): FunctionNode | null {
  const node = unwrap(handler);
  if (isFunction(node)) return node;
  const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
  const definition = variable?.defs[0];
  if (definition?.type === 'FunctionName') return isFunction(definition.node) ? definition.node : null;
  const values = variable?.references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : [])) ?? [];
  return values.find(isFunction) ?? null;
}

/** Is what the listener ends given back to the caller, so that it lives on and may yet have to be ended? */
function escapes(file: SourceFile, listener: AbortListener, results: readonly Node[]): boolean {
  const held = new Set<Variable>();
  for (const fn of getHandlers(file, listener)) {
    for (const node of walk(file.code, fn)) {
      const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
      const definition = variable?.defs[0]?.type === 'Variable' ? variable.defs[0].node : null;
      if (variable && definition && !isInside(definition, fn) && !isOneShot(definition.init)) held.add(variable);
    }
  }
  return results.some((result) => isKeptBy(file, result, held));
}

/** Does a result hold one of the variables, by its name or in a function of it: `{ next: () => reader.read() }`? */
function isKeptBy(file: SourceFile, result: Node, held: ReadonlySet<Variable>, depth = 0): boolean {
  return [...walk(file.code, result, isFunction)].some((node) => {
    if (isFunction(node)) return !isExecutor(node) && usesAny(file, node, held);
    if (node.type === 'NewExpression' && depth < MOST_STEPS)
      return isMade(node) || getSettled(file, node).some((value) => isKeptBy(file, value, held, depth + 1));
    if (node.type !== 'Identifier' || node.parent.type === 'MemberExpression') return false;
    const variable = findVariable(file, node);
    if (!variable) return false;
    const init = findInitialValue(variable.defs[0]);
    const isObject = init !== null && unwrap(init).type === 'ObjectExpression' && depth < MOST_STEPS;
    return (
      held.has(variable) || isOpenedWith(file, variable, held) || (isObject && isKeptBy(file, init, held, depth + 1))
    );
  });
}

function usesAny(file: SourceFile, fn: FunctionNode, held: ReadonlySet<Variable>): boolean {
  return [...walk(file.code, fn.body)].some((node) => {
    const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
    return variable !== null && held.has(variable);
  });
}

/** What `new Promise((resolve) => …)` is settled with. */
function getSettled(file: SourceFile, made: TSESTree.NewExpression): Node[] {
  const executor = made.arguments[0];
  const resolve = isFunction(executor) && isExecutor(executor) ? executor.params[0] : undefined;
  const variable = resolve?.type === 'Identifier' ? findVariable(file, resolve) : null;
  return (variable?.references ?? []).flatMap(({ identifier: { parent } }) =>
    parent.type === 'CallExpression' ? parent.arguments.slice(0, 1) : [],
  );
}

/** A request that is handed on with its answer is over: there is nothing left to abort. */
function isOneShot(value: Node | null): boolean {
  return value?.type === 'NewExpression' && getLastName(value.callee) === 'XMLHttpRequest';
}

/** `const response = await fetch(url, { signal: controller.signal });`: its body is still to be read, or aborted. */
function isOpenedWith(file: SourceFile, variable: Variable, held: ReadonlySet<Variable>): boolean {
  return variable.references.some(({ writeExpr }) => {
    const value = writeExpr && unwrap(writeExpr);
    const call = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value;
    if (call?.type !== 'CallExpression' || !OPENS.test(getLastName(call.callee) ?? '')) return false;
    return call.arguments.some((argument) =>
      [...walk(file.code, argument, isFunction)].some((node) => {
        const used = node.type === 'Identifier' ? findVariable(file, node) : null;
        return used !== null && held.has(used);
      }),
    );
  });
}

/** A result with functions or streams of its own lives on. */
function isMade(node: Node): boolean {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && /Stream$/.test(node.callee.name);
}

/** The class of a constructor that is ended elsewhere, or the object that a function gives, when it has a method that ends it, or a function that does. */
function findOwner(file: SourceFile, fn: FunctionNode, listener: AbortListener): Node | null {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const owner = parent.parent.parent;
    return isClass(owner) && isEndedElsewhere(file, owner, listener) ? owner : null;
  }
  if (fn.async) return null;
  const made = getReturns(file, fn).map((value) => unwrap(value));
  if (made.some((value) => isFunction(value) && endsTheSame(file, value, listener))) return fn;
  const object = made.find((value) => value.type === 'ObjectExpression' && hasEnd(value.properties));
  return object && !made.some((value) => value.type === 'NewExpression' && findClass(file, value.callee)) ? fn : null;
}

/** `return () => dispose();`, where the listener calls `dispose()` too: who has the function ends by it, and not by the signal. */
function endsTheSame(file: SourceFile, end: FunctionNode, listener: AbortListener): boolean {
  const called = new Set(getHandlers(file, listener).flatMap((fn) => listCalled(file, fn)));
  return !end.async && end.params.length === 0 && listCalled(file, end).some((variable) => called.has(variable));
}

function listCalled(file: SourceFile, fn: Node): Variable[] {
  return [...walk(file.code, fn)].flatMap((node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
    return (callee?.type === 'Identifier' && findVariable(file, callee)) || [];
  });
}

function hasEnd(members: readonly Node[]): boolean {
  return members.some((member) => member.type === 'Property' && TAKES_DOWN.test(getPropertyName(member) ?? ''));
}
