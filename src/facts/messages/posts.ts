import { findValue } from '../../semantics/functions.ts';
import { getValues, type ValueContext } from '../../semantics/text-values.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, listProperties, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { listHelperPosts } from './helper-stops.ts';

/** A literal that is posted, with the field that holds it; null where the message is the text itself. */
export interface PostedMessage {
  readonly value: string;
  readonly field: string | null;
  readonly line: number;
  /** Where the function is imported from that posts it: it does so only if that is the stop helper. */
  readonly helper?: string;
}

/** The literal messages that a file posts: `x.postMessage('stop')`, `x.postMessage({ type: 'stop', id })`, `child.send(…)`. */
export function getPosts(file: SourceFile, context: ValueContext = {}): PostedMessage[] {
  const posted = getNodes(file.code, 'CallExpression').flatMap((call): PostedMessage[] => {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    const [message] = call.arguments;
    if (callee.type !== 'MemberExpression' || !message || (method !== 'postMessage' && method !== 'send')) return [];
    const { line } = callee.property.loc.start;
    return [
      ...getValues(file, message, context).texts.map((value) => ({ value, field: null, line })),
      ...listObjects(file, message).flatMap((object) =>
        listProperties(object).flatMap(({ name, value: property }) =>
          getTexts(file, property, context).map((value) => ({ value, field: name, line })),
        ),
      ),
    ];
  });
  return [...posted, ...listHelperPosts(file)];
}

/** The texts of a property, and `true` for a flag that is set. */
function getTexts(file: SourceFile, node: Node, context: ValueContext): readonly string[] {
  return node.type === 'Literal' && node.value === true ? ['true'] : getValues(file, node, context).texts;
}

/** The objects that a message may be. */
function listObjects(file: SourceFile, message: Node): Node[] {
  const node = unwrap(message);
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((one) => listObjects(file, one));
  return [unwrap(findValue(file, node) ?? node)];
}
