import { getNodes } from '../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { findDeclaredType } from './declared-types.ts';

/** What a file says about a property: values stored, types declared, elements added. */
export interface PropertySources {
  readonly values: Node[];
  readonly types: TSESTree.TypeNode[];
  /** Values put into the collection that the property holds: `this.workers.push(value)`. */
  readonly elements: Node[];
  /** Methods and function-valued fields of that name. */
  readonly functions: FunctionNode[];
  readonly getters: FunctionNode[];
}

/** One place that gives a property something. */
export interface PropertyMention {
  readonly kind: keyof PropertySources;
  readonly source: Node;
  /** The class, object literal or interface that the place is a part of; else the expression whose property it is. */
  readonly of: { readonly container: Node } | { readonly object: Node };
}

const ADDERS: ReadonlyMap<string, number> = new Map([
  ['push', 0],
  ['unshift', 0],
  ['add', 0],
  ['set', 1],
  ['fill', 0],
]);

/** The places that give properties something, by the property's name. */
export const getPropertyMentions = oncePerFile((file): ReadonlyMap<string, readonly PropertyMention[]> => {
  const mentions = new Map<string, PropertyMention[]>();
  for (const [name, of, kind, source] of [...listWritten(file), ...listDeclared(file)]) {
    if (name === null || !source) continue;
    const mention = { kind: kind === 'values' && isFunction(source) ? 'functions' : kind, source, of } as const;
    const list = mentions.get(name);
    if (list) list.push(mention);
    else mentions.set(name, [mention]);
  }
  return mentions;
});

type Entry = readonly [
  name: string | null,
  of: PropertyMention['of'],
  kind: PropertyMention['kind'],
  source: Node | null | undefined,
];

/** `a.b = value`, `a.b[i] = value`, `a.b.push(value)`. */
function* listWritten(file: SourceFile): Generator<Entry> {
  for (const { left, right } of getNodes(file.code, 'AssignmentExpression')) {
    const target = unwrap(left);
    if (target.type !== 'MemberExpression') continue;
    const name = getPropertyName(target);
    if (name === null) yield* listElement(target.object, right);
    yield [name, { object: target.object }, 'values', right];
    yield [name, { object: target.object }, 'types', findDeclaredType(file, target)];
  }
  for (const node of getNodes(file.code, 'CallExpression')) {
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') continue;
    const position = ADDERS.get(getPropertyName(callee) ?? '');
    const added = position === undefined ? undefined : node.arguments[position];
    if (added) yield* listElement(callee.object, added);
  }
}

function* listElement(collection: Node, value: Node): Generator<Entry> {
  const member = unwrap(collection);
  if (member.type !== 'MemberExpression' || isFunction(value)) return;
  yield [getPropertyName(member), { object: member.object }, 'elements', value];
}

/** Members of classes, object literals and interfaces. */
function* listDeclared(file: SourceFile): Generator<Entry> {
  for (const node of getNodes(file.code, 'PropertyDefinition')) {
    const of = { container: node.parent.parent };
    const type = node.typeAnnotation?.typeAnnotation ?? findDeclaredType(file, node.key);
    yield [getPropertyName(node), of, 'values', node.value];
    yield [getPropertyName(node), of, 'types', type];
  }
  for (const node of getNodes(file.code, 'MethodDefinition')) {
    const kind = node.kind === 'method' ? 'functions' : node.kind === 'get' ? 'getters' : null;
    if (!kind || !isFunction(node.value)) continue;
    yield [getPropertyName(node), { container: node.parent.parent }, kind, node.value];
  }
  for (const node of getNodes(file.code, 'Property')) {
    if (node.parent.type !== 'ObjectExpression') continue;
    const of = { container: node.parent };
    yield [getPropertyName(node), of, node.kind === 'get' ? 'getters' : 'values', node.value];
    yield [getPropertyName(node), of, 'types', findDeclaredType(file, node.key)];
  }
  for (const node of getNodes(file.code, 'TSPropertySignature')) {
    if (node.key.type !== 'Identifier') continue;
    const container = node.parent.type === 'TSInterfaceBody' ? node.parent.parent : node.parent;
    yield [node.key.name, { container }, 'types', node.typeAnnotation?.typeAnnotation];
  }
  for (const { parameter, parent } of getNodes(file.code, 'TSParameterProperty')) {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const container = parent.parent?.parent?.parent;
    if (name.type !== 'Identifier' || !container) continue;
    yield [name.name, { container }, 'types', name.typeAnnotation?.typeAnnotation];
  }
}
