import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { findDeclared } from './binding.ts';
import { listExported } from './made-by.ts';

/** So many names are followed at most, which also ends circles. */
const MAX_ALIASES = 6;

/** The functions at `path` inside a value, names of this file looked up. */
export function listFunctions(file: SourceFile, value: Node, path: readonly string[], aliases = 0): FunctionNode[] {
  const node = unwrap(value);
  const [name, ...rest] = path;
  if (node.type === 'Identifier') return aliases < MAX_ALIASES ? listOfName(file, node, path, aliases + 1) : [];
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'exports') {
    const values = aliases < MAX_ALIASES ? listExported(file, getPropertyName(node) ?? '') : [];
    return values.flatMap((exported) => listFunctions(file, exported, path, aliases + 1));
  }
  if (name === undefined) return listOfNode(file, node, aliases);
  if (node.type === 'ObjectExpression') {
    return node.properties.flatMap((property) => {
      if (property.type === 'SpreadElement') return listFunctions(file, property.argument, path, aliases);
      return name === '*' || getPropertyName(property) === name
        ? listFunctions(file, property.value, rest, aliases)
        : [];
    });
  }
  if (node.type === 'ArrayExpression' && name === '*') {
    return node.elements.flatMap((element) => (element ? listFunctions(file, element, rest, aliases) : []));
  }
  return [];
}

function listOfNode(file: SourceFile, node: Node, aliases: number): FunctionNode[] {
  if (isFunction(node)) return [node];
  // `this.process.bind(this)`, and wrappers: `traced(async (job) => …)`.
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee);
    const isBound = callee.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
    if (isBound) return listFunctions(file, callee.object, [], aliases);
    return node.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      return isFunction(inner) ? [inner] : [];
    });
  }
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return [];
  return findMethods(node, getPropertyName(node));
}

function listOfName(
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
  return isPlain && declared.init ? listFunctions(file, declared.init, path, aliases) : [];
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
