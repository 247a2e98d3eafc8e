import { findEnclosingFunction, getPropertyName, isFunction } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * Where somebody else may first abort a controller that its function has made: its name is handed on, or stands in a
 * function for later. Its signal alone lets nobody abort it. The creation itself where the file does not tell.
 */
export function getHandovers(file: SourceFile, creation: TSESTree.NewExpression): Node[] {
  const { parent } = creation;
  const name = parent.type === 'VariableDeclarator' ? parent.id : parent.type === 'AssignmentExpression' && parent.left;
  if (!name) return [creation];
  if (
    name.type === 'ObjectPattern' &&
    name.properties.every((part) => part.type === 'Property' && getPropertyName(part) === 'signal')
  )
    return [];
  const variable = name.type === 'Identifier' ? findVariable(file, name) : null;
  if (!variable) return [creation];
  const owner = findEnclosingFunction(creation);
  const reads = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
  return reads.flatMap((read) => (isSignalOf(read) ? [] : [findPointIn(owner, read) ?? creation]));
}

function isSignalOf({ parent }: TSESTree.Identifier | TSESTree.JSXIdentifier): boolean {
  return parent.type === 'MemberExpression' && getPropertyName(parent) === 'signal';
}

/** The node itself, or the function of `owner` that it stands in; null in a declared one, which may be called from anywhere. */
function findPointIn(owner: Node | null, node: Node): Node | null {
  let point = node;
  for (let fn = findEnclosingFunction(node); fn && fn !== owner; fn = findEnclosingFunction(fn)) point = fn;
  return isFunction(point) && point.type === 'FunctionDeclaration' ? null : point;
}
