import { getPropertyName, isFunction } from '../source/predicates.ts';
import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import type { RetryRow } from '../knowledge/types.ts';
import { checkFirst, getCheck } from './leave-on-abort.ts';
import type { SignalSource } from './stop-source.ts';

/** Tells a retry helper to end with the signal; null where its arguments leave no room. */
export function endRetrying(
  code: SourceCode,
  call: TSESTree.CallExpression,
  { cure, callbackAt }: RetryRow,
  signal: Pick<SignalSource, 'text' | 'isOptional'>,
  isTypeScript: boolean,
): TSESLint.ReportFixFunction | null {
  const last = call.arguments.at(-1);
  if (!last) return null;
  if (cure.in === 'argument') {
    return call.arguments.length === cure.argumentAt
      ? (fixer) => fixer.insertTextAfter(last, `, ${signal.text}`)
      : null;
  }
  if (cure.in === 'callback') {
    const callback = call.arguments[callbackAt];
    if (!isFunction(callback)) return null;
    // A helper that gives `void` here must not change the type of the whole.
    const cast = isTypeScript && cure.statement.startsWith('return ') ? ' as never' : '';
    const leave = (parameter: string): string => `${fill(cure.statement, signal).replace('#', parameter)}${cast};`;
    return checkFirst(code, callback, cure.parameter, (parameter) => `if (${getCheck(signal)}) ${leave(parameter)}`);
  }
  const value = fill(cure.value, signal);
  const property = cure.property === value ? value : `${cure.property}: ${value}`;
  const options = call.arguments[cure.optionsAt];
  if (!options)
    return call.arguments.length === cure.optionsAt
      ? (fixer) => fixer.insertTextAfter(last, `, { ${property} }`)
      : null;
  if (options.type !== 'ObjectExpression') return null;
  if (options.properties.some((p) => p.type === 'Property' && getPropertyName(p) === cure.property)) return null;
  const before = options.properties.at(-1);
  if (before) return (fixer) => fixer.insertTextAfter(before, `, ${property}`);
  return code.getCommentsInside(options).length > 0 ? null : (fixer) => fixer.replaceText(options, `{ ${property} }`);
}

/** `$` is the signal, `$x` a property of it. */
function fill(text: string, { text: signal, isOptional }: Pick<SignalSource, 'text' | 'isOptional'>): string {
  return text.replace(/\$(\w*)/g, (_, name: string) => (name ? `${signal}${isOptional ? '?.' : '.'}${name}` : signal));
}
