import { escapePattern } from '../../kit/escape-pattern.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findOwnPackage } from '../../project/own-package.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { jobConsumers } from '../../knowledge/job-consumers.ts';
import type { JobRow } from '../../knowledge/types.ts';
import type { ModuleRef } from '../../semantics/exports.ts';
import { getImports } from '../../semantics/imports.ts';
import { listFunctions, listImportedValues } from '../../semantics/value-functions.ts';
import { isMadeBy } from '../../semantics/made-by.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getExportName } from '../../semantics/row-index.ts';
import { findThisOwner, isClass } from '../../semantics/classes.ts';
import { getValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

const OWN: ReadonlySet<string> = new Set(jobConsumers.map((row) => row.module));
const NAMES = [...OWN];
const JOB_MODULE = new RegExp(`['"\`](?:npm:)?(?:${NAMES.map(escapePattern).join('|')})(?:['"\`]|/|@)`);

export function isJobLibrary(name: string): boolean {
  return OWN.has(name);
}

/** One look at the text: does it name a job library at all? */
export function mayHoldJobs(file: SourceFile): boolean {
  const isNamed = holdsAny(file, NAMES) && JOB_MODULE.test(file.code.text);
  return isNamed || OWN.has(findOwnPackage(file) ?? '');
}

/** A call that gives a job library functions to do its jobs. */
export interface JobRegistration {
  /** The package: `bullmq`. */
  readonly library: string;
  readonly call: Call;
  /** Those of this file. */
  readonly processors: readonly FunctionNode[];
  /** Those that are imported. */
  readonly imported: readonly ModuleRef[];
}

/** A registration as the summary of a file keeps it. */
export interface RawJob {
  readonly library: string;
  /** Of the call, from 1. */
  readonly line: number;
  /** Does the file give functions of its own? */
  readonly functionsHere: boolean;
  /** A name is a path of exports; `*` at its end stands for all functions there. */
  readonly imported: readonly ModuleRef[];
}

/** Where the file gives functions to a job library, by the form of the call, then in source order. */
export const getJobRegistrations = oncePerFile((file): readonly JobRegistration[] => {
  const { text } = file.code;
  if (!mayHoldJobs(file)) return [];
  const own = findOwnPackage(file);
  const rows = jobConsumers.filter((row) => row.module === own || text.includes(row.module));
  return [...getNodes(file.code, 'CallExpression'), ...getNodes(file.code, 'NewExpression')].flatMap((call) =>
    rows.flatMap((row) => {
      if (!isConsumer(file, row, call)) return [];
      const given = getGiven(file, row, call);
      return given.processors.length + given.imported.length > 0 ? [{ library: row.module, call, ...given }] : [];
    }),
  );
});

/** The registrations of a file, in source order, without its nodes. */
export function listRawJobs(file: SourceFile): RawJob[] {
  const sorted = [...getJobRegistrations(file)].sort((a, b) => a.call.range[0] - b.call.range[0]);
  return sorted.map(({ library, call, processors, imported }) => ({
    library,
    line: call.loc.start.line,
    functionsHere: processors.length > 0,
    imported,
  }));
}

/** The functions of the file that a job library (BullMQ, pg-boss, kafkajs …) is given to do its jobs, in source order. */
export const findJobProcessors = oncePerFile((file): readonly FunctionNode[] => {
  const found = new Set(getJobRegistrations(file).flatMap(({ processors }) => processors));
  return [...found].sort((a, b) => a.range[0] - b.range[0]);
});

function isConsumer(file: SourceFile, row: JobRow, call: Call): boolean {
  const callee = unwrap(call.callee);
  if (row.methods) {
    if (call.type === 'NewExpression' || callee.type !== 'MemberExpression') return false;
    if (!row.methods.includes(getPropertyName(callee) ?? '')) return false;
    return isMadeBy(file, row.module, callee.object) || isUndeclaredBeside(file, row.module, callee.object);
  }
  const origin = findOrigin(file, callee) ?? findParentOrigin(file, callee);
  return origin?.module === row.module && row.exports?.includes(getExportName(origin)) === true;
}

/** `boss.work(…)`, where nothing declares `boss`, in a file that imports names of the library. */
function isUndeclaredBeside(file: SourceFile, module: string, object: Node): boolean {
  const node = unwrap(object);
  if (node.type !== 'Identifier' || findVariable(file, node)) return false;
  return getImports(file).entries.some(({ specifier, names }) => specifier === module && names.length > 0);
}

/** `class EmailWorker extends Worker {}`, and `super(…)` inside it. */
function findParentOrigin(file: SourceFile, callee: Node): ReturnType<typeof findOrigin> {
  const declared = callee.type === 'Super' ? findThisOwner(file, callee) : getValue(file, callee);
  return isClass(declared) && declared.superClass ? findOrigin(file, declared.superClass) : null;
}

function getGiven(
  file: SourceFile,
  { argument, places = [''] }: JobRow,
  call: Call,
): Pick<JobRegistration, 'processors' | 'imported'> {
  const args =
    argument === 'last-function' ? call.arguments.toReversed() : call.arguments.slice(argument, argument + 1);
  const paths = places.map((place) => (place === '' ? [] : place.split('.')));
  const processors = args.map((value) => paths.flatMap((path) => listFunctions(file, value, path)));
  const [functions = []] = processors.filter((found) => found.length > 0);
  const imported = args.flatMap((value) => paths.flatMap((path) => listImportedValues(file, value, path)));
  // The last function is the processor: what is imported beside it are options.
  return { processors: functions, imported: argument === 'last-function' && functions.length > 0 ? [] : imported };
}
