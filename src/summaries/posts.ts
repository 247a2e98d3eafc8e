import type { RawMessage, Tokens } from './heard-messages.ts';
import { listProperties } from './object-literal.ts';

/** The literal messages that a file posts: `x.postMessage('stop')`, `x.postMessage({ type: 'stop', id })`, `child.send(…)`. */
export function readPosts({ source, evaluator }: Tokens): RawMessage[] {
  const posts: RawMessage[] = [];
  for (let i = 1; i < source.length; i += 1) {
    const isPost = (source.is(i, 'postMessage') || source.is(i, 'send')) && source.is(i + 1, '(');
    if (!isPost || !(source.is(i - 1, '.') || source.is(i - 1, '?.'))) continue;
    const [message] = source.split(i + 1);
    if (!message) continue;
    const line = source.getLine(i);
    for (const value of evaluator.evaluate(message).texts) posts.push({ value, field: null, line });
    for (const { name, value } of listProperties(source, message)) {
      if (source.is(value.start, 'true')) posts.push({ value: 'true', field: name, line });
      for (const text of evaluator.evaluate(value).texts) posts.push({ value: text, field: name, line });
    }
  }
  return posts;
}
