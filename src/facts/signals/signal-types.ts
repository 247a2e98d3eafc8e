import { getPropertyName, getStaticString } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { SignalType } from '../../source/summary.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import { signalOptions, signalOptionTypes } from '../../knowledge/signals.ts';
import { findTypeOrigin } from '../../semantics/origin.ts';
import { findVariable } from '../../source/variables.ts';

const NOTHING: SignalType = { isSignal: false, mayBeSignal: false, option: null, types: [] };
const SIGNAL: SignalType = { ...NOTHING, isSignal: true, mayBeSignal: true };
/** Generic types that change nothing about which properties their first argument has. */
const SAME_PROPERTIES: ReadonlySet<string> = new Set(['Readonly', 'Partial', 'Required', 'NonNullable']);
const MAX_DEPTH = 8;

/** Is a value of the type an AbortSignal, or missing? `AbortSignal | Options` is not. */
export function isSignalType(file: SourceFile, type: TSESTree.TypeNode): boolean {
  return getSignalType(file, type).isSignal;
}

/** What a type says of signals: one of the platform or of the file, the properties of an object, or names of other files' types. */
export function getSignalType(file: SourceFile, type: TSESTree.TypeNode, depth = 0): SignalType {
  const ask = (one: TSESTree.TypeNode): SignalType => getSignalType(file, one, depth + 1);
  switch (type.type) {
    case 'TSUnionType': {
      const parts = type.types.filter(({ type: kind }) => kind !== 'TSUndefinedKeyword' && kind !== 'TSNullKeyword');
      const found = parts.map(ask);
      return { ...merge(found), isSignal: found.length > 0 && found.every(({ isSignal }) => isSignal) };
    }
    case 'TSIntersectionType':
      return merge(type.types.map(ask));
    case 'TSTypeLiteral':
      return getOfMembers(file, type.members, depth);
    case 'TSTypeOperator':
      return type.operator === 'readonly' && type.typeAnnotation ? ask(type.typeAnnotation) : NOTHING;
    case 'TSIndexedAccessType': {
      // `RequestInit['signal']`
      const { option } = ask(type.objectType);
      const { indexType } = type;
      return option !== null && getLiteral(indexType) === option ? SIGNAL : NOTHING;
    }
    case 'TSTypeReference':
      return getNamedSignalType(file, type.typeName, type.typeArguments, depth);
    default:
      return NOTHING;
  }
}

function merge(found: readonly SignalType[]): SignalType {
  return {
    isSignal: found.some(({ isSignal }) => isSignal),
    mayBeSignal: found.some(({ mayBeSignal }) => mayBeSignal),
    option: found.find(({ option }) => option !== null)?.option ?? null,
    types: found.flatMap(({ types }) => types),
  };
}

/** The same of a type by its name. */
export function getNamedSignalType(
  file: SourceFile,
  typeName: TSESTree.EntityName,
  typeArguments?: TSESTree.TSTypeParameterInstantiation,
  depth = 0,
): SignalType {
  if (depth > MAX_DEPTH) return NOTHING;
  const name = typeName.type === 'Identifier' ? typeName.name : '';
  const [first, second] = typeArguments?.params ?? [];
  const declared = typeName.type === 'Identifier' ? findVariable(file, typeName) : null;
  if (!declared && first) {
    const inner = getSignalType(file, first, depth + 1);
    if (SAME_PROPERTIES.has(name)) return inner;
    if ((name === 'Pick' || name === 'Omit') && second) return pick(inner, second, name === 'Pick');
  }
  // A polyfill's is imported.
  if (name === 'AbortSignal' && (!declared || declared.defs[0]?.type === 'ImportBinding')) return SIGNAL;
  const own = declared?.defs.flatMap((definition) => getOfDeclaration(file, definition, depth));
  if (own && own.length > 0) return merge(own);
  if (signalOptionTypes.has(name)) return { ...NOTHING, option: 'signal' };
  const origin = findTypeOrigin(file, typeName);
  if (!origin || origin.module === '') return NOTHING;
  return { ...NOTHING, types: [{ specifier: origin.module, name: origin.path }] };
}

/** Of a type alias, interface or type parameter of the file; several interfaces of one name are one. */
function getOfDeclaration(file: SourceFile, definition: Variable['defs'][number], depth: number): SignalType[] {
  const node = definition.node as Node;
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
      return [getSignalType(file, node.typeAnnotation, depth + 1)];
    case 'TSTypeParameter':
      return node.constraint ? [getSignalType(file, node.constraint, depth + 1)] : [];
    case 'TSInterfaceDeclaration':
      return [
        getOfMembers(file, node.body.body, depth),
        ...node.extends.map(({ expression, typeArguments }) =>
          expression.type === 'Identifier' ? getNamedSignalType(file, expression, typeArguments, depth + 1) : NOTHING,
        ),
      ];
    default:
      return [];
  }
}

function getOfMembers(file: SourceFile, members: readonly TSESTree.TypeElement[], depth: number): SignalType {
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) continue;
    const name = getPropertyName(member as unknown as TSESTree.Property) ?? '';
    const type = member.typeAnnotation.typeAnnotation;
    if (signalOptions.has(name) && getSignalType(file, type, depth + 1).isSignal) return { ...NOTHING, option: name };
  }
  return NOTHING;
}

/** What `Pick` and `Omit` leave of it; keys that are not written out change nothing. */
function pick(type: SignalType, keys: TSESTree.TypeNode, isPick: boolean): SignalType {
  const names = (keys.type === 'TSUnionType' ? keys.types : [keys]).map(getLiteral);
  if (names.includes(null)) return type;
  if (names.some((name) => signalOptions.has(name ?? '')) === isPick) return type;
  return NOTHING;
}

function getLiteral(type: TSESTree.TypeNode): string | null {
  return type.type === 'TSLiteralType' ? getStaticString(type.literal) : null;
}
