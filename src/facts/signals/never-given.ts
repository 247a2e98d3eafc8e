import { findFunctionVariable, getUses } from '../../semantics/function-uses.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import {
  findEnclosingFunction,
  findProperty,
  getPropertyName,
  getRoot,
  isFunction,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { isExported } from './signal-origin.ts';
import type { StopSignal } from './signals.ts';

const MAX_DEPTH = 3;
const MOST_USES = 20;

/**
 * Is the signal a parameter of a function that only the file can call, or an option of one, and no call gives it:
 * `sleep(100)`, `get(url, { headers })`?
 */
export function isNeverGiven(file: SourceFile, { text, definition, kind, isOptional }: StopSignal): boolean {
  if (kind !== 'given' || !isOptional) return false;
  return lacks(file, definition, findOption(text), 0);
}

/** The same of a signal as an expression names it. */
export function isNeverGivenTo(file: SourceFile, signal: Node): boolean {
  const root = getRoot(signal);
  const definition = root.type === 'Identifier' ? findVariable(file, root)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter') return false;
  return lacks(file, definition.name, findOption(file.code.getText(signal)), 0);
}

/** `signal` of `options.signal`; null for a name alone. */
function findOption(text: string): string | null {
  return /\.(\w+)$/.exec(text)?.[1] ?? null;
}

/** Does no call give the parameter a value, or one that may have the option? */
function lacks(file: SourceFile, parameter: Node, option: string | null, depth: number): boolean {
  const fn = findEnclosingFunction(parameter);
  const index = fn?.params.findIndex((one) => one === parameter || one === parameter.parent) ?? -1;
  if (!fn || index === -1 || depth > MAX_DEPTH || !isOwn(file, fn)) return false;
  const uses = getUses(file, fn);
  return (
    uses.length > 0 &&
    uses.length <= MOST_USES &&
    uses.every((use) => {
      const call = use.parent;
      if (call?.type !== 'CallExpression' || unwrap(call.callee) !== use) return false;
      const given = call.arguments[index];
      if (!given) return call.arguments.every(({ type }) => type !== 'SpreadElement');
      return isNullish(given) || (option !== null && isWithout(file, given, option, depth));
    })
  );
}

function isOwn(file: SourceFile, fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition')
    return isHiddenMethod(fn) || (getPropertyName(parent) ?? '').startsWith('_');
  return findFunctionVariable(file, fn) !== null && !isExported(fn);
}

function isWithout(file: SourceFile, given: Node, option: string, depth: number): boolean {
  const value = unwrap(given);
  if (value.type === 'ObjectExpression')
    return (
      findProperty(value, option) === null &&
      value.properties.every((one) => one.type !== 'SpreadElement' || isWithout(file, one.argument, option, depth))
    );
  const definition = value.type === 'Identifier' ? findVariable(file, value)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  return lacks(file, definition.name, option, depth + 1);
}
