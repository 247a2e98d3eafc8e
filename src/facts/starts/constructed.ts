import { findOrigin } from '../../semantics/origin.ts';
import { getExportName } from '../../semantics/row-index.ts';
import { findClassRow } from '../../semantics/rows.ts';
import type { Origin } from '../../semantics/module-path.ts';
import { listOrigins } from '../../semantics/possible-origins.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { getLastName, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { UNKNOWN } from '../../semantics/combine-values.ts';
import { readBundled } from './bundled.ts';
import {
  findNamed,
  follow,
  getExcerpt,
  getLine,
  getNamedValues,
  type Call,
  type Spawn,
  type StartLookups,
} from './spawn.ts';
import type { FindRow, StartRow } from './start-rows.ts';
import { findVariable } from '../../source/variables.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

const BY_NAME: StartRow = { kind: 'worker', library: '', file: { argument: 0 }, isWeb: false };
const WORKER_CLASS = /(?:Worker|Piscina|Tinypool)$/i;

/** `new Worker(file)`, `fork(file)`, and `super(file)` in a class that extends one that is given a file. */
export function listConstructed(file: SourceFile, lookups: StartLookups): Spawn[] {
  const { code } = file;
  return [
    ...getNodes(code, 'NewExpression').flatMap((node) => readNew(file, node, lookups) ?? []),
    ...getNodes(code, 'CallExpression').flatMap((node) => readCall(file, node, lookups) ?? []),
  ];
}

function readNew(file: SourceFile, node: TSESTree.NewExpression, lookups: StartLookups): Spawn | null {
  const row = findRowOf(file, node.callee, lookups.findRow);
  return row ? toSpawn(file, node, row, lookups) : (readBundled(file, node) ?? readByName(file, node, lookups));
}

function readCall(file: SourceFile, node: TSESTree.CallExpression, lookups: StartLookups): Spawn | null {
  if (node.callee.type === 'Super') {
    const parent = findEnclosingClass(node)?.superClass;
    const row = parent && findRowOf(file, parent, lookups.findRow);
    return row ? toSpawn(file, node, row, lookups) : null;
  }
  const origin = findOrigin(file, node.callee);
  const row = origin && lookups.findRow({ ...origin, path: getExportName(origin) });
  return row?.kind === 'pool' || row?.kind === 'fork' ? toSpawn(file, node, row, lookups) : null;
}

/**
 * The row of a class, through the classes of this file whose parent's constructor is called as it is. A name may be given
 * one class after the other: which of them is there depends on the platform.
 */
function findRowOf(file: SourceFile, callee: Node, findRow: FindRow): StartRow | null {
  const look = (origin: Origin): StartRow | null => findRow({ ...origin, path: getExportName(origin) });
  const row = findClassRow(file, callee, look, { passes: (subclass) => !hasConstructor(subclass) });
  return row ?? listOrigins(file, callee).reduce<StartRow | null>((found, origin) => found ?? look(origin), null);
}

function toSpawn(file: SourceFile, call: Call, row: StartRow, { findConstant }: StartLookups): Spawn | null {
  const named = findNamed(file, call, row.file);
  if (!named || (row.kind === 'job' && isFunction(unwrap(named.node)))) return null;
  const isEval = row.kind === 'worker' && call.arguments.slice(1).some((options) => hasEval(file, options));
  const values = isEval ? UNKNOWN : getNamedValues(file, named, { findConstant });
  const text = getExcerpt(file, named.node);
  return { row, line: getLine(call), values, isEval, text, condition: 'none', call, named };
}

/** Also in `{ ...options, eval: true }` and `Object.assign({}, options, { eval: true })`. */
function hasEval(file: SourceFile, options: Node): boolean {
  for (const node of walk(file.code, follow(file, options), isFunction)) {
    const value = node.type === 'Property' && getPropertyName(node) === 'eval' ? node.value : null;
    if (value?.type === 'Literal' && value.value === true) return true;
  }
  return false;
}

/** `new AnyWorker(require.resolve('./x'))`: a class that cannot be followed, but with a worker's name and a file. */
function readByName(file: SourceFile, call: TSESTree.NewExpression, { findConstant }: StartLookups): Spawn | null {
  const origin = findOrigin(file, call.callee);
  const exported = origin ? getExportName(origin).split('.').at(-1) : 'default';
  const name =
    exported === undefined || exported === '' || exported === 'default' ? getLastName(call.callee) : exported;
  const [node] = call.arguments;
  if (name === null || !WORKER_CLASS.test(name) || !node || isOwnClass(file, call.callee)) return null;
  const named = { node, path: [] };
  const values = getNamedValues(file, named, { findConstant });
  if (values.texts.length === 0) return null;
  const row = { ...BY_NAME, library: origin?.module || name };
  return {
    row,
    line: getLine(call),
    values,
    isEval: false,
    text: getExcerpt(file, node),
    condition: 'file',
    call,
    named,
  };
}

/** A class of the file whose own constructor, or its lack, tells what becomes of the argument. */
function isOwnClass(file: SourceFile, callee: Node): boolean {
  const name = unwrap(callee);
  const node = name.type === 'Identifier' ? (findVariable(file, name)?.defs[0]?.node as Node | undefined) : undefined;
  return node?.type === 'ClassDeclaration' && (hasConstructor(node) || !node.superClass);
}

function hasConstructor({ body }: ClassNode): boolean {
  return body.body.some((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
}

function findEnclosingClass(node: Node): ClassNode | null {
  let current: Node | undefined = node;
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression') current = current.parent;
  return current ?? null;
}
