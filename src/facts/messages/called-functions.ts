import { listFunctions } from '../../semantics/value-functions.ts';
import { getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findBinding } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** A function that is called, and the position at which an argument arrives in it. */
interface Called {
  readonly fn: FunctionNode;
  readonly argument: number;
}

/**
 * The functions of this file that get an argument: `handle(m)`, `this.handle(m)` of the class around it, methods of an
 * object or class of the file, `handle.call(this, m)`. Empty where the function is somewhere else.
 */
export function listCalled(file: SourceFile, callee: Node, argument: number): Called[] {
  const inner = unwrap(callee);
  const name = inner.type === 'MemberExpression' ? getPropertyName(inner) : null;
  if (inner.type === 'MemberExpression' && (name === 'call' || name === 'bind'))
    return argument === 0 ? [] : listCalled(file, inner.object, argument - 1);
  const made = inner.type === 'Identifier' ? findMadeClass(file, inner) : null;
  const functions = made ? listMethods(made, 'constructor') : listNamed(file, inner);
  return functions.map((fn) => ({ fn, argument }));
}

/** The functions of this file that an expression is. */
export function listNamed(file: SourceFile, expression: Node): FunctionNode[] {
  const node = unwrap(expression);
  if (isFunction(node)) return [node];
  if (node.type === 'MemberExpression') return listMember(file, node);
  // A call of something else gives a function that nobody can see: only `bind` is looked through.
  const isBound = node.type === 'CallExpression' && isBind(node);
  if (isBound) return listNamed(file, (unwrap(node.callee) as TSESTree.MemberExpression).object);
  if (node.type !== 'Identifier') return [];
  const declared = listFunctions(file, node, []);
  return declared.length > 0 ? declared : listWritten(file, node);
}

/** The functions that a variable is given after its declaration. */
function listWritten(file: SourceFile, id: TSESTree.Identifier): FunctionNode[] {
  return (findVariable(file, id)?.references ?? []).flatMap(({ writeExpr }) => {
    const value = writeExpr ? unwrap(writeExpr) : null;
    return isFunction(value) ? [value] : [];
  });
}

function isBind({ callee }: TSESTree.CallExpression): boolean {
  const inner = unwrap(callee);
  return inner.type === 'MemberExpression' && getPropertyName(inner) === 'bind';
}

function listMember(file: SourceFile, node: TSESTree.MemberExpression): FunctionNode[] {
  const name = getPropertyName(node);
  const object = unwrap(node.object);
  if (name === null) return [];
  if (object.type === 'ThisExpression') {
    const own = listFunctions(file, node, []);
    // Of the class that it extends, or of an object around it.
    return own.length > 0 || isInPlainClass(node) ? own : getPropertySources(file, null, name).functions;
  }
  const made = object.type === 'Identifier' ? findMadeClass(file, object) : null;
  if (made) return listMethods(made, name);
  return object.type === 'Identifier' ? listFunctions(file, object, [name]) : [];
}

function isInPlainClass(node: Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent)
    if (outer.type === 'ClassBody') return !outer.parent.superClass;
  return false;
}

/** The class of the file of which a name holds an instance, or whose name it is. */
function findMadeClass(file: SourceFile, id: TSESTree.Identifier): TSESTree.ClassBody | null {
  const variable = findVariable(file, id);
  const declared = variable?.defs[0]?.node as Node | undefined;
  if (declared?.type === 'ClassDeclaration') return declared.body;
  const binding = variable && findBinding(variable);
  const value = binding?.from === 'value' && binding.names.length === 0 ? unwrap(binding.value) : null;
  return value?.type === 'NewExpression' && value.callee.type === 'Identifier'
    ? findMadeClass(file, value.callee)
    : null;
}

function listMethods({ body }: TSESTree.ClassBody, name: string): FunctionNode[] {
  return body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return [];
    return isFunction(member.value) && getPropertyName(member) === name ? [member.value] : [];
  });
}
