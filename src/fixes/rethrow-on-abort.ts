import { isFunction } from '../source/predicates.ts';
import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { checkFirst, getCheck } from './leave-on-abort.ts';
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
    return isName
      ? (fixer) => fixer.replaceText(callback, `(error) => { ${check} error; return ${text}(error); }`)
      : null;
  }
  return checkFirst(code, callback, 'error', (error) => `${check} ${error};`);
}
