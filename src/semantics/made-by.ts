import { getNodes } from '../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { Node, TSESTree, Variable } from '../source/types.ts';
import { findOwnPackage } from '../project/own-package.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { getExports, isExportsObject } from './exports.ts';
import { findOrigin, findTypeOrigin } from './origin.ts';
import { findVariable } from '../source/variables.ts';

const MAX_STEPS = 12;

/**
 * Was the value made with a package: is it the result of its exports, of their methods, or of a callback that they were
 * given? `(await amqp.connect(url)).createChannel()` is made by `amqplib`; so is `this.boss` where the file has
 * `this.boss = new PgBoss(url)`, and a parameter whose type is imported from there.
 */
export function isMadeBy(file: SourceFile, module: string, node: Node): boolean {
  return trace(file, module, node, []);
}

function trace(file: SourceFile, module: string, expression: Node, path: readonly Node[]): boolean {
  const node = unwrap(expression);
  if (path.length > MAX_STEPS || path.includes(node)) return false;
  const next = (to: Node | null | undefined): boolean => Boolean(to && trace(file, module, to, [...path, node]));
  switch (node.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return next(node.argument);
    case 'CallExpression':
    case 'NewExpression':
      return next(node.callee);
    case 'LogicalExpression':
      return next(node.left) || next(node.right);
    case 'AssignmentExpression':
      return next(node.right);
    case 'MemberExpression': {
      if (isFrom(file, module, node)) return true;
      const name = getPropertyName(node) ?? '';
      if (isExportsObject(node.object)) return getExports(file).some((one) => one.name === name && next(one.node));
      if (unwrap(node.object).type !== 'ThisExpression') return next(node.object);
      const sources = getFields(file).get(name) ?? [];
      return sources.some((source) => isSource(file, module, source, next));
    }
    case 'Identifier': {
      if (isFrom(file, module, node)) return true;
      const variable = findVariable(file, node);
      return variable !== null && listSources(variable).some((source) => isSource(file, module, source, next));
    }
    default:
      return false;
  }
}

/** Imported from the package, or by a relative path in the package's own folder. */
function isFrom(file: SourceFile, module: string, node: Node): boolean {
  const origin = findOrigin(file, node);
  return (
    origin !== null && (origin.module === module || (origin.module.startsWith('.') && findOwnPackage(file) === module))
  );
}

function isSource(file: SourceFile, module: string, source: Node, next: (to: Node) => boolean): boolean {
  if (source.type === 'TSTypeAnnotation') return namesModule(file, module, source.typeAnnotation);
  return next(source);
}

function namesModule(file: SourceFile, module: string, type: TSESTree.TypeNode): boolean {
  if (type.type === 'TSUnionType') return type.types.some((part) => namesModule(file, module, part));
  return type.type === 'TSTypeReference' && findTypeOrigin(file, type.typeName)?.module === module;
}

/** The values assigned to a variable, its type, and the call that a callback's parameter comes from. */
function listSources(variable: Variable): Node[] {
  const sources: Node[] = variable.references.flatMap((reference) => (reference.writeExpr as Node | null) ?? []);
  for (const { type, name, node } of variable.defs) {
    if (name.type === 'Identifier' && name.typeAnnotation) sources.push(name.typeAnnotation);
    const call = type === 'Parameter' && isFunction(node) ? node.parent : null;
    if (call?.type === 'CallExpression' && call.callee !== node) sources.push(call.callee);
  }
  return sources;
}

/** Values and types of `this.x` by name. */
const getFields = oncePerFile(({ code }) => {
  const fields = new Map<string, Node[]>();
  const add = (name: string | null, ...sources: (Node | null | undefined)[]): void => {
    const known = sources.filter((source) => source !== null && source !== undefined);
    if (name !== null) fields.set(name, [...(fields.get(name) ?? []), ...known]);
  };
  for (const { left, right } of getNodes(code, 'AssignmentExpression')) {
    const target = unwrap(left);
    if (target.type !== 'MemberExpression' || unwrap(target.object).type !== 'ThisExpression') continue;
    add(getPropertyName(target), right);
  }
  for (const node of getNodes(code, 'PropertyDefinition')) add(getPropertyName(node), node.value, node.typeAnnotation);
  for (const { parameter } of getNodes(code, 'TSParameterProperty')) {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (target.type === 'Identifier') add(target.name, target.typeAnnotation);
  }
  return fields;
});
