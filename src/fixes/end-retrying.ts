import { getPropertyName, isFunction } from '../ast/predicates.ts';
import type { FunctionNode, SourceCode, TSESLint, TSESTree } from '../ast/types.ts';
import type { RetryRow } from '../knowledge/types.ts';
import { insertFirst } from './leave-on-abort.ts';
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
    return call.arguments.length === cure.argumentAt ? (fixer) => fixer.insertTextAfter(last, `, ${signal.text}`) : null;
  }
  if (cure.in === 'callback') {
    const callback = call.arguments[callbackAt];
    return isFunction(callback) ? askFirst(code, callback, cure, signal, isTypeScript) : null;
  }
  const value = fill(cure.value, signal);
  const property = cure.property === value ? value : `${cure.property}: ${value}`;
  const options = call.arguments[cure.optionsAt];
  if (!options) return call.arguments.length === cure.optionsAt ? (fixer) => fixer.insertTextAfter(last, `, { ${property} }`) : null;
  if (options.type !== 'ObjectExpression') return null;
  if (options.properties.some((p) => p.type === 'Property' && getPropertyName(p) === cure.property)) return null;
  const before = options.properties.at(-1);
  if (before) return (fixer) => fixer.insertTextAfter(before, `, ${property}`);
  return code.getCommentsInside(options).length > 0 ? null : (fixer) => fixer.replaceText(options, `{ ${property} }`);
}

/** `if (signal.aborted) return bail(signal.reason);` as the first statement of the function that is tried. */
function askFirst(
  code: SourceCode,
  callback: FunctionNode,
  cure: RetryRow['cure'] & { in: 'callback' },
  signal: Pick<SignalSource, 'text' | 'isOptional'>,
  isTypeScript: boolean,
): TSESLint.ReportFixFunction | null {
  const [parameter] = callback.params;
  if (parameter && parameter.type !== 'Identifier') return null;
  const open = code.getFirstToken(callback, (token) => token.value === '(');
  if (!parameter && (!open || code.getTokenAfter(open)?.value !== ')')) return null;
  const name = parameter?.type === 'Identifier' ? parameter.name : cure.parameter;
  // A helper that gives `void` here must not change the type of the whole.
  const cast = isTypeScript && cure.statement.startsWith('return ') ? ' as never' : '';
  const check = `if (${fill('$aborted', signal)}) ${fill(cure.statement, signal).replace('#', name)}${cast};`;
  const named = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] => (!parameter && open ? [fixer.insertTextAfter(open, name)] : []);
  const { body } = callback;
  if (body.type === 'BlockStatement') return (fixer) => [...named(fixer), insertFirst(code, fixer, body, check)];
  const arrow = code.getTokenBefore(body, (token) => token.value === '=>');
  if (!arrow || code.getCommentsInside(callback).length > 0) return null;
  return (fixer) => [
    ...named(fixer),
    fixer.replaceTextRange([arrow.range[1], callback.range[1]], ` { ${check} return ${code.getText(body)}; }`),
  ];
}

/** `$` is the signal, `$x` a property of it. */
function fill(text: string, { text: signal, isOptional }: Pick<SignalSource, 'text' | 'isOptional'>): string {
  return text.replace(/\$(\w*)/g, (_, name: string) => (name ? `${signal}${isOptional ? '?.' : '.'}${name}` : signal));
}
