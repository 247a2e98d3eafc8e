import { isFunction } from '../ast/predicates.ts';
import type { Node, SourceCode, TSESLint, TSESTree } from '../ast/types.ts';
import { getCheck, insertFirst } from './leave-on-abort.ts';
import type { SignalSource } from './stop-source.ts';

/**
 * The function given to `.catch()` lets the error of an abort through: `.catch((error) => { if (signal.aborted) throw
 * error; … })`. Null where its parameters leave no room, or where a comment would be lost.
 */
export function rethrowOnAbort(
  code: SourceCode,
  callback: TSESTree.CallExpressionArgument,
  signal: Pick<SignalSource, 'text' | 'isOptional'>,
): TSESLint.ReportFixFunction | null {
  if (callback.type === 'SpreadElement') return null;
  const check = `if (${getCheck(signal)}) throw`;
  if (!isFunction(callback)) {
    const text = code.getText(callback);
    const isName = callback.type === 'Identifier' || callback.type === 'MemberExpression';
    return isName ? (fixer) => fixer.replaceText(callback, `(error) => { ${check} error; return ${text}(error); }`) : null;
  }
  const [parameter] = callback.params;
  if (parameter && parameter.type !== 'Identifier') return null;
  const name = parameter?.name ?? 'error';
  const open = parameter ? null : findEmptyParentheses(code, callback);
  if (!parameter && (!open || callback.type !== 'ArrowFunctionExpression')) return null;
  const { body } = callback;
  const named = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] => (open ? [fixer.insertTextAfter(open, name)] : []);
  if (body.type === 'BlockStatement') return (fixer) => [...named(fixer), insertFirst(code, fixer, body, `${check} ${name};`)];
  const arrow = code.getTokenBefore(body, (token) => token.value === '=>');
  if (!arrow || code.getCommentsInside(callback).length > 0) return null;
  return (fixer) => [
    ...named(fixer),
    fixer.replaceTextRange([arrow.range[1], callback.range[1]], ` { ${check} ${name}; return ${code.getText(body)}; }`),
  ];
}

function findEmptyParentheses(code: SourceCode, callback: Node): TSESTree.Token | null {
  const open = code.getFirstToken(callback, (token) => token.value === '(');
  return open && code.getTokenAfter(open)?.value === ')' ? open : null;
}

