import { findOrigin } from '../../semantics/origin.ts';
import { getExportName } from '../../semantics/row-index.ts';
import { getNodes } from '../../source/node-index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { listHandedOn } from './bundled.ts';
import { listConstructed } from './constructed.ts';
import { listBreeJobs, listMethodCalls } from './handed-over.ts';
import {
  findNamed,
  getExcerpt,
  getLine,
  getNamedValues,
  type RawStart,
  type Spawn,
  type StartLookups,
} from './spawn.ts';
import { getWrapped, type RawWrapper } from './wrappers.ts';

/** Every place of a file that starts a worker, a pool, a sandboxed job or a fork, by line. */
export function getStarts(file: SourceFile, lookups: StartLookups): { starts: RawStart[]; wrappers: RawWrapper[] } {
  const constructed = listConstructed(file, lookups);
  const wrapped = constructed.map((spawn) => getWrapped(file, spawn, lookups));
  const starts = [
    ...constructed.filter((spawn, i) => isListed(spawn) && !(wrapped[i]?.isCovered && spawn.values.texts.length === 0)),
    ...listHandedOn(file, constructed),
    ...listMethodCalls(file, lookups),
    ...listBreeJobs(file, lookups),
    ...wrapped.flatMap(({ calls }) => calls),
  ];
  return {
    starts: starts.sort((a, b) => a.line - b.line).map(toRawStart),
    wrappers: wrapped.flatMap(({ wrappers }) => wrappers),
  };
}

/** A processor, and options of which nothing is seen, need not name a file at all. */
function isListed({ row, values, isEval, named }: Spawn): boolean {
  return values.texts.length > 0 || isEval || (row.kind !== 'job' && named?.path.length === 0);
}

/** The calls of functions that other files export; `findRow` knows them by their module and name. */
export function listWrapperCalls(file: SourceFile, { findRow, findConstant }: StartLookups): RawStart[] {
  const calls = [...getNodes(file.code, 'CallExpression'), ...getNodes(file.code, 'NewExpression')];
  const starts = calls.flatMap((call): RawStart[] => {
    const origin = findOrigin(file, call.callee);
    const row = origin && origin.module !== '' ? findRow({ ...origin, path: getExportName(origin) }) : null;
    const named = row && findNamed(file, call, row.file);
    const values = getNamedValues(file, named, { findConstant });
    if (!row || !named || values.texts.length === 0) return [];
    return [{ row, line: getLine(call), values, isEval: false, text: getExcerpt(file, named.node), condition: 'file' }];
  });
  return starts.sort((a, b) => a.line - b.line);
}

function toRawStart({ row, line, values, isEval, text, condition }: Spawn): RawStart {
  return { row, line, values, isEval, text, condition };
}
