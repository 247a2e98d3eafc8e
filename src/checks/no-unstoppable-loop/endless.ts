import { getHeadedLoops, getNodes, walk, type HeadedLoop } from '../../source/node-index.ts';
import { getPropertyName, isFunction, isLoop, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { canCycleWithout, findLoopExits } from '../../flow/index.ts';
import { isExported } from '../../semantics/exports.ts';
import { isCompiledAwait } from '../../facts/pauses/pauses.ts';
import { findRescheduled } from './reschedules.ts';
import { takesSignal } from '../../facts/signals/signals.ts';
import { endsOnStop, saysNever } from '../../facts/signals/stop-checks.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** Code that goes round for ever and never looks whether it should stop. */
export type Endless =
  | { readonly form: 'loop'; readonly node: HeadedLoop }
  /** `setTimeout(tick)` in `tick`: no guard, no kept handle. `node` is the call that starts the next round. */
  | { readonly form: 'reschedule'; readonly node: TSESTree.CallExpression; readonly fn: FunctionNode }
  /** `for await (… of on(emitter, …))` without a signal. */
  | { readonly form: 'iteration'; readonly node: TSESTree.ForOfStatement; readonly source: TSESTree.CallExpression };

export const getEndless = oncePerFile((file): readonly Endless[] => [
  ...getHeadedLoops(file.code)
    .filter((loop) => isEndlessLoop(file, loop))
    .map((node): Endless => ({ form: 'loop', node })),
  ...getNodes(file.code, 'CallExpression').flatMap((node): Endless[] => {
    const fn = findRescheduled(file, node);
    return fn ? [{ form: 'reschedule', node, fn }] : [];
  }),
  ...getNodes(file.code, 'ForOfStatement').flatMap((node) => findIteration(file, node) ?? []),
]);

function isEndlessLoop(file: SourceFile, loop: HeadedLoop): boolean {
  if (hasOwnYield(file, loop) || saysNever(file, loop)) return false;
  const exits = findLoopExits(file, loop).filter((exit) => exit !== loop.test || findFixedValue(file, exit) !== true);
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

/**
 * The value of a test over constants, and over plain locals or private fields with a fixed value that nothing in the file
 * changes; null for any other.
 */
function findFixedValue(file: SourceFile, test: Node): boolean | null {
  const node = unwrap(test);
  switch (node.type) {
    case 'Literal':
      return Boolean(node.value);
    case 'UnaryExpression': {
      const value = node.operator === '!' ? findFixedValue(file, node.argument) : null;
      return value === null ? null : !value;
    }
    case 'LogicalExpression': {
      const [left, right] = [findFixedValue(file, node.left), findFixedValue(file, node.right)];
      if (left === null || right === null || node.operator === '??') return null;
      return node.operator === '&&' ? left && right : left || right;
    }
    case 'Identifier':
      return findFixedVariable(file, node);
    case 'MemberExpression':
      return findFixedField(file, node);
    default:
      return null;
  }
}

function findFixedVariable(file: SourceFile, id: TSESTree.Identifier): boolean | null {
  const variable = findVariable(file, id);
  const definition = variable?.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id !== definition.name) return null;
  const { init } = definition.node;
  if (init?.type !== 'Literal') return null;
  // Other files see it, and a bundler may have them write it.
  if (variable && definition.parent.kind !== 'const' && isExported(file, variable)) return null;
  return variable?.references.every((r) => !r.isWrite() || r.init === true) ? Boolean(init.value) : null;
}

function findFixedField(file: SourceFile, member: TSESTree.MemberExpression): boolean | null {
  const name = getPropertyName(member);
  if (!name?.startsWith('#') || unwrap(member.object).type !== 'ThisExpression') return null;
  const values = getPropertySources(file, member.object, name).values;
  const [value] = values;
  if (values.length !== 1 || value?.type !== 'Literal' || value.parent.type !== 'PropertyDefinition') return null;
  return isUpdated(file, name) ? null : Boolean(value.value);
}

/** `this.#turns++`, `({ done: this.#done } = state)`: writes that are no plain assignments. */
function isUpdated(file: SourceFile, name: string): boolean {
  return getNodes(file.code, 'MemberExpression').some(
    (node) =>
      getPropertyName(node) === name &&
      (node.parent.type === 'UpdateExpression' ||
        node.parent.type === 'ArrayPattern' ||
        (node.parent.type === 'Property' && node.parent.parent.type === 'ObjectPattern')),
  );
}

function findIteration(file: SourceFile, node: TSESTree.ForOfStatement): Endless | null {
  const source = unwrap(node.right);
  if (!node.await || source.type !== 'CallExpression') return null;
  const key = findOriginKey(file, source.callee);
  if (key !== 'events#on' && key !== 'timers/promises#setInterval') return null;
  if (takesSignal(file, source) || source.arguments.some((a) => a.type === 'SpreadElement')) return null;
  const options = source.arguments[2];
  if (
    options &&
    (options.type !== 'ObjectExpression' ||
      options.properties.some((p) => p.type === 'SpreadElement' || getPropertyName(p) === 'close'))
  )
    return null;
  if (hasOwnYield(file, node) || findLoopExits(file, node).some((exit) => exit !== node && !isLoop(exit))) return null;
  return { form: 'iteration', node, source };
}
