import { EVENT_DATA, KIND_FIELD } from '../../knowledge/messages.ts';

/**
 * What may lie around a message: the arguments of an emitter (`[message]`), an iteration of them, a `MessageEvent`, what
 * `receiveMessageOnPort()` gives, or, where a file does not tell, the message or an event with it.
 */
export type Envelope = 'iteration' | 'arguments' | 'event' | 'received' | 'maybe-event';

/** How a value and a message belong together: it is around the message, the message itself, or a field of it. */
export interface MessagePart {
  /** From the outside to the inside. */
  readonly envelopes: readonly Envelope[];
  readonly path: readonly string[];
}

/** `node = node.next` goes on for ever. */
const MAX_PATH = 3;

export function getWhole(...envelopes: readonly Envelope[]): MessagePart {
  return { envelopes, path: [] };
}

/** `field` as a function is told that has the rest of the message from somewhere else. */
export function getPartOf(field: string | null): MessagePart {
  return field === null ? getWhole('maybe-event') : { envelopes: [], path: field.split('.') };
}

/** A property of the value: a field of the message, or a step towards it; null where it is something else. */
export function findProperty({ envelopes, path }: MessagePart, name: string): MessagePart | null {
  if (path.length >= MAX_PATH || name === 'constructor') return null;
  const [outer, ...inner] = envelopes;
  const isInner =
    outer === 'arguments' ? name === '0' : outer === 'received' ? name === 'message' : EVENT_DATA.has(name);
  if (outer === undefined) return { envelopes, path: [...path, name] };
  if (isInner) return { envelopes: inner, path };
  return outer === 'maybe-event' ? { envelopes: [], path: [name] } : null;
}

/** The part inside an envelope that is opened: one of an iteration, the arguments that are spread. */
export function getInner({ envelopes, path }: MessagePart): MessagePart {
  return { envelopes: envelopes.slice(1), path };
}

/** Is it the message or a field of it, so that it can be compared with something? */
export function isOfMessage({ envelopes }: MessagePart): boolean {
  return envelopes.length === 0 || envelopes[0] === 'maybe-event';
}

/** Does it say what the message is for, or hold that? What is done with the other fields is of no interest. */
export function saysKind({ path }: MessagePart): boolean {
  const last = path.at(-1);
  return last === undefined || KIND_FIELD.test(last) || EVENT_DATA.has(last);
}

export function getField({ path }: MessagePart): string | null {
  return path.length === 0 ? null : path.join('.');
}
