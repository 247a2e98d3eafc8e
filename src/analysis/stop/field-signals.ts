import { isInside, unwrap } from '../../ast/predicates.ts';
import type { Node } from '../../ast/types.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { findOriginKey } from '../calls/index.ts';
import { getPropertySources } from '../handles/index.ts';
import type { StopSignal } from './signals.ts';

/** Is the value a controller that is made there? */
export function isController(file: SourceFile, value: Node): boolean {
  const node = unwrap(value);
  return node.type === 'NewExpression' && findOriginKey(file, node.callee) === '#AbortController';
}

/** `this.signal` and `this.controller.signal`, where the same class sets them. */
export function getOwnSignals(file: SourceFile, at: Node): StopSignal[] {
  const owner = findThisClass(at);
  if (!owner) return [];
  const found: StopSignal[] = [];
  for (const [name, sources] of getPropertySources(file)) {
    const isOwn = (part: Node): boolean => isInside(part, owner) && isThisField(part);
    const controller = sources.values.find((value) => isOwn(value) && isController(file, value));
    const type = sources.types.find((one) => isInside(one, owner) && isTypeOfField(one) && /^AbortSignal\b/.test(file.code.getText(one)));
    if (controller) found.push({ text: `this.${name}.signal`, isOptional: false, isOwn: true, kind: 'field', definition: controller });
    else if (type) found.push({ text: `this.${name}`, isOptional: true, isOwn: true, kind: 'given', definition: type });
  }
  return found;
}

/** A value of a field of the class itself, not of some object literal in it. */
function isThisField(value: Node): boolean {
  const parent = value.parent;
  if (parent?.type === 'PropertyDefinition') return true;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' && parent.left.object.type === 'ThisExpression';
}

/** The type of a field or of a parameter that becomes one, not of a property somewhere inside of a type. */
function isTypeOfField(type: Node): boolean {
  let holder: Node | undefined = type.parent?.parent;
  if (holder?.type === 'Identifier') holder = holder.parent.type === 'AssignmentPattern' ? holder.parent.parent : holder.parent;
  return holder?.type === 'PropertyDefinition' || holder?.type === 'TSParameterProperty';
}

/** The class whose `this` the place sees; null in a plain function. */
function findThisClass(at: Node): Node | null {
  for (let node: Node | undefined = at; node; node = node.parent) {
    if (node.type === 'FunctionDeclaration') return null;
    if (node.type === 'FunctionExpression' && node.parent.type !== 'MethodDefinition') return null;
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return node;
  }
  return null;
}
