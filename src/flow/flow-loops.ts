import type { LoopNode, Node, TSESTree } from '../source/types.ts';
import type { FlowBuilder, Visitors } from './flow-builder.ts';
import { visitCondition } from './flow-conditions.ts';

/** The turning points of a loop while it is built. */
interface Turn {
  readonly head: number;
  /** Where `continue` goes. */
  readonly next: number;
  readonly exit: number;
}

export const loopVisitors: Visitors = {
  WhileStatement(flow, node) {
    visitLoop(flow, node, (turn) => {
      visitTest(flow, node.test, turn.exit);
      flow.visit(node.body);
    });
  },
  DoWhileStatement(flow, node) {
    visitLoop(flow, node, (turn) => {
      flow.visit(node.body);
      flow.link(flow.at, turn.next);
      flow.at = turn.next;
      visitTest(flow, node.test, turn.exit);
    });
  },
  ForStatement(flow, node) {
    flow.visit(node.init);
    visitLoop(flow, node, (turn) => {
      if (node.test) visitTest(flow, node.test, turn.exit);
      flow.visit(node.body);
      flow.link(flow.at, turn.next);
      flow.at = turn.next;
      flow.visit(node.update);
    });
  },
  ForInStatement: visitIteration,
  ForOfStatement: visitIteration,
};

function visitIteration(flow: FlowBuilder, node: TSESTree.ForInStatement | TSESTree.ForOfStatement): void {
  flow.visit(node.right);
  visitLoop(flow, node, (turn) => {
    if (node.type === 'ForOfStatement') flow.mayFail();
    flow.link(turn.head, turn.exit);
    flow.visit(node.left);
    flow.visit(node.body);
  });
}

/** `visitTurn` starts at the head and ends where control goes back to it. */
function visitLoop(flow: FlowBuilder, node: LoopNode, visitTurn: (turn: Turn) => void): void {
  const exit = flow.addVertex();
  const outerLoop = flow.loop;
  flow.loop = flow.graph.addLoop(outerLoop);
  const head = flow.point(node);
  const hasTail = node.type === 'ForStatement' || node.type === 'DoWhileStatement';
  const next = hasTail ? flow.addVertex() : head;
  flow.within({ kind: 'jump', labels: getLabels(node), breakTo: exit, continueTo: next, isPlain: true }, () => {
    visitTurn({ head, next, exit });
  });
  flow.link(flow.at, head);
  flow.loop = outerLoop;
  flow.at = exit;
}

function visitTest(flow: FlowBuilder, test: Node, exit: number): void {
  const { yes, no } = visitCondition(flow, test);
  flow.link(no, exit);
  flow.at = yes;
}

function getLabels(node: Node): string[] {
  const labels: string[] = [];
  for (let outer = node.parent; outer?.type === 'LabeledStatement'; outer = outer.parent) labels.push(outer.label.name);
  return labels;
}
