import type { SourceFile } from '../source/source-file.ts';
import { oncePerFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { findJsDocReturnType, findJsDocType } from './jsdoc-types.ts';

const getKnown = oncePerFile(() => new Map<Node, TSESTree.TypeNode | null>());

/** The type that a variable, parameter or field is declared with, by an annotation or by JSDoc. */
export function findDeclaredType(file: SourceFile, name: Node): TSESTree.TypeNode | null {
  if ('typeAnnotation' in name && name.typeAnnotation?.type === 'TSTypeAnnotation')
    return name.typeAnnotation.typeAnnotation;
  return remember(file, name, () => findJsDocType(file, name));
}

/** The type that a function says it gives back. */
export function findReturnType(file: SourceFile, fn: FunctionNode): TSESTree.TypeNode | null {
  return fn.returnType?.typeAnnotation ?? remember(file, fn, () => findJsDocReturnType(file, fn));
}

/** A type that a comment writes is one node, whoever asks, as answers are kept by node. */
function remember(file: SourceFile, node: Node, find: () => TSESTree.TypeNode | null): TSESTree.TypeNode | null {
  const known = getKnown(file);
  let type = known.get(node);
  if (type === undefined) known.set(node, (type = find()));
  return type;
}

/** The class, interface or object type of this file that a type names: `Pool | null`, `Readonly<State>`. */
export function findTypeDeclaration(file: SourceFile, type: TSESTree.TypeNode, depth = 0): Node | null {
  if (type.type === 'TSTypeLiteral') return type;
  if (type.type === 'TSUnionType') {
    const found = type.types.flatMap((part) => findTypeDeclaration(file, part, depth) ?? []);
    return found.length === 1 ? (found[0] ?? null) : null;
  }
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || depth > 4) return null;
  const variable = findVariable(file, type.typeName);
  const [wrapped] = type.typeArguments?.params ?? [];
  if (!variable)
    return wrapped && TRANSPARENT.has(type.typeName.name) ? findTypeDeclaration(file, wrapped, depth + 1) : null;
  const declared = variable.defs.map(({ node }) => node as Node);
  const alias = declared.find((node) => node.type === 'TSTypeAliasDeclaration');
  if (alias) return findTypeDeclaration(file, alias.typeAnnotation, depth + 1);
  return declared.find(({ type: kind }) => /^Class|^TSInterface/.test(kind)) ?? null;
}

/** Generic types that change nothing about what their first argument is. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Awaited',
  'Omit',
  'Pick',
]);
