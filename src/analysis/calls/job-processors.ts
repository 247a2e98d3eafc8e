import { getNodes } from '../../ast/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../../ast/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../ast/types.ts';
import { escapePattern } from '../../kit/escape-pattern.ts';
import { findOwnPackage } from '../../kit/own-package.ts';
import { oncePerFile, type SourceFile } from '../../kit/source-file.ts';
import { holdsAny } from '../../kit/text-gate.ts';
import { jobConsumers } from '../../knowledge/job-consumers.ts';
import type { JobRow } from '../../knowledge/types.ts';
import { findDeclared } from './binding.ts';
import { isMadeBy, listExported } from './made-by.ts';
import { findOrigin } from './origin.ts';
import { getExportName } from './row-index.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** So many names are followed at most, which also ends circles. */
const MAX_ALIASES = 6;

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
      const found = resolve(file, candidate, []);
      if (found.length > 0) return found;
    }
    return [];
  }
  const value = call.arguments[argument];
  if (!value) return [];
  return places ? places.flatMap((place) => resolve(file, value, place.split('.'))) : resolve(file, value, []);
}

/** The functions at `path` inside a value, names of this file looked up. */
export function resolve(file: SourceFile, value: Node, path: readonly string[], aliases = 0): FunctionNode[] {
  const node = unwrap(value);
  const [name, ...rest] = path;
  if (node.type === 'Identifier') return aliases < MAX_ALIASES ? resolveName(file, node, path, aliases + 1) : [];
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'exports') {
    const values = aliases < MAX_ALIASES ? listExported(file, getPropertyName(node) ?? '') : [];
    return values.flatMap((exported) => resolve(file, exported, path, aliases + 1));
  }
  if (name === undefined) return resolveFunction(file, node);
  if (node.type === 'ObjectExpression') {
    return node.properties.flatMap((property) => {
      if (property.type === 'SpreadElement') return resolve(file, property.argument, path, aliases);
      return name === '*' || getPropertyName(property) === name ? resolve(file, property.value, rest, aliases) : [];
    });
  }
  if (node.type === 'ArrayExpression' && name === '*') {
    return node.elements.flatMap((element) => (element ? resolve(file, element, rest, aliases) : []));
  }
  return [];
}

function resolveFunction(file: SourceFile, node: Node): FunctionNode[] {
  if (isFunction(node)) return [node];
  // `this.process.bind(this)`, and wrappers: `traced(async (job) => …)`.
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee);
    const isBound = callee.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
    if (isBound) return resolve(file, callee.object, []);
    return node.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      return isFunction(inner) ? [inner] : [];
    });
  }
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return [];
  return findMethods(node, getPropertyName(node));
}

function resolveName(
  file: SourceFile,
  node: TSESTree.Identifier,
  path: readonly string[],
  aliases: number,
): FunctionNode[] {
  const definition = findDeclared(file, node)?.defs[0];
  if (!definition) return [];
  const declared = definition.node as Node;
  if (isFunction(declared)) return definition.type === 'FunctionName' && path.length === 0 ? [declared] : [];
  const isPlain = declared.type === 'VariableDeclarator' && declared.id === definition.name;
  return isPlain && declared.init ? resolve(file, declared.init, path, aliases) : [];
}

/** The methods and function fields of that name in the class around `node`. */
function findMethods(node: Node, name: string | null): FunctionNode[] {
  let owner: Node | undefined = node;
  while (owner && owner.type !== 'ClassBody') owner = owner.parent;
  return (owner?.body ?? []).flatMap((member) => {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return [];
    return isFunction(member.value) && getPropertyName(member) === name ? [member.value] : [];
  });
}
