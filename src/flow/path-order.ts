import type { Node } from '../source/types.ts';

/**
 * What one walk tells about the ways between all points of a graph on which nothing barred is evaluated; null where only a
 * search can tell.
 */
export type PathOrder = (from: Node, to: Node) => boolean | null;

/** What is read of a graph. */
interface Graph {
  readonly nodes: readonly (Node | null)[];
  readonly failures: ReadonlyMap<number, number>;
  getPoints(node: Node): readonly number[];
  listNext(vertex: number): readonly number[];
}

/**
 * Numbers the vertices so that whatever can be come to from one has no higher number, and those of one cycle have the same
 * (Tarjan 1972). A barred vertex can be come to and not be left.
 */
export function findPathOrder(graph: Graph, isBarred: (node: Node) => boolean): PathOrder {
  const barred = graph.nodes.map((node) => node !== null && isBarred(node));
  const order = numberComponents(graph.nodes.length, (vertex) => (barred[vertex] ? [] : graph.listNext(vertex)));
  return (from, to) => {
    const [starts, goals] = [graph.getPoints(from), graph.getPoints(to)];
    if (starts.some((start) => barred[start])) return null;
    const pairs = starts.flatMap((start) =>
      goals.map((goal) => [order[start] as number, order[goal] as number] as const),
    );
    if (pairs.every(([start, goal]) => start < goal)) return false;
    // A path from a call begins after its success.
    const isCycle = from !== to && pairs.some(([start, goal]) => start === goal);
    return isCycle && !starts.some((start) => graph.failures.has(start)) ? true : null;
  };
}

/** The number of each vertex's component; without recursion, for functions may be long. */
function numberComponents(size: number, listNext: (vertex: number) => readonly number[]): Int32Array {
  const component = new Int32Array(size).fill(-1);
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const open: number[] = [];
  let [met, components] = [0, 0];
  const begin = (vertex: number): Frame => {
    index[vertex] = low[vertex] = met++;
    open.push(vertex);
    return { vertex, next: listNext(vertex), at: 0 };
  };
  for (let root = 0; root < size; root += 1) {
    const frames = index[root] === -1 ? [begin(root)] : [];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { vertex } = frame;
      const target = frame.next[frame.at++];
      if (target !== undefined) {
        if (index[target] === -1) frames.push(begin(target));
        else if (component[target] === -1) low[vertex] = Math.min(low[vertex] as number, index[target] as number);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent) low[parent.vertex] = Math.min(low[parent.vertex] as number, low[vertex] as number);
      if (low[vertex] !== index[vertex]) continue;
      for (let member = -1; member !== vertex;) component[(member = open.pop() as number)] = components;
      components += 1;
    }
  }
  return component;
}

interface Frame {
  readonly vertex: number;
  readonly next: readonly number[];
  at: number;
}
