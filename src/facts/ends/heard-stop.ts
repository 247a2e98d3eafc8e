import { SURE_STOP } from '../../knowledge/messages.ts';
import type { Message } from '../../source/project-view.ts';

/** A field that can be written down; a number is a place in a list. */
const FIELD = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** The one by the surest word, of messages that ask for a stop and can be written down. */
export function findSurest<T extends Pick<Message, 'value' | 'field'>>(stops: readonly T[]): T | null {
  const printable = stops.filter(({ field }) => field === null || FIELD.test(field));
  return (
    printable.find(({ value, field }) => SURE_STOP.test(value) || SURE_STOP.test(field ?? '')) ?? printable[0] ?? null
  );
}

/** Can the message mean nothing but the worker, by its own word or by the field that it sets? */
export function isSureStop({ value, field }: Pick<Message, 'value' | 'field'>): boolean {
  return SURE_STOP.test(value) || (value === 'true' && SURE_STOP.test(field ?? ''));
}

/** `'stop'`, `{ type: 'stop' }`, `{ data: { stop: true } }` */
export function printMessage({ value, field }: Pick<Message, 'value' | 'field'>): string {
  const text = value === 'true' ? 'true' : `'${value}'`;
  return (field?.split('.') ?? []).reduceRight((inner, name) => `{ ${name}: ${inner} }`, text);
}
