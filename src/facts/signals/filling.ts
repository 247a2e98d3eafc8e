import { getPropertyName, isFunction, isNullish, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { cancelOptions } from '../../knowledge/signals.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findValue } from '../../semantics/functions.ts';
import type { Target } from './targets.ts';

/** What stands in the place of a call's signal. */
export type Filling =
  /** Nothing: so many arguments have to be filled in before it; `before` is the callback that has to stay behind it. */
  | { readonly state: 'missing'; readonly skipped: number; readonly before: Node | null }
  /** Options without a signal. */
  | { readonly state: 'options'; readonly options: TSESTree.ObjectExpression }
  /** An encoding instead of options. */
  | { readonly state: 'encoding'; readonly encoding: Node }
  /** Only a time limit. */
  | { readonly state: 'time-limit'; readonly value: Node }
  /** A signal, whichever. */
  | { readonly state: 'signal'; readonly value: Node };

/** How the place of the signal is filled; null when that cannot be told: spread arguments, options of elsewhere. */
export function findFilling(file: SourceFile, { call, slot, row }: Target): Filling | null {
  const args = call.arguments;
  if (args.some(({ type }) => type === 'SpreadElement')) return null;
  const position = findPosition(call, slot.position, row?.optionsMayComeEarlier === true);
  const argument = args[position];
  const callback = row?.endsWithCallback === true ? findCallback(args) : null;
  if (row?.endsWithCallback === true && !callback && args.length > 1 && mayBeCallback(args.at(-1))) return null;
  if (!argument || argument === callback) {
    const given = callback ? args.length - 1 : args.length;
    return given > position ? null : { state: 'missing', skipped: position - given, before: callback };
  }
  // `{ … } as any`: nobody says that these are the options that the function takes.
  if (argument.type === 'TSAsExpression' && argument.typeAnnotation.type === 'TSAnyKeyword') return null;
  const value = unwrap(argument);
  // It says "on purpose".
  if (isNullish(value)) return null;
  if (slot.option === null)
    return isTimeLimit(file, value) ? { state: 'time-limit', value } : { state: 'signal', value };
  if (row?.encodingAsOptions === true && value.type === 'Literal' && typeof value.value === 'string')
    return { state: 'encoding', encoding: value };
  return value.type === 'ObjectExpression' ? findInOptions(file, value) : null;
}

function findInOptions(file: SourceFile, options: TSESTree.ObjectExpression): Filling | null {
  for (const property of options.properties) {
    if (property.type === 'SpreadElement' || property.computed) return null;
    if (!cancelOptions.has(getPropertyName(property) ?? '')) continue;
    const value = unwrap(property.value);
    if (isNullish(value)) return null;
    if (isTimeLimit(file, value)) return property.shorthand ? null : { state: 'time-limit', value };
    return { state: 'signal', value };
  }
  return { state: 'options', options };
}

/** An index; `last` is behind all arguments, or that of a literal that ends them. */
function findPosition(
  { arguments: args }: TSESTree.CallExpression,
  position: number | 'last',
  mayComeEarlier: boolean,
): number {
  if (position === 'last') return args.at(-1)?.type === 'ObjectExpression' ? args.length - 1 : args.length;
  const earlier = mayComeEarlier ? args.findIndex(({ type }) => type === 'ObjectExpression') : -1;
  return earlier !== -1 && earlier < position ? earlier : position;
}

function findCallback(args: readonly Node[]): Node | null {
  const last = args.at(-1);
  return last && isFunction(last) ? last : null;
}

/** A name may stand for a function, except where the first argument is the only one. */
function mayBeCallback(node: Node | undefined): boolean {
  return (
    node !== undefined &&
    node.type !== 'ObjectExpression' &&
    node.type !== 'ArrayExpression' &&
    node.type !== 'Literal' &&
    node.type !== 'TemplateLiteral'
  );
}

/** `AbortSignal.timeout(ms)`, directly or through a `const`. */
export function isTimeLimit(file: SourceFile, node: Node): boolean {
  const value = findValue(file, node);
  return value?.type === 'CallExpression' && findOriginKey(file, value.callee) === '#AbortSignal.timeout';
}
