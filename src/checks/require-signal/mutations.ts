import { getLastName, getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findValue } from '../../semantics/functions.ts';
import type { Filling } from '../../facts/signals/filling.ts';
import type { Target } from '../../facts/signals/targets.ts';

/**
 * May the request change something at the other side, so that after an abort nobody knows whether it has? Not where it
 * has a time limit: then that is so already.
 */
export function isMutation(file: SourceFile, { call, row }: Target, filling: Filling): boolean {
  if ((row && !row.isNetwork) || filling.state === 'time-limit') return false;
  // A command of the AWS SDK says so by its name; the text of a model changes nothing.
  if (row?.option === 'abortSignal') return row.method === 'send' && !isReadingCommand(file, call.arguments[0]);
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && /^(?:post|put|patch|delete)$/.test(getPropertyName(callee) ?? ''))
    return true;
  if (filling.state !== 'options') return false;
  return filling.options.properties.some(
    (p) => p.type === 'Property' && getPropertyName(p) === 'method' && !isReading(p.value),
  );
}

/** `new GetObjectCommand(…)`, directly or through a `const`. */
function isReadingCommand(file: SourceFile, argument: Node | undefined): boolean {
  const made = argument && findValue(file, unwrap(argument));
  return (
    made?.type === 'NewExpression' &&
    /^(?:BatchGet|Get|Head|List|Describe|Query|Scan|Select|Search|Receive|Invoke|Converse)/.test(
      getLastName(made.callee) ?? '',
    )
  );
}

function isReading(method: Node): boolean {
  return /^(?:get|head|options|query|search|report|propfind)$/i.test(getStaticString(unwrap(method)) ?? '');
}
