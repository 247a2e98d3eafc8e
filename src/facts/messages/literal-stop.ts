import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { getStaticString } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';

/** Is it a message that asks for a stop, as it is written: `'stop'`, `{ type: 'stop' }`? */
export function saysStopLiterally(message: Node | undefined): boolean {
  const values =
    message?.type === 'ObjectExpression'
      ? message.properties.map((one) => (one.type === 'Property' ? getStaticString(one.value) : null))
      : [getStaticString(message)];
  return values.some((value) => value !== null && SPEAKS_OF_STOP.test(value));
}
