import { getNodes } from '../source/node-index.ts';
import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { listFunctions } from './value-functions.ts';

interface Exported {
  readonly name: string | null;
  readonly value: Node;
}

/** The functions that a file exports by a name (`default` too), `*` for all; names and wrappers are looked through. */
export function listExportedFunctions(file: SourceFile, name: string): FunctionNode[] {
  const exported = [
    ...file.code.ast.body.flatMap(listOfStatement),
    ...getNodes(file.code, 'AssignmentExpression').flatMap(listOfAssignment),
  ];
  return exported
    .filter((one) => name === '*' || one.name === name)
    .flatMap(({ value }) => listFunctions(file, value, []));
}

function listOfStatement(statement: TSESTree.ProgramStatement): Exported[] {
  if (statement.type === 'ExportDefaultDeclaration') return [{ name: 'default', value: statement.declaration }];
  if (statement.type !== 'ExportNamedDeclaration' || statement.source) return [];
  const { declaration, specifiers } = statement;
  if (declaration?.type === 'FunctionDeclaration') return [{ name: declaration.id?.name ?? null, value: declaration }];
  if (declaration?.type === 'VariableDeclaration') return declaration.declarations.flatMap(listOfVariable);
  return specifiers.map(({ exported, local }) => ({
    name: exported.type === 'Identifier' ? exported.name : exported.value,
    value: local,
  }));
}

function listOfVariable({ id, init }: TSESTree.VariableDeclarator): Exported[] {
  return id.type === 'Identifier' && init ? [{ name: id.name, value: init }] : [];
}

/** `exports.name = …`, `module.exports.name = …`, `module.exports = …` */
function listOfAssignment({ left, right }: TSESTree.AssignmentExpression): Exported[] {
  const target = unwrap(left);
  if (target.type !== 'MemberExpression') return [];
  if (isExports(target.object)) return [{ name: getPropertyName(target), value: right }];
  if (!isExports(target)) return [];
  const value = unwrap(right);
  if (value.type !== 'ObjectExpression') return [{ name: 'default', value: right }];
  return value.properties.flatMap((property) =>
    property.type === 'Property' ? [{ name: getPropertyName(property), value: property.value }] : [],
  );
}

function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    getPropertyName(node) === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module'
  );
}
