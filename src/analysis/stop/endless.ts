import { getNodes, walk } from '../../ast/node-index.ts';
import { findEnclosingFunction, findFunctionName, getPropertyName, isFunction, isInside, isLoop, unwrap } from '../../ast/predicates.ts';
import type { FunctionNode, LoopNode, Node, TSESTree } from '../../ast/types.ts';
import { oncePerFile, type SourceFile } from '../../kit/source-file.ts';
import { findOriginKey } from '../calls/index.ts';
import { canCycleWithout, findLoopExits, getFlow } from '../control-flow/index.ts';
import { findVariable, getPropertySources, getUses } from '../handles/index.ts';
import { isCompiledAwait } from './pauses.ts';
import { findSwallowingCatch } from './repeats.ts';
import { isSignalCheck, takesSignal } from './signals.ts';

/** Code that goes round for ever and never looks whether it should stop. */
export type Endless =
  | { readonly form: 'loop'; readonly node: LoopNode }
  /** `setTimeout(tick)` in `tick`: no guard, no kept handle. `node` is the call that starts the next round. */
  | { readonly form: 'reschedule'; readonly node: TSESTree.CallExpression; readonly fn: FunctionNode }
  /** `for await (… of on(emitter, …))` without a signal. */
  | { readonly form: 'iteration'; readonly node: TSESTree.ForOfStatement; readonly source: TSESTree.CallExpression };

export const getEndless = oncePerFile((file): readonly Endless[] => [
  ...[...getNodes(file.code, 'WhileStatement'), ...getNodes(file.code, 'DoWhileStatement'), ...getNodes(file.code, 'ForStatement')]
    .filter((loop) => isEndlessLoop(file, loop))
    .map((node): Endless => ({ form: 'loop', node })),
  ...getNodes(file.code, 'CallExpression').flatMap((node) => findReschedule(file, node) ?? []),
  ...getNodes(file.code, 'ForOfStatement').flatMap((node) => findIteration(file, node) ?? []),
]);

function isEndlessLoop(file: SourceFile, loop: LoopNode & { test?: Node | null }): boolean {
  if (loop.type === 'ForStatement' && loop.test) return false;
  if (hasOwnYield(file, loop) || saysNever(file, loop)) return false;
  const exits = findLoopExits(file, loop).filter((exit) => exit !== loop.test || !isFixedTest(file, exit));
  if (exits.length > 0) return false;
  const checks = [...walk(file.code, loop, isFunction)].filter((node) => endsOnStop(file, node, loop));
  return checks.length === 0 || canCycleWithout(file, loop, checks);
}

/** A generator's consumer ends it; the `yield` of a compiled `await` is none. */
function hasOwnYield(file: SourceFile, loop: Node): boolean {
  for (const node of walk(file.code, loop, isFunction)) {
    if (node.type === 'YieldExpression' && !isCompiledAwait(node)) return true;
  }
  return false;
}

/** A return type of `never` says: endless on purpose. */
function saysNever(file: SourceFile, node: Node): boolean {
  const type = findEnclosingFunction(node)?.returnType;
  return type !== undefined && /\bnever\b/.test(file.code.getText(type));
}

/** A call that rejects or throws when the signal fires, with nothing in the loop that eats it. */
function endsOnStop(file: SourceFile, node: Node, loop: Node): boolean {
  const isCheck =
    node.type === 'AwaitExpression' || node.type === 'YieldExpression'
      ? node.argument?.type === 'CallExpression' && takesSignal(file, node.argument)
      : node.type === 'CallExpression' && unwrap(node.callee).type === 'MemberExpression' && isSignalCheck(unwrap(node.callee));
  if (!isCheck) return false;
  const handler = findSwallowingCatch(file, node);
  return handler === null || !isInside(handler, loop);
}

/** A test over constants, and over plain locals or private fields with a fixed value that nothing in the file changes. */
function isFixedTest(file: SourceFile, test: Node): boolean {
  const node = unwrap(test);
  switch (node.type) {
    case 'Literal':
      return true;
    case 'UnaryExpression':
      return node.operator === '!' && isFixedTest(file, node.argument);
    case 'LogicalExpression':
      return isFixedTest(file, node.left) && isFixedTest(file, node.right);
    case 'Identifier':
      return isFixedVariable(file, node);
    case 'MemberExpression':
      return isFixedField(file, node);
    default:
      return false;
  }
}

function isFixedVariable(file: SourceFile, id: TSESTree.Identifier): boolean {
  const variable = findVariable(file, id);
  const definition = variable?.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id !== definition.name) return false;
  if (definition.node.init?.type !== 'Literal' || isExported(definition.node)) return false;
  return variable?.references.every((r) => !r.isWrite() || r.init === true) ?? false;
}

function isExported(declarator: TSESTree.VariableDeclarator): boolean {
  return declarator.parent.parent.type === 'ExportNamedDeclaration' && declarator.parent.kind !== 'const';
}

function isFixedField(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  const name = getPropertyName(member);
  if (!name?.startsWith('#') || unwrap(member.object).type !== 'ThisExpression') return false;
  const values = getPropertySources(file).get(name)?.values ?? [];
  return values.length === 1 && values[0]?.type === 'Literal' && values[0].parent.type === 'PropertyDefinition';
}

const TIMERS: ReadonlySet<string> = new Set(['#setTimeout', '#setImmediate', '#queueMicrotask', '#process.nextTick', 'timers#setTimeout', 'timers#setImmediate']);

function findReschedule(file: SourceFile, call: TSESTree.CallExpression): Endless | null {
  const fn = findStarter(file, call);
  if (!fn || !isEveryRound(file, fn, call) || saysNever(file, fn.body) || hasLimit(fn)) return null;
  return { form: 'reschedule', node: call, fn };
}

/** The function that this call runs again, when the call is inside it and its handle is thrown away. */
function findStarter(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | null {
  const isTimer = TIMERS.has(findOriginKey(file, call.callee) ?? '');
  if (isTimer && call.parent.type !== 'ExpressionStatement' && call.parent.type !== 'ArrowFunctionExpression') return null;
  const callee = unwrap(call.callee);
  const isThen = callee.type === 'MemberExpression' && /^(?:then|finally)$/.test(getPropertyName(callee) ?? '');
  if (!isTimer && !isThen) return null;
  const callback = call.arguments[0];
  if (!callback) return null;
  return findOwner(file, isFunction(callback) ? (getSelfCall(file, callback) ?? callback) : callback);
}

/** `() => tick()` runs `tick`. */
function getSelfCall(file: SourceFile, callback: FunctionNode): Node | null {
  const calls = [...walk(file.code, callback.body, isFunction)].filter((node) => node.type === 'CallExpression');
  return calls.length === 1 ? ((calls[0] as TSESTree.CallExpression).callee as Node) : null;
}

/** The function around the place that the place names. */
function findOwner(file: SourceFile, place: Node): FunctionNode | null {
  for (let fn = findEnclosingFunction(place); fn; fn = findEnclosingFunction(fn)) {
    if (findFunctionName(fn) === null) continue;
    const isThis = place.type !== 'MemberExpression' || place.object.type === 'ThisExpression';
    return isThis && getUses(file, fn).includes(place) ? fn : null;
  }
  return null;
}

/** Does every run of the function come to the call, with no early way out? */
function isEveryRound(file: SourceFile, fn: FunctionNode, call: Node): boolean {
  let anchor: Node = call;
  for (let around = findEnclosingFunction(anchor); around && around !== fn; around = findEnclosingFunction(anchor)) {
    if (getFlow(file, around).hasPath('entry', 'end', [anchor])) return false;
    anchor = around;
  }
  const flow = getFlow(file, fn);
  return !flow.hasPath('entry', 'end', [anchor]) && !flow.hasPath('entry', 'throw', [anchor]);
}

/** A parameter that counts the rounds: `poll(attempts - 1)`. */
function hasLimit(fn: FunctionNode): boolean {
  return fn.params.length > 0;
}

function findIteration(file: SourceFile, node: TSESTree.ForOfStatement): Endless | null {
  const source = unwrap(node.right);
  if (!node.await || source.type !== 'CallExpression') return null;
  const key = findOriginKey(file, source.callee);
  if (key !== 'events#on' && key !== 'timers/promises#setInterval') return null;
  if (takesSignal(file, source) || source.arguments.some((a) => a.type === 'SpreadElement')) return null;
  const options = source.arguments[2];
  if (options && (options.type !== 'ObjectExpression' || options.properties.some((p) => p.type === 'SpreadElement' || getPropertyName(p) === 'close'))) return null;
  if (hasOwnYield(file, node) || findLoopExits(file, node).some((exit) => exit !== node && !isLoop(exit))) return null;
  return { form: 'iteration', node, source };
}
