import { isAbsolute, join } from 'node:path';
import { SURE_STOP } from '../../knowledge/messages.ts';
import type { Message, WorkerFile } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';

/** A field that can be written down; a number is a place in a list. */
const FIELD = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** The file started by `creation`, as the worker index knows it. */
export function findStarted(file: SourceFile, creation: Node): WorkerFile | null {
  if (!isAbsolute(file.filename)) return null;
  const index = file.project.getIndex();
  const start = index.findTarget(file.filename, creation.loc.start.line);
  if (start?.kind !== 'worker' || start.target === null) return null;
  return index.findWorker(join(index.root, start.target));
}

/** The one by the surest word, of messages that ask for a stop and can be written down. */
export function findSurest<T extends Pick<Message, 'value' | 'field'>>(stops: readonly T[]): T | null {
  const printable = stops.filter(({ field }) => field === null || FIELD.test(field));
  return (
    printable.find(({ value, field }) => SURE_STOP.test(value) || SURE_STOP.test(field ?? '')) ?? printable[0] ?? null
  );
}

/** `'stop'`, `{ type: 'stop' }`, `{ data: { stop: true } }` */
export function printMessage({ value, field }: Pick<Message, 'value' | 'field'>): string {
  const text = value === 'true' ? 'true' : `'${value}'`;
  return (field?.split('.') ?? []).reduceRight((inner, name) => `{ ${name}: ${inner} }`, text);
}
