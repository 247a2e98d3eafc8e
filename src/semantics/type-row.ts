import type { TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { PoolRow, WorkerRow } from '../knowledge/types.ts';
import { TRANSPARENT } from './declared-types.ts';
import { findHandleRow } from './rows.ts';
import { findVariable } from '../source/variables.ts';

/** What a type annotation says about a value that is, holds or promises a worker or pool. */
export interface TypeRow {
  readonly row: WorkerRow | PoolRow;
  /** Is the worker an element of a list, set or map? */
  readonly isCollection: boolean;
  readonly isPromise: boolean;
}

/** Generic types whose last argument is the type of their elements. */
const COLLECTIONS: ReadonlySet<string> = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'WeakSet',
  'Map',
  'ReadonlyMap',
  'WeakMap',
  'Record',
  'Iterable',
  'IterableIterator',
]);
const MAX_DEPTH = 8;

/** The worker or pool class that a type names: `Worker`, `Piscina | null`, `Map<string, Worker>`, `Promise<Worker>`. */
export function findTypeRow(file: SourceFile, type: TSESTree.TypeNode): TypeRow | null {
  return find(file, type, 0);
}

function find(file: SourceFile, type: TSESTree.TypeNode, depth: number): TypeRow | null {
  if (depth > MAX_DEPTH) return null;
  const next = (to: TSESTree.TypeNode | undefined): TypeRow | null => (to ? find(file, to, depth + 1) : null);
  switch (type.type) {
    case 'TSUnionType':
    case 'TSIntersectionType':
      return first(type.types, next);
    case 'TSArrayType':
      return asCollection(next(type.elementType));
    case 'TSTupleType':
      return asCollection(first(type.elementTypes, next));
    case 'TSNamedTupleMember':
      return next(type.elementType);
    case 'TSTypeOperator':
      return type.operator === 'readonly' ? next(type.typeAnnotation) : null;
    case 'TSRestType':
    case 'TSOptionalType':
      return next(type.typeAnnotation);
    case 'TSTypeReference':
      return findOfReference(file, type, next);
    case 'TSImportType':
      return asRow(findHandleRow(file, type, true));
    default:
      return null;
  }
}

type Next = (to: TSESTree.TypeNode | undefined) => TypeRow | null;

function findOfReference(file: SourceFile, type: TSESTree.TSTypeReference, next: Next): TypeRow | null {
  const name = type.typeName.type === 'Identifier' ? type.typeName.name : null;
  const args = type.typeArguments?.params ?? [];
  const declared = type.typeName.type === 'Identifier' ? findVariable(file, type.typeName) : null;
  if (name !== null && !declared) {
    if (COLLECTIONS.has(name)) return asCollection(next(args.at(-1)));
    if (TRANSPARENT.has(name)) return next(args[0]);
    if (name === 'Promise' || name === 'PromiseLike') {
      const row = next(args[0]);
      return row && { ...row, isPromise: true };
    }
    if (name === 'InstanceType' || name === 'ReturnType') return findOfQuery(file, args[0], name === 'InstanceType');
  }
  const alias = declared?.defs[0]?.node;
  if (alias?.type === 'TSTypeAliasDeclaration') return next(alias.typeAnnotation);
  return asRow(findHandleRow(file, type.typeName, true));
}

/** `InstanceType<typeof Worker>`, `ReturnType<typeof workerpool.pool>`. */
function findOfQuery(file: SourceFile, type: TSESTree.TypeNode | undefined, isClass: boolean): TypeRow | null {
  if (type?.type !== 'TSTypeQuery' || type.exprName.type === 'TSImportType') return null;
  const row = findHandleRow(file, type.exprName, true);
  return row && 'platform' in row && !isClass ? null : asRow(row);
}

function first(types: readonly TSESTree.TypeNode[], next: Next): TypeRow | null {
  for (const type of types) {
    const row = next(type);
    if (row) return row;
  }
  return null;
}

function asCollection(row: TypeRow | null): TypeRow | null {
  return row && { ...row, isCollection: true };
}

function asRow(row: WorkerRow | PoolRow | null): TypeRow | null {
  return row && { row, isCollection: false, isPromise: false };
}
