import { findOrigin } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { getEndAfterAbort } from './ends-after.ts';
import type { HelperStop } from './types.ts';

/** What the stop helper (`graceful init --helper`) calls the signal that the owner's message aborts. */
const STOP_SIGNAL = 'stopSignal';
const MESSAGE = 'stop';

/** The stops that a file hears by the project's stop helper: `stopSignal()`, `stopSignal({ message: 'quit' })`. */
export function listHelperStops(file: SourceFile): HelperStop[] {
  if (!file.code.text.includes(STOP_SIGNAL)) return [];
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    const origin = findOrigin(file, call.callee);
    const value = origin?.path === STOP_SIGNAL && origin.module !== '' ? getMessage(call.arguments[0]) : null;
    return value === null || !origin ? [] : [{ specifier: origin.module, value, end: getEndAfterAbort(file, call) }];
  });
}

function getMessage(options: Node | undefined): string | null {
  if (!options) return MESSAGE;
  const [only, ...rest] = options.type === 'ObjectExpression' ? options.properties : [];
  const isMessage = only?.type === 'Property' && rest.length === 0 && getPropertyName(only) === 'message';
  return isMessage ? getStaticString(only.value) : null;
}
