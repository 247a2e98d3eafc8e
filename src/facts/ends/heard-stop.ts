import { isAbsolute, join } from 'node:path';
import { SURE_STOP } from '../../knowledge/messages.ts';
import { STOP_WORD } from '../../knowledge/stop-words.ts';
import type { Message } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';

type Text = Pick<Message, 'value' | 'field'>;

/** A field that can be written down; a number is a place in a list. */
const FIELD = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** What the file started by `creation` has branches for, as the worker index tells. */
export function listHeard(file: SourceFile, creation: Node): readonly Message[] {
  if (!isAbsolute(file.filename)) return [];
  const index = file.project.getIndex();
  const start = index.findTarget(file.filename, creation.loc.start.line);
  if (start?.kind !== 'worker' || start.target === null) return [];
  return index.findWorker(join(index.root, start.target))?.hears ?? [];
}

/** The message that asks for a stop, by the surest word. */
export function findStopOf(heard: readonly Text[]): Text | null {
  const stops = heard.filter(isStop);
  return stops.find(({ value, field }) => SURE_STOP.test(value) || SURE_STOP.test(field ?? '')) ?? stops[0] ?? null;
}

function isStop({ value, field }: Text): boolean {
  if (field !== null && !FIELD.test(field)) return false;
  return STOP_WORD.test(value) || (value === 'true' && field !== null && STOP_WORD.test(field));
}

/** `'stop'`, `{ type: 'stop' }`, `{ data: { stop: true } }` */
export function printMessage({ value, field }: Text): string {
  const text = value === 'true' ? 'true' : `'${value}'`;
  return (field?.split('.') ?? []).reduceRight((inner, name) => `{ ${name}: ${inner} }`, text);
}
