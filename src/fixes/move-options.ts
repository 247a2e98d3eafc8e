import type { SourceCode, TSESLint, TSESTree } from '../ast/types.ts';

/** Puts options, or a bare signal as options, at the position where the function looks for them. */
export function moveOptions(
  code: SourceCode,
  misplaced: {
    readonly call: TSESTree.CallExpression;
    readonly argument: TSESTree.CallExpressionArgument;
    readonly position: number;
    readonly isBareSignal: boolean;
  },
): TSESLint.ReportFixFunction {
  const { call, argument, position, isBareSignal } = misplaced;
  const text = code.getText(argument);
  const options = isBareSignal ? `{ ${text === 'signal' ? text : `signal: ${text}`} }` : text;
  const missing = Math.max(0, position - call.arguments.indexOf(argument));
  return (fixer) => fixer.replaceText(argument, [...Array<string>(missing).fill('undefined'), options].join(', '));
}
