import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { getExports, isExportsObject, listExportsAt, type ModuleRef } from './exports.ts';
import type { Origin } from './module-path.ts';
import { findOrigin } from './origin.ts';
import { findVariable } from '../source/variables.ts';
import { findPropertySources, getPropertySources } from './members.ts';
import { findInitialValue, getWrittenValues } from './values.ts';

/** So many names are followed at most, which also ends circles. */
const MAX_ALIASES = 6;

/** The functions of this file that a callee may be; a method of an object whose class is not known is any of that name. */
export function getCallees(file: SourceFile, callee: Node): readonly FunctionNode[] {
  const inner = unwrap(callee);
  if (isFunction(inner)) return [inner];
  return inner.type === 'MemberExpression'
    ? getPropertySources(file, inner.object, getPropertyName(inner) ?? '').functions
    : getOwnFunctions(file, inner);
}

/** The functions of this file that an expression surely names: `handle`, `this.handle`, `Timer.wait` of a class `Timer`. */
export function getOwnFunctions(file: SourceFile, node: Node): readonly FunctionNode[] {
  const callee = unwrap(node);
  if (callee.type === 'MemberExpression') {
    const name = getPropertyName(callee) ?? '';
    // What a class inherits from elsewhere may be mixed into it by this file.
    return unwrap(callee.object).type === 'ThisExpression'
      ? getPropertySources(file, callee.object, name).functions
      : (findPropertySources(file, callee.object, name)?.functions ?? []);
  }
  const variable = callee.type === 'Identifier' ? findVariable(file, callee) : null;
  return variable ? getWrittenValues(variable).filter(isFunction) : [];
}

/** The functions at `path` inside a value, names of this file looked up. */
export function listFunctions(file: SourceFile, value: Node, path: readonly string[]): FunctionNode[] {
  return list(file, value, path, 0).flatMap((found) => ('type' in found ? [found] : []));
}

/** What is imported from other modules at `path` inside a value; a path of exports, which may end with `*`. */
export function listImportedValues(file: SourceFile, value: Node, path: readonly string[]): ModuleRef[] {
  return list(file, value, path, 0).flatMap((found) => ('type' in found ? [] : [found]));
}

/** The functions that a file exports by a path of names (`default` too), `*` for all; wrappers are looked through. */
export function listExportedFunctions(file: SourceFile, path: string): FunctionNode[] {
  const found = path === '*' ? getExports(file).map((one) => ({ one, rest: [] })) : listExportsAt(file, path);
  return found.flatMap(({ one, rest }) => (one.node ? listFunctions(file, one.node, rest) : []));
}

type Found = FunctionNode | ModuleRef;

function list(file: SourceFile, value: Node, path: readonly string[], aliases: number): Found[] {
  const node = unwrap(value);
  const [name, ...rest] = path;
  if (node.type === 'Identifier' || node.type === 'MemberExpression' || node.type === 'CallExpression') {
    const origin = findOrigin(file, node);
    if (origin && origin.module !== '') return toImported(origin, path);
  }
  if (node.type === 'Identifier') return aliases < MAX_ALIASES ? listOfName(file, node, path, aliases + 1) : [];
  if (node.type === 'MemberExpression' && isExportsObject(node.object)) {
    const own = aliases < MAX_ALIASES ? getExports(file).filter((one) => one.name === getPropertyName(node)) : [];
    return own.flatMap((one) => (one.node ? list(file, one.node, path, aliases + 1) : []));
  }
  if (name === undefined) return listOfNode(file, node, aliases);
  if (node.type === 'ObjectExpression') {
    return node.properties.flatMap((property) => {
      if (property.type === 'SpreadElement') return list(file, property.argument, path, aliases);
      return name === '*' || getPropertyName(property) === name ? list(file, property.value, rest, aliases) : [];
    });
  }
  if (node.type === 'ArrayExpression' && name === '*') {
    return node.elements.flatMap((element) => (element ? list(file, element, rest, aliases) : []));
  }
  return [];
}

/** `*` stands for all properties, and only the last step can be left open. */
function toImported({ module, path: origin }: Origin, path: readonly string[]): ModuleRef[] {
  const names = [...(origin === '' ? [] : [origin]), ...path];
  return path.slice(0, -1).includes('*') ? [] : [{ specifier: module, name: names.join('.') || 'default' }];
}

function listOfNode(file: SourceFile, node: Node, aliases: number): FunctionNode[] {
  if (isFunction(node)) return [node];
  // `this.process.bind(this)`, and wrappers: `traced(async (job) => …)`.
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee);
    const isBound = callee.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
    if (isBound) return list(file, callee.object, [], aliases).flatMap((found) => ('type' in found ? [found] : []));
    return node.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      return isFunction(inner) ? [inner] : [];
    });
  }
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return [];
  return findMethods(node, getPropertyName(node));
}

function listOfName(file: SourceFile, node: TSESTree.Identifier, path: readonly string[], aliases: number): Found[] {
  const definition = findVariable(file, node)?.defs[0];
  if (!definition) return [];
  const declared = definition.node as Node;
  if (isFunction(declared)) return definition.type === 'FunctionName' && path.length === 0 ? [declared] : [];
  const value = findInitialValue(definition);
  return value ? list(file, value, path, aliases) : [];
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
