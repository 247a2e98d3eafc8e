import { unwrap } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { pools } from '../knowledge/pools.ts';
import { sleeps } from '../knowledge/sleeps.ts';
import type { PoolRow, SleepRow, WorkerRow } from '../knowledge/types.ts';
import { workerConstructors } from '../knowledge/worker-constructors.ts';
import { findOrigin, findTypeOrigin } from './origin.ts';
import type { Origin } from './module-path.ts';
import { findRow, getModuleKey, getRowKey, getWordsOf, type RowIndex } from './row-index.ts';
import { findBinding } from './values.ts';
import { holdsAny } from '../source/text-gate.ts';
import { findVariable } from '../source/variables.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

const workerRows: RowIndex<WorkerRow> = new Map(
  workerConstructors.flatMap((row) =>
    (row.modules.length > 0 ? row.modules : ['']).map((module) => [getRowKey(module, row.name), row] as const),
  ),
);

const sleepRows: RowIndex<SleepRow> = new Map(sleeps.map((row) => [getRowKey(row.module, row.name), row]));
const poolRows: RowIndex<PoolRow> = new Map(
  pools.flatMap((row) => row.constructors.map((name) => [getRowKey(row.module, name), row] as const)),
);
const poolTypes = pools.flatMap((row) => (row.types ?? []).map((name) => [getRowKey(row.module, name), row] as const));
const poolTypeRows: RowIndex<PoolRow> = new Map([...poolRows, ...poolTypes]);

const getSleepRows = oncePerFile((file): RowIndex<SleepRow> => {
  if (file.settings.sleeps.length === 0) return sleepRows;
  const own = file.settings.sleeps.map((row) => [getRowKey(getModuleKey(file, row.module), row.name), row] as const);
  return new Map([...sleepRows, ...own]);
});

const getPoolRows = oncePerFile((file): RowIndex<PoolRow> => {
  if (file.settings.pools.length === 0) return poolRows;
  const index = new Map(poolRows);
  for (const row of file.settings.pools) {
    for (const name of row.constructors) index.set(getRowKey(getModuleKey(file, row.module), name), row);
  }
  return index;
});

const getPoolTypeRows = oncePerFile((file): RowIndex<PoolRow> =>
  file.settings.pools.length === 0 ? poolTypeRows : new Map([...getPoolRows(file), ...poolTypes]),
);

/** `promisify(setTimeout)` is one of the rows too. */
const SLEEP_WORDS = [...getWordsOf(sleepRows), 'promisify'];
const POOL_WORDS = getWordsOf(poolRows);

/** Can any call of the file be one of a known sleep function, as far as a look at the text tells? */
export function maySleep(file: SourceFile): boolean {
  return file.settings.sleeps.length > 0 || holdsAny(file, SLEEP_WORDS);
}

/** Can the file make one of the known pools, as far as a look at the text tells? */
export function mayMakePools(file: SourceFile): boolean {
  return file.settings.pools.length > 0 || holdsAny(file, POOL_WORDS);
}

/** The row of the sleep function that is called: a known one (`promisify(setTimeout)` is) or one of the settings. */
export function findSleepRow(file: SourceFile, call: TSESTree.CallExpression): SleepRow | null {
  if (!maySleep(file)) return null;
  const origin = findOrigin(file, call.callee);
  return origin && findRow(file, getSleepRows(file), origin);
}

/** The row of the worker class that is constructed, also through subclasses of this file. */
export function findWorkerRow(file: SourceFile, node: TSESTree.NewExpression): WorkerRow | null {
  return findClassRow(file, node.callee, (origin) => findRow(file, workerRows, origin));
}

/** The row of the pool that is made: a known one or one of the settings, also through subclasses of this file. */
export function findPoolRow(file: SourceFile, node: TSESTree.NewExpression | TSESTree.CallExpression): PoolRow | null {
  if (!mayMakePools(file)) return null;
  const rows = getPoolRows(file);
  if (node.type === 'NewExpression') return findClassRow(file, node.callee, (origin) => findRow(file, rows, origin));
  const origin = findOrigin(file, node.callee);
  return origin && findRow(file, rows, origin);
}

/** The row of a library of pools by the module that it has there. */
export function findRowOfPool({ settings }: SourceFile, module: string): PoolRow | null {
  return [...settings.pools, ...pools].find((row) => row.module === module) ?? null;
}

/** The row of a class by the origin or the declaration that a type annotation or `extends` names. */
export function findHandleRow(file: SourceFile, node: Node, isType: boolean): WorkerRow | PoolRow | null {
  const poolRows = isType ? getPoolTypeRows(file) : getPoolRows(file);
  const look = (origin: Origin): WorkerRow | PoolRow | null =>
    findRow(file, workerRows, origin) ?? findRow(file, poolRows, origin);
  return findClassRow(file, node, look, { isType });
}

/**
 * What `look` tells of the origin that a class has, names, choices and subclasses of this file looked through; of those
 * only the ones that `passes` lets through.
 */
export function findClassRow<Row>(
  file: SourceFile,
  node: Node,
  look: (origin: Origin) => Row | null,
  { isType = false, passes = () => true }: { isType?: boolean; passes?: (subclass: ClassNode) => boolean } = {},
  path: readonly Node[] = [],
): Row | null {
  const inner = unwrap(node);
  if (path.includes(inner)) return null;
  const origin = isType ? findTypeOrigin(file, inner) : findOrigin(file, inner);
  if (origin) return look(origin);
  const next = (to: Node | null): Row | null => to && findClassRow(file, to, look, { passes }, [...path, inner]);
  switch (inner.type) {
    case 'Identifier':
      return next(findClass(file, inner));
    case 'ClassDeclaration':
    case 'ClassExpression':
      return passes(inner) ? next(inner.superClass) : null;
    case 'ConditionalExpression':
      return next(inner.consequent) ?? next(inner.alternate);
    case 'LogicalExpression':
      return next(inner.left) ?? next(inner.right);
    default:
      return null;
  }
}

/** The class declaration, or the value, that a name stands for. */
function findClass(file: SourceFile, node: TSESTree.Identifier): Node | null {
  const variable = findVariable(file, node);
  const definition = variable?.defs[0];
  if (!variable || !definition) return null;
  if (definition.type === 'ClassName') return definition.node;
  const binding = findBinding(variable);
  return binding?.from === 'value' && binding.names.length === 0 && !binding.isAwaited ? binding.value : null;
}
