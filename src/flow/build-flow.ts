import { isFunction } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { FlowBuilder, type Visitors } from './flow-builder.ts';
import { conditionVisitors } from './flow-conditions.ts';
import { declarationVisitors } from './flow-declarations.ts';
import { expressionVisitors } from './flow-expressions.ts';
import { END, type FlowGraph } from './flow-graph.ts';
import { loopVisitors } from './flow-loops.ts';
import { statementVisitors } from './flow-statements.ts';
import { tryVisitors } from './flow-try.ts';

type Field = TSESTree.PropertyDefinition | TSESTree.AccessorProperty;

/** What has a flow of its own: a function, the top level, or a field, whose value is computed by the constructor. */
type FlowOwner = FunctionNode | TSESTree.Program | Field;

const VISITORS: Visitors = {
  ...conditionVisitors,
  ...declarationVisitors,
  ...expressionVisitors,
  ...loopVisitors,
  ...statementVisitors,
  ...tryVisitors,
};

const getGraphs = oncePerFile(() => new Map<Node, FlowGraph>());

/** The graph of one function, built when it is first asked for. */
export function getGraph(file: SourceFile, owner: FlowOwner): FlowGraph {
  const graphs = getGraphs(file);
  let graph = graphs.get(owner);
  if (!graph) graphs.set(owner, (graph = buildGraph(file, owner)));
  return graph;
}

/** The graph that holds the node as a point; for a function that is the one around it. */
export function getGraphAround(file: SourceFile, node: Node): FlowGraph {
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer) || isFieldOf(outer, inner)) return getGraph(file, outer);
  }
  return getGraph(file, file.code.ast);
}

function buildGraph(file: SourceFile, owner: FlowOwner): FlowGraph {
  const flow = new FlowBuilder(file, VISITORS);
  if (isFunction(owner)) {
    flow.visitAll(owner.params);
    flow.visit(owner.body);
  } else {
    flow.visit(owner.type === 'Program' ? owner : owner.value);
  }
  flow.link(flow.at, END);
  return flow.graph;
}

/** Is `outer` an instance field whose value is `inner`? Static ones run with the definition of the class. */
function isFieldOf(outer: Node, inner: Node): outer is Field {
  return (
    (outer.type === 'PropertyDefinition' || outer.type === 'AccessorProperty') && !outer.static && outer.value === inner
  );
}
