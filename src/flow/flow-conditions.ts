import { unwrap } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import type { FlowBuilder, Visitors } from './flow-builder.ts';

/** The vertices at which a condition has turned out true and false. */
export interface Branches {
  readonly yes: number;
  readonly no: number;
}

type AndOr = TSESTree.LogicalExpression & { operator: '&&' | '||' };

export const conditionVisitors: Visitors = {
  IfStatement: visitIf,
  ConditionalExpression(flow, node) {
    const { yes, no } = visitCondition(flow, node.test);
    flow.at = yes;
    flow.visit(node.consequent);
    const consequent = flow.at;
    flow.at = no;
    flow.visit(node.alternate);
    flow.point(node, consequent, flow.at);
  },
  LogicalExpression(flow, node) {
    if (isAndOr(node)) {
      const { yes, no } = visitAndOr(flow, node);
      flow.point(null, yes, no);
      return;
    }
    flow.visit(node.left);
    const present = flow.at;
    flow.visit(node.right);
    flow.point(node, present, flow.at);
  },
};

/** Visits an expression whose truth decides where control goes; `&&`, `||` and `!` become branches of their own. */
export function visitCondition(flow: FlowBuilder, node: Node): Branches {
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const { yes, no } = visitCondition(flow, node.argument);
    return { yes: flow.point(node, no), no: flow.point(node, yes) };
  }
  if (isAndOr(node)) return visitAndOr(flow, node);
  flow.visit(node);
  const truth = findTruth(node);
  return {
    yes: truth === false ? flow.addVertex() : getOutcome(flow, node, true),
    no: truth === true ? flow.addVertex() : getOutcome(flow, node, false),
  };
}

function getOutcome(flow: FlowBuilder, condition: Node, holds: boolean): number {
  const from = flow.at;
  const vertex = flow.addVertex();
  flow.link(from, vertex);
  flow.graph.outcomes.set(vertex, { condition, holds });
  return vertex;
}

/** Goes down the left side in a loop: generated code has chains of thousands. */
function visitAndOr(flow: FlowBuilder, node: AndOr): Branches {
  const chain: AndOr[] = [];
  let first: Node = node;
  for (; isAndOr(first); first = first.left) chain.push(first);
  let { yes, no } = visitCondition(flow, first);
  for (const link of chain.reverse()) {
    const isAnd = link.operator === '&&';
    flow.at = isAnd ? yes : no;
    const right = visitCondition(flow, link.right);
    yes = isAnd ? flow.point(link, right.yes) : flow.point(link, yes, right.yes);
    no = isAnd ? flow.point(link, no, right.no) : flow.point(link, right.no);
  }
  return { yes, no };
}

/** The ifs of an `else if` chain share one end. */
function visitIf(flow: FlowBuilder, node: TSESTree.IfStatement): void {
  const ends: number[] = [];
  let next: TSESTree.Statement | null = node;
  while (next?.type === 'IfStatement') {
    flow.point(next);
    const { yes, no } = visitCondition(flow, next.test);
    flow.at = yes;
    visitBranch(flow, next.consequent);
    ends.push(flow.at);
    flow.at = no;
    next = next.alternate;
  }
  if (next) visitBranch(flow, next);
  flow.point(null);
  for (const end of ends) flow.link(end, flow.at);
}

function visitBranch(flow: FlowBuilder, branch: TSESTree.Statement): void {
  flow.visit(branch);
  const ends = flow.graph.branchEnds.get(branch);
  if (ends) ends.push(flow.at);
  else flow.graph.branchEnds.set(branch, [flow.at]);
}

function isAndOr(node: Node): node is AndOr {
  return node.type === 'LogicalExpression' && node.operator !== '??';
}

/** The truth of a literal (and of what surely is an object); null when only the run can tell. */
function findTruth(node: Node): boolean | null {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
      return 'regex' in inner || 'bigint' in inner ? findOddTruth(inner) : Boolean(inner.value);
    case 'TemplateLiteral':
      return inner.expressions.length === 0 ? inner.quasis[0]?.value.cooked !== '' : null;
    case 'SequenceExpression':
      return findTruth(inner.expressions.at(-1) as Node);
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return true;
    default:
      return null;
  }
}

/** Engines that do not know a pattern or big numbers leave the value null. */
function findOddTruth(node: TSESTree.BigIntLiteral | TSESTree.RegExpLiteral): boolean {
  return 'regex' in node || !/^0+$/.test(node.bigint);
}
