import { getPropertyName, getStaticString, unwrap } from '../../ast/predicates.ts';
import type { Node } from '../../ast/types.ts';
import type { Filling } from './filling.ts';
import type { Target } from './targets.ts';

/**
 * May the request change something at the other side, so that after an abort nobody knows whether it has? Not where it
 * has a time limit: then that is so already.
 */
export function isMutation({ call, row }: Target, filling: Filling): boolean {
  if (!row?.isNetwork || row.option === 'abortSignal' || filling.state === 'time-limit') return false;
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (name !== null && /^(?:post|put|patch|delete)$/.test(name)) return true;
  if (filling.state !== 'options') return false;
  return filling.options.properties.some((p) => p.type === 'Property' && getPropertyName(p) === 'method' && !isReading(p.value));
}

function isReading(method: Node): boolean {
  return /^(?:get|head|options|query|search|report|propfind)$/i.test(getStaticString(unwrap(method)) ?? '');
}
