import { jobConsumers } from '../knowledge/job-consumers.ts';
import type { JobRow } from '../knowledge/types.ts';
import type { Tokens } from './heard-messages.ts';
import { listProperties } from './object-literal.ts';
import { findPathStart, findTokenOrigin } from './origins.ts';
import { skipTypes } from './raw-starts.ts';
import type { Range } from './source.ts';

/** An import that a file gives a job library to do its jobs. */
export interface RawProcessor {
  readonly library: string;
  readonly line: number;
  readonly specifier: string;
  /** The export's name; `*` for all of them: `import * as activities from './activities'`. */
  readonly name: string;
}

/** `new Worker('mail', sendMail)`, `boss.work('mail', sendMail)` and the like, where `sendMail` is imported. */
export function listProcessors(tokens: Tokens): RawProcessor[] {
  const { source, bindings } = tokens;
  const rows = jobConsumers.filter(({ module }) => bindings.entries.some(({ specifier }) => specifier === module));
  const found: RawProcessor[] = [];
  for (let i = 0; rows.length > 0 && i < source.length; i += 1) {
    if (!source.isName(i)) continue;
    const open = skipTypes(source, i + 1);
    const row = source.is(open, '(') ? rows.find((one) => isConsumer(tokens, one, i)) : undefined;
    if (!row) continue;
    const args = source.split(open);
    const given = row.argument === 'last-function' ? args : args.slice(row.argument, row.argument + 1);
    const line = source.getLine(i);
    for (const { module: specifier, path: name } of given.flatMap((range) => listGiven(tokens, row, range))) {
      found.push({ library: row.module, line, specifier, name });
    }
  }
  return found;
}

function isConsumer({ source, bindings }: Tokens, row: JobRow, i: number): boolean {
  const isMember = source.is(i - 1, '.') || source.is(i - 1, '?.');
  if (row.methods) return isMember && row.methods.includes(source.getText(i));
  const origin = findTokenOrigin(source, bindings, findPathStart(source, i));
  return (
    origin?.end === i + 1 && origin.module === row.module && row.exports?.includes(origin.path || 'default') === true
  );
}

interface Imported {
  readonly module: string;
  readonly path: string;
}

function listGiven(tokens: Tokens, { places }: JobRow, range: Range): Imported[] {
  return places ? places.flatMap((place) => listAt(tokens, range, place.split('.'))) : listAt(tokens, range, []);
}

/** The imports at `path` inside a value; a constant of the file is looked into once. */
function listAt(tokens: Tokens, range: Range, path: readonly string[], isAlias = false): Imported[] {
  const { source, bindings } = tokens;
  const [name, ...rest] = path;
  const isName = range.end - range.start === 1 && source.isName(range.start);
  const binding = isName ? bindings.find(source.getText(range.start), range.start) : null;
  if (binding?.imported && (name === '*' || binding.imported.name === '*')) {
    const isAll = name === '*' && rest.length === 0 && binding.imported.name === '*';
    return isAll ? [{ module: binding.imported.specifier, path: '*' }] : [];
  }
  const [value] = binding && !binding.imported && binding.path === '' ? binding.values : [];
  if (value && !isAlias) return listAt(tokens, value, path, true);
  if (name === undefined) return findImported(tokens, range);
  if (source.is(range.start, '[') && name === '*')
    return source.split(range.start).flatMap((item) => listAt(tokens, item, rest, isAlias));
  const properties = listProperties(source, range).filter((property) => name === '*' || property.name === name);
  return properties.flatMap((property) => listAt(tokens, property.value, rest, isAlias));
}

function findImported({ source, bindings }: Tokens, { start, end }: Range): Imported[] {
  const origin = findTokenOrigin(source, bindings, start);
  return origin && origin.end === end && origin.module !== ''
    ? [{ module: origin.module, path: origin.path || 'default' }]
    : [];
}
