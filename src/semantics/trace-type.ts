import type { SourceFile } from '../source/source-file.ts';
import type { TSESTree } from '../source/types.ts';
import { firstOf, type ValueType } from './handle.ts';
import { traceImported } from './imported.ts';
import { findTypeRow } from './type-row.ts';

/** What a value of a type is: `Worker`, `Piscina | null`, a class of another file. */
export function traceType(file: SourceFile, type: TSESTree.TypeNode, elements: number): ValueType {
  const found = findTypeRow(file, type);
  if (!found) return elements === 0 ? traceImportedType(file, type) : null;
  if (found.isCollection !== elements > 0) return null;
  const isWorker = 'platform' in found.row;
  return {
    kind: isWorker ? 'worker' : 'pool',
    evidence: 'type',
    platform: 'platform' in found.row ? found.row.platform : 'node',
    row: found.row,
    creation: null,
  };
}

/** `new Map<string, Worker>()`, `useRef<Worker>(null)` */
export function traceTypeArgument(
  file: SourceFile,
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  elements: number,
): ValueType {
  const type = node.typeArguments?.params.at(-1);
  return type && elements > 0 ? traceType(file, type, elements - 1) : null;
}

/** `pool: WorkerPool | null`, where the class is another file's. */
function traceImportedType(file: SourceFile, type: TSESTree.TypeNode): ValueType {
  if (type.type === 'TSUnionType') return firstOf(type.types, (part) => traceImportedType(file, part));
  if (type.type === 'TSImportType') return traceImported(file, type, 'new', true);
  return type.type === 'TSTypeReference' ? traceImported(file, type.typeName, 'new', true) : null;
}
