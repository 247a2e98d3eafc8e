import type { LoopNode, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getGraphAround } from './build-flow.ts';

/**
 * Does control never go on behind the `if` whose branch this is, once it is in the branch: does every way end with a
 * `return`, `throw`, `break`, `continue` or a call that never returns?
 */
export function leavesBranch(file: SourceFile, branch: TSESTree.Statement): boolean {
  const graph = getGraphAround(file, branch);
  const ends = graph.branchEnds.get(branch) ?? [];
  return ends.length > 0 && !ends.some((end) => graph.isVertexReachable(end));
}

/** Does every way through the branch leave the loop around it, so that there is no next turn? `continue` does not. */
export function leavesLoop(file: SourceFile, branch: TSESTree.Statement, loop: LoopNode): boolean {
  const graph = getGraphAround(file, loop);
  const starts = graph.getPoints(branch).filter((start) => graph.isVertexReachable(start));
  return graph.getPoints(loop).every((head) => {
    const number = graph.loopOf[head] as number;
    return !graph.search(starts, (vertex) => {
      if (!graph.isInLoop(vertex, number)) return 'skip';
      return vertex === head ? 'found' : 'enter';
    });
  });
}
