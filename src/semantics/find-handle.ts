import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { findHandleRow } from './rows.ts';
import { findTypeRow } from './type-row.ts';
import type { ExportedWorker } from '../source/project-view.ts';
import { getReturns } from './functions.ts';
import { first, OTHER, type Finding, type Handle, type MadeRef } from './handle.ts';
import { traceImported } from './imported.ts';
import { isBox, traceCall, traceNew } from './trace-call.ts';
import { traceVariable, type Sources } from './trace-variable.ts';
import { findByName } from './worker-name.ts';
import { findVariable } from '../source/variables.ts';
import { getPropertySources } from './members.ts';

export type { Handle } from './handle.ts';

/** The property in which a framework's box holds its value: `workerRef.current`. */
const BOXED = /^(?:current|value)$/;
const MOST_STEPS = 400;

/**
 * Is this expression a worker or a pool? Looks at constructors, types, fields, elements of collections, factories and
 * aliases of the same file; a name that says worker or thread is the last resort (without it recall falls from 0.90 to
 * 0.25, corpus PATTERNS.md).
 */
export function findHandle(file: SourceFile, node: Node): Handle | null {
  const found = trace(file, node, 0, new Path());
  if (found === OTHER) return null;
  return found === null || found.kind === 'owner' || found.kind === 'imported' ? findByName(file, node) : found;
}

/** What an expression is when another file of the project made it and its methods end workers there. */
export function findOwner(file: SourceFile, node: Node): ExportedWorker | null {
  const found = trace(file, node, 0, new Path());
  return found === null || found === OTHER || found.kind === 'imported' ? null : (found.made ?? null);
}

/** The export of another file that made an expression, in a file that is read without the others. */
export function findImportOf(file: SourceFile, node: Node): MadeRef | null {
  const found = file.project.isLinked ? null : trace(file, node, 0, new Path());
  return found !== null && found !== OTHER && found.kind === 'imported' ? found.ref : null;
}

/** Does the expression make a worker, directly or through a factory of the file? */
export function isCreation(file: SourceFile, node: Node): boolean {
  const found = trace(file, node, 0, new Path());
  return found !== null && found !== OTHER && found.kind !== 'imported';
}

/** `elements` counts how many collections lie around the value that is asked for. */
function trace(file: SourceFile, expression: Node, elements: number, path: Path): Finding {
  const asserted = expression.type === 'TSAsExpression' || expression.type === 'TSTypeAssertion';
  const byType = asserted ? traceType(file, expression.typeAnnotation, elements) : null;
  if (byType) return byType;
  const node = unwrap(expression);
  if (!path.enter(node, elements)) return null;
  const next = (to: Node | null | undefined, more = 0): Finding => (to ? trace(file, to, elements + more, path) : null);
  switch (node.type) {
    case 'AwaitExpression':
      return next(node.argument);
    case 'YieldExpression':
      return next(node.argument);
    case 'NewExpression':
      return traceTypeArgument(file, node, elements) ?? traceNew(file, node, elements, next);
    case 'CallExpression':
      return (
        traceCall(file, node, elements, next) ?? (isBox(node) ? traceTypeArgument(file, node, elements + 1) : null)
      );
    case 'ArrayExpression':
      return elements > 0 ? first(node.elements.map((e) => next(e, -1))) : null;
    case 'SpreadElement':
      return next(node.argument, 1);
    case 'ConditionalExpression':
      return first([next(node.consequent), next(node.alternate)]);
    case 'LogicalExpression':
      return first([next(node.left), next(node.right)]);
    case 'AssignmentExpression':
      return next(node.right);
    case 'Identifier': {
      const variable = findVariable(file, node);
      const found = variable && traceVariable(file, variable, elements, toSources(file, path));
      return found ?? (elements === 0 ? traceImported(file, node, 'value') : null);
    }
    case 'MemberExpression': {
      const name = getPropertyName(node);
      if (name === null) return next(node.object, 1);
      // Any box of the file has a property of that name: which box it is counts more.
      const found = (BOXED.test(name) ? next(node.object) : null) ?? traceProperty(file, name, elements, path);
      return found ?? (elements === 0 ? traceImported(file, node, 'value') : null);
    }
    case 'ThisExpression':
      return elements === 0 ? traceThis(file, node) : null;
    default:
      return null;
  }
}

function traceProperty(file: SourceFile, name: string, elements: number, path: Path): Finding {
  const sources = getPropertySources(file).get(name);
  if (!sources) return null;
  return first([
    ...sources.types.map((type) => traceType(file, type, elements)),
    ...sources.values.map((value) => trace(file, value, elements, path)),
    ...sources.getters.flatMap((fn) => getReturns(file, fn).map((value) => trace(file, value, elements, path))),
    ...(elements > 0 ? sources.elements.map((value) => trace(file, value, elements - 1, path)) : []),
  ]);
}

/** `new Map<string, Worker>()`, `useRef<Worker>(null)` */
function traceTypeArgument(
  file: SourceFile,
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  elements: number,
): Finding {
  const type = node.typeArguments?.params.at(-1);
  return type && elements > 0 ? traceType(file, type, elements - 1) : null;
}

function traceType(file: SourceFile, type: TSESTree.TypeNode, elements: number): Finding {
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

/** `pool: WorkerPool | null`, where the class is another file's. */
function traceImportedType(file: SourceFile, type: TSESTree.TypeNode): Finding {
  if (type.type === 'TSUnionType') return first(type.types.map((part) => traceImportedType(file, part)));
  return type.type === 'TSTypeReference' ? traceImported(file, type.typeName, 'new', true) : null;
}

function toSources(file: SourceFile, path: Path): Sources {
  return {
    ask: (node, elements) => (node ? trace(file, node, elements, path) : null),
    askProperty: (name, elements) => traceProperty(file, name, elements, path),
    askType: (type, elements) => traceType(file, type, elements),
  };
}

/** `this` in a class that extends a worker's or a pool's. */
function traceThis(file: SourceFile, node: Node): Finding {
  let current: Node | undefined = node;
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression') current = current.parent;
  if (!current?.superClass) return null;
  const row = findHandleRow(file, current.superClass, false);
  if (!row) return traceImported(file, current.superClass, 'new');
  const isWorker = 'platform' in row;
  const platform = isWorker ? row.platform : 'node';
  return { kind: isWorker ? 'worker' : 'pool', evidence: 'constructor', platform, row, creation: null };
}

/** Asks each expression once for each depth of collection, and gives up where a value comes from everywhere. */
class Path {
  readonly #visited = new Map<Node, number>();

  enter(node: Node, elements: number): boolean {
    const depths = this.#visited.get(node) ?? 0;
    const depth = 1 << elements;
    if (elements > 4 || (depths & depth) !== 0 || this.#visited.size > MOST_STEPS) return false;
    this.#visited.set(node, depths | depth);
    return true;
  }
}
