import { getOuter, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * Who waits for what a call gives. `waited`: it is awaited or iterated here. `returned`: the caller gets it. `kept`: a
 * variable that is awaited later. `heard`: an emitter whose `error` somebody listens to. Null: nobody, or somewhere else; an AbortError would then
 * be unhandled and end the process (facts 5), or the result is shared.
 */
export type ResultUse = 'waited' | 'returned' | 'kept' | 'heard';

/** One side of a race is left alone: what it races against may end the wait. */
const COMBINATOR = /^#Promise\.(?:all|allSettled)$/;

export function findResultUse(file: SourceFile, call: TSESTree.CallExpression, isEmitter: boolean): ResultUse | null {
  if (isEmitter) return findEmitterUse(file, call);
  let value: Node | null = getOuter(call);
  while (value) {
    const parent: Node | undefined = value.parent;
    if (parent?.type === 'AwaitExpression' || parent?.type === 'YieldExpression') return 'waited';
    if (parent?.type === 'ReturnStatement') return 'returned';
    if (parent?.type === 'ArrowFunctionExpression') return parent.body === value ? 'returned' : null;
    if (parent?.type === 'ForOfStatement') return parent.await && parent.right === value ? 'waited' : null;
    if (parent?.type === 'VariableDeclarator')
      return parent.id.type === 'Identifier' && isAwaited(file, parent.id) ? 'kept' : null;
    value = parent ? findResult(file, parent, value) : null;
  }
  return null;
}

/** The expression that settles with the promise `value`, a part of `parent`. */
function findResult(file: SourceFile, parent: Node, value: Node): Node | null {
  switch (parent.type) {
    case 'ConditionalExpression':
      return parent.test === value ? null : getOuter(parent);
    case 'LogicalExpression':
      return getOuter(parent);
    case 'ArrayExpression':
      return parent.parent.type === 'CallExpression' ? parent : null;
    case 'CallExpression':
      return COMBINATOR.test(findOriginKey(file, parent.callee) ?? '') ? getOuter(parent) : null;
    case 'MemberExpression':
      return isChain(parent, value) ? getOuter(parent.parent) : null;
    default:
      return null;
  }
}

/** `.then(…)`, `.catch(…)` and got's or ky's `.json()` on the promise. */
function isChain(member: TSESTree.MemberExpression, object: Node): boolean {
  const isCalled =
    member.object === object && member.parent.type === 'CallExpression' && member.parent.callee === member;
  return isCalled && /^(?:then|catch|finally|json|text|buffer|arrayBuffer|blob)$/.test(getPropertyName(member) ?? '');
}

function isAwaited(file: SourceFile, id: TSESTree.Identifier): boolean {
  const reads = findVariable(file, id)?.references.filter((reference) => reference.isRead()) ?? [];
  return (
    reads.length > 0 &&
    reads.every(({ identifier }) => {
      const parent: Node = identifier.parent;
      return (
        parent.type === 'AwaitExpression' || parent.type === 'ReturnStatement' || parent.type === 'ArrayExpression'
      );
    })
  );
}

/** A child or request that hears of its errors: by its callback, or by a listener behind it. */
function findEmitterUse(file: SourceFile, call: TSESTree.CallExpression): ResultUse | null {
  const callback = call.arguments.at(-1);
  if (isFunction(callback) && /^child_process#exec/.test(findOriginKey(file, call.callee) ?? ''))
    // What does nothing when it is over waits for nothing.
    return callback.body.type === 'BlockStatement' && callback.body.body.length === 0 ? null : 'heard';
  const outer = getOuter(call);
  if (isListener(outer)) return 'heard';
  const declarator = outer.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return null;
  const reads = findVariable(file, declarator.id)?.references.filter((reference) => reference.isRead()) ?? [];
  return reads.some(({ identifier }) => isListener(identifier)) ? 'heard' : null;
}

/** `child.on('error', …)`, further down the chain too. */
function isListener(object: Node): boolean {
  const member = object.parent;
  const call = member?.type === 'MemberExpression' && member.object === object ? member.parent : null;
  if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) return false;
  const [event] = call.arguments;
  const isError =
    event?.type === 'Literal' &&
    event.value === 'error' &&
    /^(?:on|once|addListener)$/.test(getPropertyName(member) ?? '');
  return isError || isListener(getOuter(unwrap(call)));
}
