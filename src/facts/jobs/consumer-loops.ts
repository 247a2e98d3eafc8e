import { RECEIVES } from '../../knowledge/queues.ts';
import { getNodes } from '../../source/node-index.ts';
import { getLastName, isFunction, isLoop } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import type { LoopNode, Node } from '../../source/types.ts';

const WORDS = [...RECEIVES];

/** One look at the text: can there be such a loop? */
export function mayHoldConsumerLoops(file: SourceFile): boolean {
  return holdsAny(file, WORDS);
}

/** Loops that take message after message off a broker, with no library around them. */
export const getConsumerLoops = oncePerFile((file): readonly LoopNode[] => {
  if (!mayHoldConsumerLoops(file)) return [];
  const calls = [...getNodes(file.code, 'CallExpression'), ...getNodes(file.code, 'NewExpression')];
  const loops = calls.flatMap((call) =>
    RECEIVES.has(getLastName(call.callee) ?? '') ? (findLoopAround(call) ?? []) : [],
  );
  return [...new Set(loops)];
});

function findLoopAround(call: Node): LoopNode | null {
  for (let node = call.parent; node && !isFunction(node); node = node.parent) if (isLoop(node)) return node;
  return null;
}
