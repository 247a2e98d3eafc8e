import { EXPOSE } from '../../knowledge/messages.ts';
import { findOrigin, findOriginKey } from '../../semantics/origin.ts';
import { listFunctions } from '../../semantics/value-functions.ts';
import { getNodes } from '../../source/node-index.ts';
import { getLastName, isFunction, isNullish, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { listNamed } from './called-functions.ts';
import { isOwners } from './channel.ts';
import { hasEnding } from './endings.ts';
import { getEndAfter, getEndsAfter } from './ends-after.ts';
import { getKeepAlive } from './keep-alive.ts';
import { listHelperStops } from './helper-stops.ts';
import { getListeners, type Listener } from './listener.ts';
import { getPartOf } from './message-part.ts';
import { MessageReader, TOP } from './message-reader.ts';
import { isPortHandedOn } from './port-uses.ts';
import type { Heard, Listening } from './types.ts';
import { findVariable } from '../../source/variables.ts';

/** Which messages of its owner a file hears, and what ends after them. */
export const getListening = oncePerFile((file): Listening => {
  const reader = new MessageReader(file);
  const listeners = getListeners(file).filter(({ channel }) => channel !== 'other');
  for (const listener of listeners) readListener(file, reader, listener);
  const isHandedOn = isExposed(file) || isPortHandedOn(file);
  const heard = toHeard(file, reader);
  return {
    ...heard,
    isOpen: heard.isOpen || isHandedOn,
    listens: isHandedOn || listeners.some(({ handler }) => !handler || !isNullish(handler)),
    helperStops: listHelperStops(file),
    mayEnd: hasEnding(file),
    keepAlive: getKeepAlive(file).map(({ kind, node }) => ({ kind, line: node.loc.start.line })),
  };
});

/** What a function hears that is given a message, or `field` of one, as one of its arguments. */
export function getHeardBy(file: SourceFile, fn: FunctionNode, argument: number, field: string | null): Heard {
  const reader = new MessageReader(file);
  reader.readFunction(fn, argument, getPartOf(field), null);
  return toHeard(file, reader);
}

function toHeard(file: SourceFile, reader: MessageReader): Heard {
  return {
    messages: reader.heard.map(({ value, field, node, listener }) => ({
      value,
      field,
      line: node.loc.start.line,
      evidence: listener === null || isOwners(listener.channel) ? 'origin' : 'name',
    })),
    constants: reader.constants.map((one) => ({ ...one.constant, end: getEndAfter(file, one) })),
    handedOn: reader.handedOn,
    isOpen: reader.isOpen,
    endsAfter: getEndsAfter(file, reader.heard),
  };
}

function readListener(file: SourceFile, reader: MessageReader, listener: Listener): void {
  const { channel, handler, node, part } = listener;
  reader.listener = listener;
  // Whose message it is cannot be told: some emitter's, or the owner's under a strange name.
  if (channel === 'unknown') reader.isOpen = true;
  else if (handler) readHandler(file, reader, handler, listener);
  else reader.readUse(node, part, TOP);
}

function readHandler(file: SourceFile, reader: MessageReader, handler: Node, { part }: Listener): void {
  const value = unwrap(handler);
  if (isNullish(value)) return;
  const named = listNamed(file, value);
  const functions =
    named.length > 0 ? named : listFunctions(file, value, value.type === 'ObjectExpression' ? ['handleEvent'] : []);
  for (const fn of functions) reader.readFunction(fn, 0, part, null);
  // A wrapper decides what it gives on.
  if (named.length === 0 && functions.length > 0 && value.type !== 'ObjectExpression') reader.isOpen = true;
  if (functions.length > 0) return;
  const promise = findPromise(file, value);
  if (promise) reader.readUse(promise, part, TOP);
  else reader.handOn(value, 0, part);
}

/** The promise that the handler resolves: `new Promise((resolve) => parentPort.once('message', resolve))`. */
function findPromise(file: SourceFile, handler: Node): Node | null {
  const definition = handler.type === 'Identifier' ? findVariable(file, handler)?.defs[0] : undefined;
  const fn = definition?.type === 'Parameter' ? (definition.node as Node) : null;
  const made = isFunction(fn) && fn.params[0] === definition?.name ? fn.parent : null;
  return made?.type === 'NewExpression' && findOriginKey(file, made.callee) === '#Promise' ? made : null;
}

/** Is every message handed to a library: comlink, threads, workerpool? */
function isExposed(file: SourceFile): boolean {
  return getNodes(file.code, 'CallExpression').some(({ callee }) => {
    if (!EXPOSE.has(getLastName(callee) ?? '')) return false;
    const module = findOrigin(file, callee)?.module ?? '';
    return module !== '' && !module.startsWith('.');
  });
}
