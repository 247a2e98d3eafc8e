import { getLastName, getPropertyName, isFunction, isNullish, unwrap } from '../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../source/types.ts';
import { findVariable } from '../source/variables.ts';
import { findConstructor, findThisOwner, getLineage, getSubclasses, isClass } from './classes.ts';
import { findDeclaredType, findTypeDeclaration } from './declared-types.ts';
import { getReturns } from './functions.ts';
import { getPropertyMentions, type PropertyMention, type PropertySources } from './property-mentions.ts';
import { getValue } from './values.ts';

/**
 * What the members of an object belong to: its class, its literal, its interface, the call that makes it; the file itself
 * for `exports`; the variable that holds it where no more is known.
 */
type MemberOwner = Node | Variable;

/**
 * What the file says about a property of an object. A class answers for itself, with what it extends and what extends
 * it; two classes with a member of one name are never mixed. Where the class of the object is not known, or says nothing,
 * every property of that name counts; so it does without an object.
 */
export function getPropertySources(file: SourceFile, object: Node | null, name: string): PropertySources {
  const members = getMembersOfName(file, name);
  const owner = members.byOwner.size < 2 || !object ? null : findMemberOwner(file, object);
  if (!owner) return members.all;
  const known = members.answers.get(owner);
  if (known) return known;
  const answer = answerFor(file, members, owner);
  members.answers.set(owner, answer);
  return answer;
}

function answerFor(file: SourceFile, { all, byOwner, ofUnknown }: MembersOfName, owner: MemberOwner): PropertySources {
  const own = findOwn(file, byOwner, owner);
  if (own && isInformative(own)) return own;
  // Only objects of which nothing is known may be this one.
  return own && isInstance(owner) ? merge([own, ofUnknown]) : all;
}

/** The same, of an object that is known to have the property; null where every property of the name would be a guess. */
export function findPropertySources(file: SourceFile, object: Node, name: string): PropertySources | null {
  const owner = findMemberOwner(file, object);
  return owner && findOwn(file, getMembersOfName(file, name).byOwner, owner);
}

/** The only value that a property is given; null where there are more, or none. */
export function findPropertyValue(file: SourceFile, object: Node, name: string): Node | null {
  const [value, ...others] = getPropertySources(file, object, name).values;
  return value && others.length === 0 ? value : null;
}

const getMembersByOwner = oncePerFile((file): ReadonlyMap<MemberOwner | null, ReadonlyMap<string, PropertySources>> => {
  const members = new Map<MemberOwner | null, Map<string, PropertySources>>();
  for (const name of getPropertyMentions(file).keys()) {
    for (const [owner, own] of getMembersOfName(file, name).byOwner) {
      members.set(owner, (members.get(owner) ?? new Map<string, PropertySources>()).set(name, own));
    }
  }
  return members;
});

/** The properties that a class, object literal or interface has of its own; what it inherits is left out. */
export function getMembers(file: SourceFile, owner: Node): ReadonlyMap<string, PropertySources> {
  return getMembersByOwner(file).get(owner) ?? new Map<string, PropertySources>();
}

interface MembersOfName {
  readonly all: PropertySources;
  readonly byOwner: ReadonlyMap<MemberOwner | null, PropertySources>;
  /** Those of objects whose class is not known. */
  readonly ofUnknown: PropertySources;
  /** What was answered before, by owner: in a bundle thousands of members share a name. */
  readonly answers: Map<MemberOwner, PropertySources>;
}

const getMembersByName = oncePerFile(() => new Map<string, MembersOfName>());

function getMembersOfName(file: SourceFile, name: string): MembersOfName {
  const cache = getMembersByName(file);
  const known = cache.get(name);
  if (known) return known;
  const mentions = getPropertyMentions(file).get(name) ?? [];
  const all = collect(mentions);
  // What leads back here finds every property of the name.
  cache.set(name, { all, byOwner: new Map(), ofUnknown: all, answers: new Map() });
  const groups = new Map<MemberOwner | null, PropertyMention[]>();
  for (const mention of mentions) {
    const owner = 'container' in mention.of ? mention.of.container : findMemberOwner(file, mention.of.object);
    const group = groups.get(owner);
    if (group) group.push(mention);
    else groups.set(owner, [mention]);
  }
  const byOwner = new Map([...groups].map(([owner, own]) => [owner, collect(own)] as const));
  const ofUnknown = merge([...byOwner].flatMap(([owner, own]) => (owner === null || isVariable(owner) ? [own] : [])));
  const members = { all, byOwner, ofUnknown, answers: new Map<MemberOwner, PropertySources>() };
  cache.set(name, members);
  return members;
}

function collect(mentions: readonly PropertyMention[]): PropertySources {
  const list = (kind: keyof PropertySources): Node[] =>
    mentions.flatMap((mention) => (mention.kind === kind ? [mention.source] : []));
  return {
    values: list('values'),
    types: list('types') as TSESTree.TypeNode[],
    elements: list('elements'),
    functions: list('functions') as FunctionNode[],
    getters: list('getters') as FunctionNode[],
  };
}

function merge(all: readonly PropertySources[]): PropertySources {
  return {
    values: all.flatMap(({ values }) => values),
    types: all.flatMap(({ types }) => types),
    elements: all.flatMap(({ elements }) => elements),
    functions: all.flatMap(({ functions }) => functions),
    getters: all.flatMap(({ getters }) => getters),
  };
}

/** A field has what any class of the line gives it; a method is the nearest one, or that of a class below. */
function findOwn(file: SourceFile, byOwner: MembersOfName['byOwner'], owner: MemberOwner): PropertySources | null {
  if (isVariable(owner)) return byOwner.get(owner) ?? null;
  const above = getLineage(file, owner).flatMap((one) => byOwner.get(one) ?? []);
  const below = getSubclasses(file, owner).flatMap((one) => byOwner.get(one) ?? []);
  if (above.length + below.length === 0) return null;
  const nearest = above.find(({ functions, getters }) => functions.length + getters.length > 0);
  const methods = merge(nearest ? [nearest, ...below] : below);
  return { ...merge([...above, ...below]), functions: methods.functions, getters: methods.getters };
}

function isVariable(owner: MemberOwner): owner is Variable {
  return 'defs' in owner;
}

/** Is it what a class or a call makes, so that another object's members are surely not its own? */
function isInstance(owner: MemberOwner | null): boolean {
  return owner !== null && !isVariable(owner) && (isClass(owner) || /^(?:Call|New)Expression$/.test(owner.type));
}

/** Is anything said but that there is such a property? */
function isInformative({ values, types, elements, functions, getters }: PropertySources): boolean {
  return (
    elements.length + functions.length + getters.length > 0 ||
    types.some(({ type }) => type !== 'TSAnyKeyword' && type !== 'TSUnknownKeyword') ||
    values.some((value) => !isEmpty(value))
  );
}

/** `null`, `[]`, `{}`, `new Map()`: a place for what comes later. */
function isEmpty(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return (
    isNullish(node) || (node.type === 'NewExpression' && /^(?:Weak)?(?:Map|Set)$/.test(getLastName(node.callee) ?? ''))
  );
}

const getOwners = oncePerFile(() => new Map<Node, MemberOwner | null>());

/** What the members of the object that an expression gives belong to. */
function findMemberOwner(file: SourceFile, expression: Node): MemberOwner | null {
  const cache = getOwners(file);
  const known = cache.get(expression);
  if (known !== undefined) return known;
  // An object that leads back here is not known.
  cache.set(expression, null);
  const owner = computeOwner(file, expression);
  cache.set(expression, owner);
  return owner;
}

function computeOwner(file: SourceFile, expression: Node): MemberOwner | null {
  const node = getValue(file, expression);
  switch (node.type) {
    case 'ThisExpression':
    case 'Super':
      return findThisOwner(file, node);
    case 'NewExpression':
      return findConstructor(file, node.callee) ?? node;
    case 'ObjectExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return node;
    case 'CallExpression':
      return findOwnerByType(file, unwrap(expression)) ?? findReturned(file, node) ?? node;
    case 'AwaitExpression':
      return findMemberOwner(file, node.argument);
    case 'Identifier':
      if (node.name === 'exports' && !findVariable(file, node)) return file.code.ast;
      return findOwnerByType(file, node) ?? findVariable(file, node);
    case 'MemberExpression':
      return findOwnerOfProperty(file, node);
    default:
      return null;
  }
}

function findOwnerByType(file: SourceFile, node: Node): MemberOwner | null {
  const definition = node.type === 'Identifier' ? findVariable(file, node)?.defs[0] : undefined;
  const type = definition && findDeclaredType(file, definition.name);
  return type ? findTypeDeclaration(file, type) : null;
}

/** What a function of the file makes, where it gives back one thing only. */
function findReturned(file: SourceFile, call: TSESTree.CallExpression): MemberOwner | null {
  const fn = getValue(file, call.callee);
  const [value, ...others] = isFunction(fn) ? getReturns(file, fn) : [];
  const owner = value && others.length === 0 ? findMemberOwner(file, value) : null;
  return owner && !isVariable(owner) ? owner : null;
}

/** `Pool` for `Pool.prototype`, the file for `module.exports`; of any other property, what its type or its value is. */
function findOwnerOfProperty(file: SourceFile, member: TSESTree.MemberExpression): MemberOwner | null {
  const name = getPropertyName(member);
  if (name === 'prototype') return findMemberOwner(file, member.object);
  if (name === 'exports' && getLastName(member.object) === 'module') return file.code.ast;
  if (name === null) return null;
  const { types, values } = getPropertySources(file, member.object, name);
  const owners = new Set([
    ...types.map((type) => findTypeDeclaration(file, type)),
    ...values.flatMap((value) => (isEmpty(value) ? [] : [findMemberOwner(file, value)])),
  ]);
  const [owner] = owners;
  return owners.size === 1 ? (owner ?? null) : null;
}
