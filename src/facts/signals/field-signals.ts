import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, isInside, isNullish, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { getNearestName } from '../ends/life-cycle.ts';
import { SIGNAL_NAME, signalOptions } from '../../knowledge/signals.ts';
import { getMemberExpressions } from '../../semantics/function-uses.ts';
import { findVariable } from '../../source/variables.ts';
import { isController } from './controllers.ts';
import { isSignalType } from './signal-types.ts';
import type { StopSignal } from './signals.ts';
import { getPropertySources } from '../../semantics/members.ts';
import { getPropertyMentions } from '../../semantics/property-mentions.ts';

/** `this.signal` and `this.controller.signal`, where the same class sets them. */
export function getOwnSignals(file: SourceFile, at: Node): StopSignal[] {
  const owner = findThisClass(at);
  if (!owner) return [];
  const found: StopSignal[] = [];
  for (const name of getPropertyMentions(file).keys()) {
    const sources = getPropertySources(file, null, name);
    const isOwn = (part: Node): boolean => isInside(part, owner) && isThisField(part);
    const made = sources.values.filter((value) => isOwn(value) && isController(file, value));
    const [controller] = made;
    const isEmptiedLater = sources.values.some((value) => isOwn(value) && isEmptied(value));
    const type = sources.types.find((one) => isInside(one, owner) && isTypeOfField(one) && isSignalType(file, one));
    // One that is thrown away belongs to the code that makes it: elsewhere it is mostly not there.
    if (controller && isEmptiedLater && !isNamed(file, name, at)) continue;
    const isOptional = !made.some((value) => isSetBefore(value, at)) && (isEmptiedLater || !made.some(isAlwaysSet));
    if (controller)
      found.push({ text: `this.${name}.signal`, isOptional, isOwn: true, kind: 'field', definition: controller });
    else if (isGivenInJs(file, name, owner, sources.values))
      found.push({
        text: `this.${name}`,
        isOptional: mayBeEmpty(type),
        isOwn: false,
        kind: 'given',
        definition: owner,
      });
    else if (type) found.push({ text: `this.${name}`, isOptional: true, isOwn: true, kind: 'given', definition: type });
  }
  return [...found, ...getKeptSignals(file, owner)];
}

/** `this.options.signal`, which the class looks at, listens to or hands on as a signal. */
function getKeptSignals(file: SourceFile, owner: Node): StopSignal[] {
  const texts = [...signalOptions].flatMap((option) =>
    getMemberExpressions(file, option).flatMap((member) => {
      const holder = unwrap(member.object);
      if (holder.type !== 'MemberExpression' || holder.object.type !== 'ThisExpression') return [];
      if (!isInside(member, owner) || !isUsedAsSignal(member) || mayBeController(file, holder)) return [];
      return holder.computed ? [] : [`this.${getPropertyName(holder) ?? ''}.${option}`];
    }),
  );
  return [...new Set(texts)].map((text) => ({
    text,
    isOptional: true,
    isOwn: false,
    kind: 'given',
    definition: owner,
  }));
}

/** `private readonly signal?: AbortSignal`, `signal: AbortSignal | undefined` */
function mayBeEmpty(type: TSESTree.TypeNode | undefined): boolean {
  const field = type?.parent.parent;
  const isUnion = type?.type === 'TSUnionType' && type.types.some(({ type: part }) => /Undefined|Null/.test(part));
  return isUnion || (field !== undefined && 'optional' in field && field.optional === true);
}

/** `this.signal = signal` of the constructor's parameter, where the class asks it whether it was aborted, or hands it on as a signal. */
function isGivenInJs(file: SourceFile, name: string, owner: Node, values: readonly Node[]): boolean {
  if (!SIGNAL_NAME.test(name.replace(/^[#_]+/, ''))) return false;
  const own = values.filter((value) => isInside(value, owner) && isThisField(value));
  const [value] = own;
  if (own.length !== 1 || value?.type !== 'Identifier' || getNearestName(value) !== 'constructor') return false;
  if (findVariable(file, value)?.defs[0]?.type !== 'Parameter') return false;
  return getMemberExpressions(file, name).some((member) => {
    if (!isInside(member, owner) || member.object.type !== 'ThisExpression') return false;
    return isUsedAsSignal(member);
  });
}

/** The signal of a controller lives as long as the work that it is made for. */
function mayBeController(file: SourceFile, holder: TSESTree.MemberExpression): boolean {
  const name = getPropertyName(holder) ?? '';
  return (
    /abort|controller/i.test(name) ||
    getPropertySources(file, null, name).values.some((value) => isController(file, value))
  );
}

/** `….aborted`, `….addEventListener('abort', …)`, `{ signal: … }` */
function isUsedAsSignal(member: TSESTree.MemberExpression): boolean {
  const { parent } = member;
  if (parent.type === 'Property') return parent.value === member && signalOptions.has(getPropertyName(parent) ?? '');
  if (parent.type !== 'MemberExpression' || parent.object !== member) return false;
  const name = getPropertyName(parent) ?? '';
  if (/^(?:aborted|throwIfAborted)$/.test(name)) return true;
  const call = parent.parent;
  return (
    name === 'addEventListener' && call.type === 'CallExpression' && getStaticString(call.arguments[0]) === 'abort'
  );
}

/** `this.controller = undefined`, but not as its first value. */
function isEmptied(value: Node): boolean {
  return (
    isNullish(value) &&
    value.parent?.type === 'AssignmentExpression' &&
    !/^(?:constructor)?$/.test(getNearestName(value))
  );
}

/** Has the same function set it? */
function isSetBefore(value: Node, at: Node): boolean {
  return findNamedFunction(value) === findNamedFunction(at) && value.range[0] < at.range[0];
}

/** Is it set from the start? */
function isAlwaysSet(value: Node): boolean {
  return value.parent?.type === 'PropertyDefinition' || getNearestName(value) === 'constructor';
}

/** Does the function around the place speak of the field? */
function isNamed(file: SourceFile, name: string, at: Node): boolean {
  const fn = findNamedFunction(at);
  return getNodes(file.code, 'MemberExpression').some(
    (member) => getPropertyName(member) === name && fn !== null && isInside(member, fn),
  );
}

/** A value of a field of the class itself, not of some object literal in it. */
function isThisField(value: Node): boolean {
  const parent = value.parent;
  if (parent?.type === 'PropertyDefinition') return true;
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left.type === 'MemberExpression' &&
    parent.left.object.type === 'ThisExpression'
  );
}

/** The type of a field or of a parameter that becomes one, not of a property somewhere inside of a type. */
function isTypeOfField(type: Node): boolean {
  let holder: Node | undefined = type.parent?.parent;
  if (holder?.type === 'Identifier')
    holder = holder.parent.type === 'AssignmentPattern' ? holder.parent.parent : holder.parent;
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
