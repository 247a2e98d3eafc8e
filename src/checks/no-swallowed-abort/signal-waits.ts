import { getNodes } from '../../source/node-index.ts';
import { getOuter, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { oncePerFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getGivenSignals, resolveSignal, type GivenSignal } from './lasting-signal.ts';

/** A wait that rejects when a signal fires, or a check that throws then. */
export interface SignalWait {
  readonly call: TSESTree.CallExpression;
  readonly signals: readonly GivenSignal[];
  /** The `await`, or the `for await` that iterates: the point where the rejection comes out; `signal.throwIfAborted`. */
  readonly point: Node;
  /** The `.catch(…)` or `.then(…, …)` that handles the rejection before it comes out. */
  readonly catcher: TSESTree.CallExpression | null;
  /** The `Promise.allSettled(…)` that turns it into a result. */
  readonly settled: TSESTree.CallExpression | null;
}

export const getSignalWaits = oncePerFile((file): readonly SignalWait[] =>
  getNodes(file.code, 'CallExpression').flatMap((call) => {
    const callee = unwrap(call.callee);
    if (callee.type === 'MemberExpression' && getPropertyName(callee) === 'throwIfAborted') {
      const signals = resolveSignal(file, callee.object);
      return signals.length > 0 ? [{ call, signals, point: callee, catcher: null, settled: null }] : [];
    }
    if (call.arguments.length === 0) return [];
    const way = findWay(call, (callee) => findOriginKey(file, callee));
    const signals = way ? getGivenSignals(file, call) : [];
    return way && signals.length > 0 ? [{ call, signals, ...way }] : [];
  }),
);

type Way = Pick<SignalWait, 'point' | 'catcher' | 'settled'>;

/** Follows the promise of a call outwards: through `.then()`, arrays, `Promise.all` and callbacks of `map` to its `await`. */
function findWay(call: TSESTree.CallExpression, getKey: (callee: Node) => string | null): Way | null {
  let value = getOuter(call);
  let catcher: TSESTree.CallExpression | null = null;
  let settled: TSESTree.CallExpression | null = null;
  for (;;) {
    const { parent } = value;
    if (!parent) return null;
    if (parent.type === 'AwaitExpression' || (parent.type === 'YieldExpression' && !parent.delegate))
      return { point: parent, catcher, settled };
    if (parent.type === 'ForOfStatement')
      return parent.await && parent.right === value ? { point: parent, catcher, settled } : null;
    if (parent.type === 'MemberExpression' && parent.object === value) {
      const outer = parent.parent;
      if (outer.type !== 'CallExpression' || outer.callee !== parent) return null;
      if (!catcher && !settled && handlesError(parent, outer)) catcher = outer;
      value = getOuter(outer);
      continue;
    }
    const list =
      parent.type === 'ArrayExpression' ? parent : isFunction(parent) && parent.body === value ? parent.parent : null;
    const all = list?.parent;
    const isList = list !== null && (list.type === 'ArrayExpression' || isMap(list));
    if (!isList || all?.type !== 'CallExpression' || all.arguments[0] !== list) return null;
    const key = getKey(all.callee);
    if (key === '#Promise.allSettled') settled ??= catcher ? null : all;
    else if (key !== '#Promise.all' && key !== '#Promise.race') return null;
    value = getOuter(all);
  }
}

function handlesError(member: TSESTree.MemberExpression, call: TSESTree.CallExpression): boolean {
  const name = getPropertyName(member);
  return name === 'catch' ? call.arguments.length > 0 : name === 'then' && call.arguments.length > 1;
}

function isMap(node: Node): boolean {
  return (
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && getPropertyName(node.callee) === 'map'
  );
}
