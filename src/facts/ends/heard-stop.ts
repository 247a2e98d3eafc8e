import { STOP_WORD } from '../../knowledge/stop-words.ts';
import { isAbsolute, join } from 'node:path';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Message } from '../../source/project-view.ts';

/** Words that can mean nothing but the worker; `end` may be the end of its input. */
const SURE_WORD = /stop|shut|exit|quit|terminate|kill|die/i;

/** The source text of the stop message that the file started by `creation` has a branch for, as the worker index tells. */
export function findHeardStop(file: SourceFile, creation: Node): string | null {
  if (!isAbsolute(file.filename)) return null;
  const index = file.project.getIndex();
  const start = index.findTarget(file.filename, creation.loc.start.line);
  if (start?.kind !== 'worker' || start.target === null) return null;
  const heard = index.findWorker(join(index.root, start.target))?.hears ?? [];
  const stops = heard.filter(isStop);
  const stop = stops.find(({ value, field }) => SURE_WORD.test(value) || SURE_WORD.test(field ?? '')) ?? stops[0];
  return stop ? toSource(stop) : null;
}

function isStop({ value, field }: Message): boolean {
  return STOP_WORD.test(value) || (value === 'true' && field !== null && STOP_WORD.test(field));
}

function toSource({ value, field }: Message): string {
  const text = value === 'true' ? 'true' : `'${value}'`;
  return field === null ? text : `{ ${field}: ${text} }`;
}
