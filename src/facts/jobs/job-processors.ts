import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { escapePattern } from '../../kit/escape-pattern.ts';
import { findOwnPackage } from '../../project/own-package.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { jobConsumers } from '../../knowledge/job-consumers.ts';
import type { JobRow } from '../../knowledge/types.ts';
import { listFunctions } from '../../semantics/value-functions.ts';
import { findDeclared } from '../../semantics/binding.ts';
import { isMadeBy } from '../../semantics/made-by.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getExportName } from '../../semantics/row-index.ts';

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

/** A call that gives a job library functions of this file. */
export interface JobRegistration {
  /** The package: `bullmq`. */
  readonly library: string;
  readonly call: Call;
  readonly processors: readonly FunctionNode[];
}

/** Where the file gives functions of its own to a job library, by the form of the call, then in source order. */
export const getJobRegistrations = oncePerFile((file): readonly JobRegistration[] => {
  const { text } = file.code;
  if (!mayHoldJobs(file)) return [];
  const own = findOwnPackage(file);
  const rows = jobConsumers.filter((row) => row.module === own || text.includes(row.module));
  return [...getNodes(file.code, 'CallExpression'), ...getNodes(file.code, 'NewExpression')].flatMap((call) =>
    rows.flatMap((row) => {
      const processors = isConsumer(file, row, call) ? getProcessors(file, row, call) : [];
      return processors.length > 0 ? [{ library: row.module, call, processors }] : [];
    }),
  );
});

/**
 * The functions of the file that a job library (BullMQ, pg-boss, kafkajs …) is given to do its jobs, in source order.
 * Only what the file's own imports show; a consumer that another file made is not seen.
 */
export const findJobProcessors = oncePerFile((file): readonly FunctionNode[] => {
  const found = new Set(getJobRegistrations(file).flatMap(({ processors }) => processors));
  return [...found].sort((a, b) => a.range[0] - b.range[0]);
});

function isConsumer(file: SourceFile, row: JobRow, call: Call): boolean {
  const callee = unwrap(call.callee);
  if (row.methods) {
    if (call.type === 'NewExpression' || callee.type !== 'MemberExpression') return false;
    return row.methods.includes(getPropertyName(callee) ?? '') && isMadeBy(file, row.module, callee.object);
  }
  const origin = findOrigin(file, callee) ?? findParentOrigin(file, callee);
  return origin?.module === row.module && row.exports?.includes(getExportName(origin)) === true;
}

/** `class EmailWorker extends Worker {}`, and `super(…)` inside it. */
function findParentOrigin(file: SourceFile, callee: Node): ReturnType<typeof findOrigin> {
  let declared: Node | undefined = callee;
  if (callee.type === 'Super') while (declared && !isClass(declared)) declared = declared.parent;
  if (callee.type === 'Identifier') declared = findDeclared(file, callee)?.defs[0]?.node;
  return declared && isClass(declared) && declared.superClass ? findOrigin(file, declared.superClass) : null;
}

function isClass(node: Node): node is TSESTree.ClassDeclaration | TSESTree.ClassExpression {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

function getProcessors(file: SourceFile, row: JobRow, call: Call): FunctionNode[] {
  const { argument, places } = row;
  if (argument === 'last-function') {
    for (const candidate of call.arguments.toReversed()) {
      const found = listFunctions(file, candidate, []);
      if (found.length > 0) return found;
    }
    return [];
  }
  const value = call.arguments[argument];
  if (!value) return [];
  return places
    ? places.flatMap((place) => listFunctions(file, value, place.split('.')))
    : listFunctions(file, value, []);
}
