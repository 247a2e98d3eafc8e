import { findWorkerReason } from '../../facts/jobs/worker-context.ts';
import { ENDS_PROCESS, STARTS_PROCESS, TIME_LIMIT } from '../../knowledge/child-starters.ts';
import { getRolesAround } from '../../semantics/callback-role.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { findProperty, getOuter, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** A process that a worker starts and that nothing in the file ends when the worker is asked to end. */
export interface Orphan {
  readonly call: TSESTree.CallExpression;
  /** How the code writes the call's function. */
  readonly name: string;
}

export function getOrphans(file: SourceFile): Orphan[] {
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    if (!STARTS_PROCESS.has(findOriginKey(file, call.callee) ?? '')) return [];
    if (findWorkerReason(file, call)?.kind !== 'worker' || isLeftOnPurpose(file, call) || isEnded(file, call))
      return [];
    return [{ call, name: file.code.getText(call.callee) }];
  });
}

/** `detached`, or a signal that a stop can abort; one that only a time limit aborts is gone with the worker. */
function isLeftOnPurpose(file: SourceFile, { arguments: given }: TSESTree.CallExpression): boolean {
  return given.some((argument) => {
    const options = unwrap(argument);
    if (options.type !== 'ObjectExpression') return false;
    const detached = findProperty(options, 'detached');
    if (detached?.type === 'Literal' && detached.value === true) return true;
    // What is spread may hold a signal.
    if (options.properties.some(({ type }) => type === 'SpreadElement')) return true;
    const signal = findProperty(options, 'signal') ?? findProperty(options, 'cancelSignal');
    return signal !== null && !(signal.type === 'CallExpression' && findOriginKey(file, signal.callee) === TIME_LIMIT);
  });
}

/** Is there a call that ends it, or is it handed to code that may? */
function isEnded(file: SourceFile, call: TSESTree.CallExpression): boolean {
  let value = getOuter(call);
  if (value.parent?.type === 'AwaitExpression') value = getOuter(value.parent);
  const { parent } = value;
  if (parent?.type === 'ExpressionStatement') return false;
  // `spawn(…).on('exit', …)`: nobody keeps it.
  if (parent?.type === 'MemberExpression') return ENDS_PROCESS.has(getPropertyName(parent) ?? '');
  const target =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : null;
  if (target?.type === 'Identifier') {
    const references = findVariable(file, target)?.references.filter((one) => one.isRead()) ?? [];
    return references.some(({ identifier }) => endsOrHandsOn(file, identifier));
  }
  if (target?.type === 'MemberExpression') {
    const text = file.code.getText(target);
    return getNodes(file.code, 'MemberExpression').some(
      (member) => member !== target && file.code.getText(member) === text && endsOrHandsOn(file, member),
    );
  }
  // Returned, an argument, an element: somebody else has it. Only a pattern keeps nothing of it.
  return target?.type !== 'ObjectPattern';
}

function endsOrHandsOn(file: SourceFile, use: Node): boolean {
  const outer = getOuter(use);
  const { parent } = outer;
  if (parent?.type === 'MemberExpression' && parent.object === outer)
    return ENDS_PROCESS.has(getPropertyName(parent) ?? '') && !isInExitHook(file, use);
  const isArgument = parent?.type === 'CallExpression' && parent.callee !== outer;
  if (isArgument) return !isWait(file, parent);
  return HANDS_ON.has(parent?.type ?? '');
}

/** Where a value stands that other code then has. */
const HANDS_ON: ReadonlySet<string> = new Set([
  ...['ReturnStatement', 'AssignmentExpression', 'VariableDeclarator'],
  ...['ArrayExpression', 'Property', 'SpreadElement'],
]);

/** `once(child, 'exit')` only waits. */
function isWait(file: SourceFile, { callee }: TSESTree.CallExpression): boolean {
  return findOriginKey(file, callee)?.startsWith('events#') === true;
}

/** A worker that is killed runs no `exit` handler (facts 8). */
function isInExitHook(file: SourceFile, node: Node): boolean {
  return getRolesAround(file, node).includes('exit-hook');
}
