import { getLastName, getOuter, unwrap } from '../source/predicates.ts';
import type { Node, SourceCode, TSESTree } from '../source/types.ts';
import { isConstant } from './names-in-scope.ts';
import { getRange, keepComments, pickName } from './layout.ts';

/** The place of a kill: what new code replaces, and how that code names the worker. */
export interface KillSite {
  readonly range: TSESTree.Range;
  readonly node: Node;
  /** What the replaced code is; `arrow`: the whole body of an arrow function. */
  readonly form: 'statement' | 'return' | 'arrow' | 'expression';
  readonly isAwaited: boolean;
  /** Is the value dropped on purpose: `void worker.terminate()`, `forEach((w) => w.terminate())`? */
  readonly isDropped: boolean;
  /** The text of `a` in `a && worker.terminate();`. */
  readonly condition: string | null;
  /** What the new code calls the worker, and the text of the worker's expression. */
  readonly name: string;
  readonly text: string;
  /** May the worker be missing: `worker?.terminate()`? */
  readonly isOptional: boolean;
  /** Is the expression a name that stays what it is, so that it need not be captured? */
  readonly isStable: boolean;
  /** What follows the call: `.catch(log)`. */
  readonly suffix: string;
  /** The comments that would be lost, ready to be put in front. */
  readonly comments: string;
}

const NAMES = ['worker', 'stopping', 'ending'] as const;

/** Reads the place of a kill; `taken` are texts whose names the new code must leave alone. */
export function getKillSite(
  code: SourceCode,
  call: TSESTree.CallExpression,
  worker: Node,
  taken: readonly string[] = [],
  names: readonly [string, ...string[]] = NAMES,
): KillSite {
  const target = unwrap(worker);
  const isAsserted = /^TS/.test(worker.type); // without its `!` or `as` the rest may not type-check
  const text = code.getText(isAsserted ? worker : target);
  const { end: chain, from } = getChain(code, getOuter(call));
  const place = getPlace(code, chain);
  const isStable = !isAsserted && isConstant(code, target);
  const kept = [target.range, place.condition?.range, ...call.arguments.map((a) => a.range)];
  if (from !== null) kept.push([from, chain.range[1]]);
  return {
    ...place,
    condition: place.condition && code.getText(place.condition),
    name: isStable ? text : pickName(names, [text, ...taken]),
    text,
    isOptional: isOptionalChain(call.callee),
    isStable,
    suffix: from === null ? '' : code.text.slice(from, chain.range[1]),
    comments: keepComments(
      code,
      place.range,
      kept.filter((range) => range !== undefined),
    ),
  };
}

/** `worker.terminate().then(a).catch(b)` around the call: its last call, and where the first dot behind the kill is. */
function getChain(code: SourceCode, call: Node): { end: Node; from: number | null } {
  let end = call;
  let from: number | null = null;
  for (;;) {
    const member = end.parent;
    if (member?.type !== 'MemberExpression' || member.object !== end) return { end, from };
    const next = getOuter(member).parent;
    if (next?.type !== 'CallExpression' || unwrap(next.callee) !== member) return { end, from };
    from ??= code.getTokenBefore(member.property)?.range[0] ?? null;
    end = getOuter(next);
  }
}

type Place = Pick<KillSite, 'range' | 'node' | 'form' | 'isAwaited' | 'isDropped'> & {
  condition: TSESTree.Node | null;
};

function getPlace(code: SourceCode, chain: Node): Place {
  const isAwaited = chain.parent?.type === 'AwaitExpression';
  const isVoid = chain.parent?.type === 'UnaryExpression' && chain.parent.operator === 'void';
  const whole = (isAwaited || isVoid ? chain.parent : chain) as Node;
  const parent = whole.parent as Node;
  const rest = { isAwaited, isDropped: isVoid, condition: null };
  if (parent.type === 'ExpressionStatement')
    return { ...rest, form: 'statement', node: parent, range: getRange(code, parent) };
  if (parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === whole) {
    const outer = parent.parent;
    if (outer.type === 'ExpressionStatement') {
      return { ...rest, form: 'statement', node: outer, range: getRange(code, outer), condition: parent.left };
    }
  }
  if (parent.type === 'ReturnStatement' && !isVoid)
    return { ...rest, form: 'return', node: parent, range: parent.range };
  if (parent.type === 'ArrowFunctionExpression' && parent.body === whole) {
    // Parentheses around the body go with it.
    const arrow = code.getTokenBefore(whole, { filter: (token) => token.value === '=>' });
    const start = (arrow && code.getTokenAfter(arrow)) ?? whole;
    const isDropped = isVoid || isEach(parent);
    return { ...rest, isDropped, form: 'arrow', node: whole, range: [start.range[0], parent.range[1]] };
  }
  return { ...rest, form: 'expression', node: chain, range: chain.range };
}

/** Is it the callback of `forEach`, whose value nobody gets? */
function isEach(arrow: Node): boolean {
  return arrow.parent?.type === 'CallExpression' && getLastName(arrow.parent.callee) === 'forEach';
}

/** Does an optional link come before the call: `worker?.terminate()`, `this.pool?.worker.terminate()`? */
function isOptionalChain(node: Node): boolean {
  if (node.type === 'TSNonNullExpression') return isOptionalChain(node.expression);
  if (node.type === 'MemberExpression') return node.optional || isOptionalChain(node.object);
  return node.type === 'CallExpression' && (node.optional || isOptionalChain(node.callee));
}
