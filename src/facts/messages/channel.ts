import { OTHER_CHANNELS, PORT_NAME } from '../../knowledge/messages.ts';
import { getReturns } from '../../semantics/functions.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findPoolRow, findWorkerRow } from '../../semantics/rows.ts';
import { findTypeRow } from '../../semantics/type-row.ts';
import { getLastName, getPropertyName, isFunction, isNullish, unwrap } from '../../source/predicates.ts';
import { listNamed } from './called-functions.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { findBinding } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/**
 * Whose messages come in: the owner's by a port of Node, by the global scope of a web worker or by a forked process;
 * the owner's if the name is right; those of something else (a worker of this file, a channel or socket made here).
 */
export type Channel = 'port' | 'global' | 'process' | 'name' | 'other' | 'unknown';

const OWNERS: ReadonlyMap<string, Channel> = new Map([
  ['worker_threads#parentPort', 'port'],
  ['#self', 'global'],
  ['#globalThis', 'global'],
  ['#process', 'process'],
]);
const getKnown = oncePerFile(() => new Map<Node, Channel | null>());

/** Whose messages a listener on this hears; null stands for the worker's global scope. */
export function getChannel(file: SourceFile, receiver: Node | null): Channel {
  if (!receiver) return 'global';
  return trace(file, receiver) ?? (PORT_NAME.test(getLastName(receiver) ?? '') ? 'name' : 'unknown');
}

/** Is it surely the owner that is heard? */
export function isOwners(channel: Channel): boolean {
  return channel === 'port' || channel === 'global' || channel === 'process';
}

function trace(file: SourceFile, expression: Node): Channel | null {
  const node = unwrap(expression);
  const known = getKnown(file);
  const answer = known.get(node);
  if (answer !== undefined) return answer;
  // What leads back here finds nothing.
  known.set(node, null);
  const channel = OWNERS.get(findOriginKey(file, node) ?? '') ?? traceNode(file, node);
  known.set(node, channel);
  return channel;
}

function traceNode(file: SourceFile, node: Node): Channel | null {
  const next = (to: Node | null | undefined): Channel | null => (to ? trace(file, to) : null);
  switch (node.type) {
    case 'AwaitExpression':
      return next(node.argument);
    case 'AssignmentExpression':
      return next(node.right);
    case 'LogicalExpression':
      return combine([node.left, node.right], next);
    case 'ConditionalExpression':
      return combine([node.consequent, node.alternate], next);
    case 'NewExpression':
      if (findWorkerRow(file, node) || findPoolRow(file, node)) return 'other';
      return OTHER_CHANNELS.has(findOriginKey(file, node.callee) ?? '') ? 'other' : null;
    case 'CallExpression': {
      if (OTHER_CHANNELS.has(findOriginKey(file, node.callee) ?? '')) return 'other';
      const returns = listNamed(file, node.callee).flatMap((fn) => getReturns(file, fn));
      return combine(returns, next);
    }
    case 'Identifier': {
      const variable = findVariable(file, node);
      return variable && traceVariable(file, variable, next);
    }
    case 'MemberExpression':
      return traceMember(file, node, next);
    default:
      return null;
  }
}

type Next = (to: Node | null | undefined) => Channel | null;

function traceVariable(file: SourceFile, variable: Variable, next: Next): Channel | null {
  const [definition] = variable.defs;
  const name = definition?.name as Node | undefined;
  const type = name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  // `declare const self: DedicatedWorkerGlobalScope`
  if (variable.name === 'self' && definition?.type === 'Variable' && !definition.node.init) return 'global';
  const made = traceValues(file, variable, definition, next);
  return made === null && type && isWorkerType(file, type) ? 'other' : made;
}

function traceValues(
  file: SourceFile,
  variable: Variable,
  definition: Variable['defs'][number] | undefined,
  next: Next,
): Channel | null {
  const binding = findBinding(variable);
  if (binding?.from === 'value') {
    const made = binding.isAwaited ? null : next(binding.value);
    // `const { port1 } = new MessageChannel()`
    if (binding.names.length === 0 || made === 'other') return made;
    if (isFromOwner(file, binding.value)) return null;
    const values = getPropertySources(file, null, binding.names.at(-1) ?? '').values;
    return combine(values, next);
  }
  const written = variable.references.flatMap(({ writeExpr }) => (writeExpr as Node | null) ?? []);
  const passed = definition?.type === 'Parameter' ? listPassed(file, definition.node, definition.name) : [];
  return combine([...written, ...passed], next);
}

/** What a file gives `workerData` is for another thread, also where it starts itself. */
function isFromOwner(file: SourceFile, object: Node): boolean {
  return findOriginKey(file, object)?.startsWith('worker_threads#workerData') ?? false;
}

/** What the calls of a function give for a parameter. */
function listPassed(file: SourceFile, fn: Node, name: Node): Node[] {
  if (!isFunction(fn)) return [];
  const index = fn.params.findIndex((p) => p === name || (p.type === 'AssignmentPattern' && p.left === name));
  if (index === -1) return [];
  return listCalls(file, fn).flatMap((call) => call.arguments[index] ?? []);
}

function listCalls(file: SourceFile, fn: FunctionNode): (TSESTree.CallExpression | TSESTree.NewExpression)[] {
  const isConstructor = fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
  const owner = isConstructor ? fn.parent.parent?.parent : null;
  const id = owner?.type === 'ClassDeclaration' ? owner.id : null;
  const variable = id && findVariable(file, id);
  const uses = variable
    ? variable.references.map(({ identifier }) => identifier as Node)
    : [...getUses(file, fn), unwrap(fn)];
  return uses.flatMap((use) => {
    const call = use.parent;
    const isCall = call?.type === 'CallExpression' || (isConstructor && call?.type === 'NewExpression');
    return isCall && call.callee === use ? [call] : [];
  });
}

/** Fields of the file by their name; what belongs to another channel is one of its ports. */
function traceMember(file: SourceFile, node: TSESTree.MemberExpression, next: Next): Channel | null {
  const name = getPropertyName(node);
  if (next(node.object) === 'other') return 'other';
  if (isFromOwner(file, node.object)) return null;
  const sources = name === null ? null : getPropertySources(file, null, name);
  if (!sources) return null;
  const returned = sources.getters.flatMap((fn) => getReturns(file, fn));
  const made = combine([...sources.values, ...returned], next);
  return made === null && sources.types.some((type) => isWorkerType(file, type)) ? 'other' : made;
}

function isWorkerType(file: SourceFile, type: TSESTree.TypeNode): boolean {
  return findTypeRow(file, type) !== null;
}

/** The owner's where it can be the owner's; another's only where every value is seen to be so. */
function combine(values: readonly Node[], next: Next): Channel | null {
  // What is nothing yet, or no longer, tells nothing.
  const channels = values.filter((value) => !isNullish(unwrap(value))).map(next);
  const own = channels.find((channel) => channel !== null && channel !== 'other');
  if (own) return own;
  return channels.length > 0 && channels.every((channel) => channel === 'other') ? 'other' : null;
}
