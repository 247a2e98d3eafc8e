import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { getChannel, type Channel } from './channel.ts';
import { getConstants } from './constants.ts';
import { getWhole, type Envelope, type MessagePart } from './message-part.ts';

/** A place where a file takes messages. */
export interface Listener {
  /** `handler`: `on`, `addEventListener`, `onmessage`. `iteration` and `one`: `on()` and `once()` of `events`. */
  readonly kind: 'handler' | 'once' | 'iteration' | 'one' | 'poll';
  readonly channel: Channel;
  readonly node: Node;
  /** The function that is called with the part; null where the value of `node` is the part itself. */
  readonly handler: Node | null;
  readonly part: MessagePart;
}

/** Every place where the file takes messages, also those of other channels than the owner's. */
export const getListeners = oncePerFile((file): readonly Listener[] => [
  ...getNodes(file.code, 'CallExpression').flatMap((call) => findOfCall(file, call) ?? []),
  ...getNodes(file.code, 'AssignmentExpression').flatMap((node) => findOfAssignment(file, node) ?? []),
  ...getNodes(file.code, 'FunctionDeclaration').flatMap((fn) => findOfDeclaration(fn) ?? []),
]);

function findOfCall(file: SourceFile, call: TSESTree.CallExpression): Listener | null {
  const callee = unwrap(call.callee);
  const [first, second] = call.arguments;
  const name = callee.type === 'MemberExpression' ? getPropertyName(callee) : getIdentifierName(callee);
  if (!first || name === null) return null;
  if (name === 'receiveMessageOnPort') {
    const channel = getChannel(file, first);
    return {
      kind: 'poll',
      channel: channel === 'unknown' ? 'name' : channel,
      node: call,
      handler: null,
      part: getWhole('received'),
    };
  }
  if (!second) return null;
  // `events` may be imported by any names.
  const key = isMessage(file, second) ? findOriginKey(file, callee) : null;
  if (key === 'events#on' || key === 'events#once') return getOfEvents(file, call, first, key === 'events#on');
  if (!ADD_LISTENER.has(name) || !isMessage(file, first)) return null;
  const isGlobal = callee.type === 'Identifier' && findOriginKey(file, callee) === '#addEventListener';
  const channel =
    callee.type === 'MemberExpression' ? getChannel(file, callee.object) : isGlobal ? 'global' : 'unknown';
  const kind = /once/i.test(name) || isOnce(call.arguments[2]) ? 'once' : 'handler';
  return {
    kind,
    channel,
    node: call,
    handler: second,
    part: getWhole(...getEvent(channel, name === 'addEventListener')),
  };
}

function isMessage(file: SourceFile, node: Node): boolean {
  return getConstants(file, node).known.some((one) => 'text' in one && one.text === 'message');
}

/** `for await (const [message] of on(port, 'message'))`, `const [message] = await once(port, 'message')` */
function getOfEvents(file: SourceFile, call: TSESTree.CallExpression, port: Node, isIteration: boolean): Listener {
  const channel = getChannel(file, port);
  const part = getWhole(...(isIteration ? ['iteration' as const] : []), 'arguments', ...getEvent(channel, false));
  return { kind: isIteration ? 'iteration' : 'one', channel, node: call, handler: null, part };
}

/** `onmessage = handler`, `port.onmessage = handler` */
function findOfAssignment(file: SourceFile, node: TSESTree.AssignmentExpression): Listener | null {
  const target = unwrap(node.left);
  const isMember = target.type === 'MemberExpression';
  const name = isMember ? getPropertyName(target) : getIdentifierName(target);
  if (name !== 'onmessage' || node.operator !== '=') return null;
  const channel = getChannel(file, isMember ? target.object : null);
  // Any object may have such a property, and workers under other names do.
  if (channel === 'unknown') return null;
  return { kind: 'handler', channel, node, handler: node.right, part: getWhole(...getEvent(channel, true)) };
}

/** `function onmessage(event) {}` of a script. */
function findOfDeclaration(fn: FunctionNode): Listener | null {
  const isListener = fn.id?.name === 'onmessage' && /^(?:Program|Export)/.test(fn.parent.type);
  return isListener
    ? { kind: 'handler', channel: 'global', node: fn, handler: fn, part: getWhole('maybe-event') }
    : null;
}

function getEvent(channel: Channel, isEvent: boolean): Envelope[] {
  if (channel === 'port' || channel === 'process') return isEvent ? ['event'] : [];
  return ['maybe-event'];
}

function isOnce(options: Node | undefined): boolean {
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some(
    (one) =>
      one.type === 'Property' &&
      getPropertyName(one) === 'once' &&
      one.value.type === 'Literal' &&
      one.value.value === true,
  );
}

function getIdentifierName(node: Node): string | null {
  return node.type === 'Identifier' ? node.name : null;
}
