import type { LoopNode, Node } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getGraphAround } from './build-flow.ts';
import { toPredicate, type Avoiding, type FlowGraph } from './flow-graph.ts';

/**
 * Can a turn of the loop, from its head back to its head and without leaving it, be run without evaluating anything of
 * `avoiding`? False as well for a loop that never comes to a second turn.
 */
export function canCycleWithout(file: SourceFile, loop: LoopNode, avoiding: Avoiding): boolean {
  const graph = getGraphAround(file, loop);
  const isAvoided = toPredicate(avoiding);
  return graph.getPoints(loop).some((head) =>
    graph.search([head], (vertex) => {
      if (!graph.isInLoop(vertex, graph.loopOf[head] as number)) return 'skip';
      const node = graph.nodes[vertex];
      if (node && isAvoided(node)) return 'skip';
      return vertex === head ? 'found' : 'enter';
    }),
  );
}

/**
 * The nodes by which control can leave the loop on purpose, each reachable, in source order: `break`, `return`,
 * `continue` of an outer loop, a `throw` that nothing inside the loop catches, a call that never returns, the loop's
 * test unless it is always true, and for `for…of` and `for…in` the loop itself (it has come to the end of the values).
 * A call that fails is no exit.
 */
export function findLoopExits(file: SourceFile, loop: LoopNode): Node[] {
  const graph = getGraphAround(file, loop);
  const exits = new Set<Node>();
  for (const head of graph.getPoints(loop)) {
    if (graph.isVertexReachable(head)) for (const exit of listLeaving(graph, head)) exits.add(exit);
  }
  return [...exits].sort((a, b) => a.range[0] - b.range[0]);
}

function listLeaving(graph: FlowGraph, head: number): Node[] {
  const number = graph.loopOf[head] as number;
  const isOutside = (vertex: number): boolean => !graph.isInLoop(vertex, number);
  const leaving: number[] = graph.someTarget(head, isOutside) ? [head] : [];
  const inside = new Set([head]);
  graph.search([head], (vertex) => {
    if (isOutside(vertex)) return 'skip';
    inside.add(vertex);
    if (graph.someTarget(vertex, isOutside)) leaving.push(vertex);
    return 'enter';
  });
  return leaving.flatMap((vertex) => getCauses(graph, vertex, inside));
}

/** The node that leaves; at the end of a finalizer the ones that have come through it, if control gets to them. */
function getCauses(graph: FlowGraph, vertex: number, inside: ReadonlySet<number>): Node[] {
  const node = graph.nodes[vertex] ?? graph.outcomes.get(vertex)?.condition;
  if (node) return [node];
  const origins = graph.origins.get(vertex) ?? [];
  return origins.filter((origin) => inside.has(origin)).flatMap((origin) => getCauses(graph, origin, inside));
}
