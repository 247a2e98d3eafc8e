import { known, resolvePaths } from '../../semantics/combine-values.ts';
import { isMadeBy } from '../../semantics/made-by.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getExportName } from '../../semantics/row-index.ts';
import { getNodes } from '../../source/node-index.ts';
import { findProperty, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getValues } from '../../semantics/text-values.ts';
import { findNamed, follow, getExcerpt, getLine, getNamedValues, type Spawn, type StartLookups } from './spawn.ts';
import type { StartRow } from './start-rows.ts';

const BREE: StartRow = { kind: 'job', library: 'bree', file: { argument: 0 }, isWeb: false };

/** `queue.process(file)` and the like, of what the library made. */
export function listMethodCalls(file: SourceFile, { methods, findConstant }: StartLookups): Spawn[] {
  return getNodes(file.code, 'CallExpression').flatMap((call): Spawn[] => {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type !== 'MemberExpression' || method === null) return [];
    return (methods.get(method) ?? []).flatMap(({ module, row }) => {
      const named = findNamed(file, call, row.file);
      const values = getNamedValues(file, named, { findConstant });
      if (!named || values.texts.length === 0 || !isMadeBy(file, module, callee.object)) return [];
      const text = getExcerpt(file, named.node);
      return [{ row, line: getLine(call), values, isEval: false, text, condition: 'file' as const, call, named }];
    });
  });
}

/** `new Bree({ root, jobs: ['a', { name: 'b' }, { path }] })`: a job without a path is a file of the folder (bree 9.2). */
export function listBreeJobs(file: SourceFile, { findConstant }: StartLookups): Spawn[] {
  return getNodes(file.code, 'NewExpression').flatMap((call): Spawn[] => {
    const origin = findOrigin(file, call.callee);
    if (origin?.module !== 'bree' || getExportName(origin) !== 'default' || !call.arguments[0]) return [];
    const options = follow(file, call.arguments[0]);
    const jobs = findProperty(options, 'jobs');
    const list = jobs && follow(file, jobs);
    if (list?.type !== 'ArrayExpression') return [];
    const root = findProperty(options, 'root');
    const folder = root ? getValues(file, root, { findConstant }) : known('jobs');
    return list.elements.flatMap((job): Spawn[] => {
      if (!job) return [];
      const path = findProperty(job, 'path');
      const node = path ?? findProperty(job, 'name') ?? job;
      const own = getValues(file, node, { findConstant });
      if (own.texts.length === 0) return [];
      const values = path ? own : resolvePaths([folder, own]);
      const { line } = job.loc.start;
      const condition = path ? 'file' : 'none';
      return [
        { row: BREE, line, values, isEval: false, text: getExcerpt(file, node), condition, call: null, named: null },
      ];
    });
  });
}
