import { getHeadedLoops, walk, type HeadedLoop } from '../../source/node-index.ts';
import { isFunction, unwrap } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { canCycleWithout, findLoopExits } from '../../flow/index.ts';
import { getPauses } from '../../facts/pauses/pauses.ts';
import { doesYield } from '../../facts/loops/yields.ts';
import { isSignalCheck, takesSignal } from '../../facts/signals/signals.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { SPEAKS_OF_LIMIT } from '../../knowledge/work-words.ts';

/** Endless retries and polls: loops that leave only by success, with a pause between the rounds and no limit. */
export function getRetries(file: SourceFile): HeadedLoop[] {
  const pauses = new Set(getPauses(file).map(({ node }) => node));
  return getHeadedLoops(file.code).filter((loop) => {
    if (!isEndlessHead(loop)) return false;
    const inside = [...walk(file.code, loop.body, isFunction)];
    const pausing = inside.filter((node) => pauses.has(node));
    if (pausing.length === 0 || inside.some((node) => isLimit(file, node)) || !doesYield(file, loop)) return false;
    const isLeft = findLoopExits(file, loop).some(
      ({ type }) => type === 'ReturnStatement' || type === 'BreakStatement',
    );
    return isLeft && canCycleWithout(file, loop, (node) => node.type === 'ThrowStatement');
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
  if (node.type !== 'IfStatement') return false;
  const test = file.code.getText(node.test);
  return SPEAKS_OF_LIMIT.test(test) || SPEAKS_OF_STOP.test(test);
}
