import { boxProperties } from '../knowledge/boxes.ts';
import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { ExportedWorker } from '../source/project-view.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { Node } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { findThisOwner, isClass } from './classes.ts';
import { getReturns } from './functions.ts';
import { firstOf, OTHER, type Handle, type MadeRef, type ValueType } from './handle.ts';
import { traceImported } from './imported.ts';
import { getPropertySources } from './members.ts';
import { findHandleRow } from './rows.ts';
import { isBox, traceCall, traceNew } from './trace-call.ts';
import { traceType, traceTypeArgument } from './trace-type.ts';
import { traceVariable, type Sources } from './trace-variable.ts';
import { TypeSearch, type KnownTypes } from './type-search.ts';
import { findByName } from './worker-name.ts';

export type { Handle } from './handle.ts';

const getKnownTypes = oncePerFile((): KnownTypes => new Map());

/**
 * Is this expression a worker or a pool? Looks at constructors, types, fields, elements of collections, factories and
 * aliases of the same file; a name that says worker or thread is the last resort (without it recall falls from 0.90 to
 * 0.25, corpus PATTERNS.md).
 */
export function findHandle(file: SourceFile, node: Node): Handle | null {
  const found = findType(file, node);
  if (found === OTHER) return null;
  return found === null || found.kind === 'owner' || found.kind === 'imported' ? findByName(file, node) : found;
}

/** What an expression is when another file of the project made it and its methods end workers there. */
export function findOwner(file: SourceFile, node: Node): ExportedWorker | null {
  const found = findType(file, node);
  return found === null || found === OTHER || found.kind === 'imported' ? null : (found.made ?? null);
}

/** The export of another file that made an expression, in a file that is read without the others. */
export function findImportOf(file: SourceFile, node: Node): MadeRef | null {
  const found = file.project.isLinked ? null : findType(file, node);
  return found !== null && found !== OTHER && found.kind === 'imported' ? found.ref : null;
}

/** Does the expression make a worker, directly or through a factory of the file? */
export function isCreation(file: SourceFile, node: Node): boolean {
  const found = findType(file, node);
  return found !== null && found !== OTHER && found.kind !== 'imported';
}

/** What an expression is by its types and values, the names in it left out; worked out once for each expression. */
function findType(file: SourceFile, node: Node): ValueType {
  return trace(file, node, 0, new TypeSearch(getKnownTypes(file)));
}

/** `elements` counts how many collections lie around the value that is asked for. */
function trace(file: SourceFile, expression: Node, elements: number, search: TypeSearch): ValueType {
  const asserted = expression.type === 'TSAsExpression' || expression.type === 'TSTypeAssertion';
  const byType = asserted ? traceType(file, expression.typeAnnotation, elements) : null;
  if (byType) return byType;
  const node = unwrap(expression);
  return search.ask(node, elements, () => traceNode(file, node, elements, search));
}

function traceNode(file: SourceFile, node: Node, elements: number, search: TypeSearch): ValueType {
  const next = (to: Node | null | undefined, more = 0): ValueType =>
    to ? trace(file, to, elements + more, search) : null;
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
      return elements > 0 ? firstOf(node.elements, (element) => next(element, -1)) : null;
    case 'SpreadElement':
      return next(node.argument, 1);
    case 'ConditionalExpression':
      return firstOf([node.consequent, node.alternate], (branch) => next(branch));
    case 'LogicalExpression':
      return firstOf([node.left, node.right], (side) => next(side));
    case 'AssignmentExpression':
      return next(node.right);
    case 'Identifier': {
      const variable = findVariable(file, node);
      const found = variable && traceVariable(file, variable, elements, toSources(file, search));
      return found ?? (elements === 0 ? traceImported(file, node, 'value') : null);
    }
    case 'MemberExpression': {
      const name = getPropertyName(node);
      if (name === null) return next(node.object, 1);
      // Any box of the file has a property of that name: which box it is counts more.
      const found =
        (boxProperties.has(name) ? next(node.object) : null) ??
        traceProperty(file, node.object, name, elements, search);
      return found ?? (elements === 0 ? traceImported(file, node, 'value') : null);
    }
    case 'ThisExpression':
      return elements === 0 ? traceThis(file, node) : null;
    default:
      return null;
  }
}

/** A property of an object; null for an object of which only the property is known. */
function traceProperty(
  file: SourceFile,
  object: Node | null,
  name: string,
  elements: number,
  search: TypeSearch,
): ValueType {
  const sources = getPropertySources(file, object, name);
  const returned = sources.getters.flatMap((fn) => getReturns(file, fn));
  const added = elements > 0 ? sources.elements : [];
  return firstOf(
    [
      () => firstOf(sources.types, (type) => traceType(file, type, elements)),
      () => firstOf([...sources.values, ...returned], (value) => trace(file, value, elements, search)),
      () => firstOf(added, (value) => trace(file, value, elements - 1, search)),
    ],
    (ask) => ask(),
  );
}

function toSources(file: SourceFile, search: TypeSearch): Sources {
  return {
    ask: (node, elements) => (node ? trace(file, node, elements, search) : null),
    askProperty: (object, name, elements) => traceProperty(file, object, name, elements, search),
    askType: (type, elements) => traceType(file, type, elements),
  };
}

/** `this` in a class that extends a worker's or a pool's. */
function traceThis(file: SourceFile, node: Node): ValueType {
  const owner = findThisOwner(file, node);
  if (!isClass(owner) || !owner.superClass) return null;
  const row = findHandleRow(file, owner.superClass, false);
  if (!row) return traceImported(file, owner.superClass, 'new');
  const isWorker = 'platform' in row;
  const platform = isWorker ? row.platform : 'node';
  return { kind: isWorker ? 'worker' : 'pool', evidence: 'constructor', platform, row, creation: null };
}
