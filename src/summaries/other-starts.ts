import { findClass } from './enclosing-function.ts';
import type { Tokens } from './heard-messages.ts';
import { findProperty } from './object-literal.ts';
import { findTokenOrigin, getOriginKey } from './origins.ts';
import type { Range } from './source.ts';
import type { FindRow } from './raw-starts.ts';
import type { StartRow } from './start-rows.ts';
import { known, resolveAll, type Values } from './values.ts';
import { findArgument } from './wrappers.ts';

/** A start that is no `new X(file)`, with the expression that names its file. */
export interface OtherStart {
  readonly row: StartRow;
  readonly index: number;
  readonly range: Range;
  readonly values: Values;
  readonly condition: 'none' | 'file';
}

/** A method that is given a file, of whatever the module's exports made. */
export interface MethodRow {
  readonly module: string;
  readonly row: StartRow;
}

const BREE: StartRow = { kind: 'job', library: 'bree', file: { argument: 0 }, isWeb: false };

/** `super(file)` in a class that extends a worker. */
export function listSuperCalls(tokens: Tokens, findRow: FindRow): OtherStart[] {
  const { source, bindings, evaluator } = tokens;
  const starts: OtherStart[] = [];
  for (let i = 0; i < source.length; i += 1) {
    if (!source.is(i, 'super') || !source.is(i + 1, '(')) continue;
    const parent = findClass(source, i)?.parent ?? null;
    const origin = parent === null ? null : findTokenOrigin(source, bindings, parent);
    const row = origin && findRow(origin);
    const range = row && findArgument(source, i + 1, row.file);
    if (row && range && row.kind !== 'job')
      starts.push({ row, index: i, range, values: evaluator.evaluate(range), condition: 'none' });
  }
  return starts;
}

/** `queue.process(file)` and the like, in a file that loads the library. */
export function listMethodCalls(
  { source, bindings, evaluator }: Tokens,
  methods: ReadonlyMap<string, readonly MethodRow[]>,
): OtherStart[] {
  const starts: OtherStart[] = [];
  for (let i = 1; i < source.length; i += 1) {
    if (!source.is(i + 1, '(') || !(source.is(i - 1, '.') || source.is(i - 1, '?.')) || !source.isName(i)) continue;
    for (const { module, row } of methods.get(source.getText(i)) ?? []) {
      if (!bindings.entries.some(({ specifier }) => specifier === module)) continue;
      const range = findArgument(source, i + 1, row.file);
      const values = range && evaluator.evaluate(range);
      if (values && values.texts.length > 0) starts.push({ row, index: i, range, values, condition: 'file' });
    }
  }
  return starts;
}

/** `new Bree({ root, jobs: ['a', { name: 'b' }, { path }] })`: a job without a path is a file of the folder (bree 9.2). */
export function listBreeJobs({ source, bindings, evaluator }: Tokens): OtherStart[] {
  const starts: OtherStart[] = [];
  for (let i = 0; i < source.length; i += 1) {
    if (!source.is(i, 'new')) continue;
    const origin = findTokenOrigin(source, bindings, i + 1);
    if (!origin || getOriginKey(origin) !== 'bree#default' || !source.is(origin.end, '(')) continue;
    const [options] = source.split(origin.end);
    const jobs = options && findProperty(source, options, 'jobs');
    if (!options || !jobs || !source.is(jobs.start, '[')) continue;
    const root = findProperty(source, options, 'root');
    const folder = root ? evaluator.evaluate(root) : known('jobs');
    for (const job of source.split(jobs.start)) {
      const path = findProperty(source, job, 'path');
      const range = path ?? findProperty(source, job, 'name') ?? job;
      const named = evaluator.evaluate(range);
      if (named.texts.length === 0) continue;
      const values = path ? named : resolveAll([folder, named]);
      starts.push({ row: BREE, index: job.start, range, values, condition: path ? 'file' : 'none' });
    }
  }
  return starts;
}
