import { getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { listFunctions } from '../../semantics/value-functions.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * The one function of the file that a callee means: by its name, as a method of the class around `this`, as a static
 * method, as a property of an object literal; null where there are several.
 */
export function findOwnFunction(file: SourceFile, callee: Node): FunctionNode | null {
  const node = unwrap(callee);
  if (isFunction(node)) return node;
  const found = node.type === 'MemberExpression' ? listMethods(file, node) : getOwnFunctions(file, node);
  const [only, ...others] = found;
  return only && others.length === 0 ? only : null;
}

function listMethods(file: SourceFile, member: TSESTree.MemberExpression): readonly FunctionNode[] {
  const object = unwrap(member.object);
  if (object.type === 'ThisExpression') {
    const all = getOwnFunctions(file, member);
    const owner = findClassBody(object);
    const own = owner ? all.filter((fn) => isInside(fn, owner)) : [];
    return own.length > 0 ? own : all;
  }
  const name = getPropertyName(member);
  if (name === null) return [];
  // `this.backoff.wait()`, by the class that the field or parameter is declared or made as.
  if (object.type !== 'Identifier') return getOwnFunctions(file, member);
  const definition = findVariable(file, object)?.defs[0];
  if (definition?.type === 'ClassName') return listStatic(definition.node, name);
  return definition?.type === 'Variable' ? listFunctions(file, object, [name]) : getOwnFunctions(file, member);
}

/** The static methods and function fields of a class. */
export function listStatic(
  { body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  name: string,
): FunctionNode[] {
  return body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return [];
    return member.static && getPropertyName(member) === name && isFunction(member.value) ? [member.value] : [];
  });
}

function findClassBody(node: Node): Node | null {
  for (let current: Node | undefined = node; current; current = current.parent)
    if (current.type === 'ClassBody') return current;
  return null;
}
