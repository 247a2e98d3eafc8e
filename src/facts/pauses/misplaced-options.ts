import { getNodes } from '../../source/node-index.ts';
import { getLastName, getPropertyName } from '../../source/predicates.ts';
import type { TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { SIGNAL_NAME } from '../../knowledge/signals.ts';
import { findSleepRow, maySleep } from '../../semantics/rows.ts';

/** `setTimeout(ms, { signal })` or `setTimeout(ms, null, signal)` of timers/promises: looks interruptible, is not (facts 5). */
export interface MisplacedOptions {
  readonly call: TSESTree.CallExpression;
  readonly argument: TSESTree.CallExpressionArgument;
  /** What stands in the wrong place, for the message. */
  readonly what: string;
  /** Index where the options belong. */
  readonly position: number;
  /** Is it the signal itself, still to be put into an object? */
  readonly isBareSignal: boolean;
  /** The signal, as the call writes it. */
  readonly signal: string;
}

export function getMisplacedOptions(file: SourceFile): MisplacedOptions[] {
  if (!maySleep(file) || !/signal/i.test(file.code.text)) return [];
  return getNodes(file.code, 'CallExpression').flatMap((call) => findMisplacedOptions(file, call) ?? []);
}

/** The options or the signal of a call that stand where it does not look for them. */
export function findMisplacedOptions(file: SourceFile, call: TSESTree.CallExpression): MisplacedOptions | null {
  const row = findSleepRow(file, call);
  if (row?.module !== 'timers/promises' || row.optionsAt === undefined) return null;
  const position = row.optionsAt;
  for (const [index, argument] of call.arguments.entries()) {
    if (argument.type === 'SpreadElement' || index === 0) continue;
    const isOptions =
      index < position &&
      argument.type === 'ObjectExpression' &&
      argument.properties.every((p) => p.type === 'Property' && ['signal', 'ref'].includes(getPropertyName(p) ?? '')) &&
      argument.properties.some((p) => p.type === 'Property' && getPropertyName(p) === 'signal');
    if (isOptions && call.arguments.length === index + 1) {
      return {
        call,
        argument,
        what: 'options stand',
        position,
        isBareSignal: false,
        signal: getSignalText(file, argument),
      };
    }
    if (SIGNAL_NAME.test(getLastName(argument) ?? '') && call.arguments.length === index + 1) {
      return {
        call,
        argument,
        what: 'signal stands',
        position,
        isBareSignal: true,
        signal: file.code.getText(argument),
      };
    }
  }
  return null;
}

function getSignalText(file: SourceFile, { properties }: TSESTree.ObjectExpression): string {
  const property = properties.find((p) => p.type === 'Property' && getPropertyName(p) === 'signal');
  return property?.type === 'Property' ? file.code.getText(property.value) : 'signal';
}
