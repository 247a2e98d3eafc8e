import { getHeadedLoops, walk, type HeadedLoop } from '../../source/node-index.ts';
import { isFunction, unwrap } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { canCycleWithout } from '../../flow/index.ts';
import { getPauses } from '../pauses/pauses.ts';
import { doesYield } from './yields.ts';
import { isSignalCheck, takesSignal } from '../signals/signals.ts';

/** Words of tests that limit a retry: a count, a deadline, a flag that asks for the end. */
const LIMIT =
  /attempt|retr|count|deadline|time|max|limit|abort|stop|clos|shut|running|active|signal|cancel|destroy|dispos|done|finish|remaining|left|tries|budget/i;

/** Endless retries and polls: loops that leave only by success, with a pause between the rounds and no limit. */
export function getRetries(file: SourceFile): HeadedLoop[] {
  const pauses = new Set(getPauses(file).map(({ node }) => node));
  return getHeadedLoops(file.code).filter((loop) => {
    if (!isEndlessHead(loop)) return false;
    const inside = [...walk(file.code, loop.body, isFunction)];
    const pausing = inside.filter((node) => pauses.has(node));
    if (pausing.length === 0 || inside.some((node) => isLimit(file, node)) || !doesYield(file, loop)) return false;
    const leaves = inside.some((node) => node.type === 'ReturnStatement' || node.type === 'BreakStatement');
    return leaves && canCycleWithout(file, loop, (node) => node.type === 'ThrowStatement');
  });
}

function isEndlessHead(loop: HeadedLoop): boolean {
  if (!loop.test) return loop.type === 'ForStatement' && loop.update === null;
  const test = unwrap(loop.test);
  return test.type === 'Literal' && Boolean(test.value);
}

function isLimit(file: SourceFile, node: Node): boolean {
  if (isSignalCheck(node)) return true;
  if (node.type === 'CallExpression') return takesSignal(file, node);
  return node.type === 'IfStatement' && LIMIT.test(file.code.getText(node.test));
}
