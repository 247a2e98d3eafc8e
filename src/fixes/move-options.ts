import { getPropertyName } from '../source/predicates.ts';
import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { endQuietly } from './end-quietly.ts';
import { leaveOnAbort, type Leave } from './leave-on-abort.ts';

/**
 * Puts options, or a bare signal as options, at the position where the function looks for them. A catch that would eat
 * the abort, which can come now, leaves its loop.
 */
export function moveOptions(
  code: SourceCode,
  misplaced: {
    readonly call: TSESTree.CallExpression;
    readonly argument: TSESTree.CallExpressionArgument;
    readonly position: number;
    readonly isBareSignal: boolean;
  },
  plan: { readonly isQuiet: boolean; readonly leave: Leave | null; readonly iteration: TSESTree.ForOfStatement | null },
): TSESLint.ReportFixFunction {
  const { call, argument, position, isBareSignal } = misplaced;
  const { isQuiet, leave, iteration } = plan;
  const text = code.getText(argument);
  const options = isBareSignal ? `{ ${text === 'signal' ? text : `signal: ${text}`} }` : text;
  const missing = Math.max(0, position - call.arguments.indexOf(argument));
  const moved = [...Array<string>(missing).fill('undefined'), options].join(', ');
  return (fixer) => [
    fixer.replaceText(argument, moved),
    ...(isQuiet ? [fixer.insertTextAfter(call, '.catch(() => {})')] : []),
    ...(leave ? leaveOnAbort(code, fixer, leave, getSource(code, argument)) : []),
    ...(iteration ? endQuietly(code, fixer, iteration, getSource(code, argument)) : []),
  ];
}

/** The signal itself, or the value of `signal` in the options; a parameter of that name may have been left out. */
function getSource(code: SourceCode, argument: TSESTree.CallExpressionArgument): { text: string; isOptional: boolean } {
  const options = argument.type === 'ObjectExpression' ? argument.properties : [];
  const property = options.find((p) => p.type === 'Property' && getPropertyName(p) === 'signal');
  const value = property?.type === 'Property' ? property.value : argument;
  return { text: code.getText(value), isOptional: value.type === 'Identifier' };
}
