import { getFlow } from '../../flow/index.ts';
import { ACKNOWLEDGES, NAMES_MESSAGE } from '../../knowledge/queues.ts';
import { getCallsNamed } from '../../source/calls-named.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** A message that the broker is told is done before the work on it has begun. */
export interface EarlyAck {
  readonly call: TSESTree.CallExpression;
  readonly work: Node;
}

export function getEarlyAcks(file: SourceFile): EarlyAck[] {
  return getCallsNamed(file, ACKNOWLEDGES).flatMap((call) => {
    const fn = findEnclosingFunction(call);
    const message = fn && findMessage(call);
    if (!message || !isFunction(fn)) return [];
    const variable = findVariable(file, message);
    const isGiven = variable?.defs[0]?.type === 'Parameter' && variable.defs[0].node === fn;
    const work = isGiven ? findWork(file, call, fn, message.name) : null;
    return work ? [{ call, work }] : [];
  });
}

/** `msg` of `channel.ack(msg)` and of `msg.ack()`. */
function findMessage(call: TSESTree.CallExpression): TSESTree.Identifier | null {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !ACKNOWLEDGES.has(getPropertyName(callee) ?? '')) return null;
  const [given] = call.arguments;
  const message = given ? unwrap(given) : unwrap(callee.object);
  return message.type === 'Identifier' && NAMES_MESSAGE.test(message.name) ? message : null;
}

/** The first call behind the acknowledgement that is waited for and gets the message, or what was read of it. */
function findWork(file: SourceFile, ack: Node, fn: FunctionNode, message: string): Node | null {
  const flow = getFlow(file, fn);
  const nodes = [...walk(file.code, fn.body, isFunction)];
  const derived = new Set([message]);
  for (const node of nodes) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) continue;
    if (holdsName(file, node.init, derived)) derived.add(node.id.name);
  }
  return (
    nodes.find(
      (node) =>
        node.type === 'AwaitExpression' &&
        node.argument.type === 'CallExpression' &&
        node.argument.arguments.some((argument) => holdsName(file, argument, derived)) &&
        !isFailureOf(ack, node) &&
        flow.hasPath(ack, node),
    ) ?? null
  );
}

/** Does the work stand in a `catch` around the acknowledgement? That is what a failure asks for, not the work. */
function isFailureOf(ack: Node, work: Node): boolean {
  for (let node: Node | undefined = work; node; node = node.parent)
    if (node.type === 'CatchClause' && isInside(ack, node.parent) && !isInside(ack, node)) return true;
  return false;
}

function holdsName(file: SourceFile, node: Node, names: ReadonlySet<string>): boolean {
  return [...walk(file.code, node)].some((one) => one.type === 'Identifier' && names.has(one.name));
}
