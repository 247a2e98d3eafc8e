import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getGraph, getGraphAround } from './build-flow.ts';
import type { Flow } from './flow-graph.ts';

export type { Avoiding, Flow, RuledOut } from './flow-graph.ts';
export type { PathOrder } from './path-order.ts';
export { leavesBranch, leavesLoop } from './branches.ts';
export { canCycleWithout, findLoopExits } from './loop-exits.ts';
export { ruleOutBehind } from './set-flags.ts';

/** The paths through a function, its parameters included, or through the top level of a file. Built once a file. */
export function getFlow(file: SourceFile, owner: FunctionNode | TSESTree.Program): Flow {
  return getGraph(file, owner);
}

/** The paths through what the node is a point of: the nearest function around it, a field's value, or the top level. */
export function getFlowAround(file: SourceFile, node: Node): Flow {
  return getGraphAround(file, node);
}
