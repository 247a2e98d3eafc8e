import type { Node, TSESTree } from '../source/types.ts';
import type { FlowBuilder, Visitors } from './flow-builder.ts';
import { findEnding } from './never-returns.ts';

/** Expressions that are written as long chains, `a.b().c() + d + e`: their first child is reached without recursion. */
type Link =
  | TSESTree.BinaryExpression
  | TSESTree.CallExpression
  | TSESTree.MemberExpression
  | TSESTree.TaggedTemplateExpression
  | TSESTree.TSNonNullExpression
  | TSESTree.TSAsExpression
  | TSESTree.TSSatisfiesExpression;

export const expressionVisitors: Visitors = {
  BinaryExpression: visitChain,
  CallExpression: visitChain,
  MemberExpression: visitChain,
  TaggedTemplateExpression: visitChain,
  TSNonNullExpression: visitChain,
  TSAsExpression: visitChain,
  TSSatisfiesExpression: visitChain,
  ChainExpression(flow, node) {
    const outer = flow.chainEnd;
    const end = flow.addVertex();
    flow.chainEnd = end;
    flow.visit(node.expression);
    flow.chainEnd = outer;
    flow.point(node, end, flow.at);
  },
  TSTypeAssertion: visitWrapped,
  TSInstantiationExpression: visitWrapped,
  NewExpression(flow, node) {
    flow.visit(node.callee);
    flow.visitAll(node.arguments);
    flow.point(node);
    flow.mayFail();
  },
  AwaitExpression: visitSuspension,
  YieldExpression: visitSuspension,
  TemplateLiteral(flow, node) {
    flow.visitAll(node.expressions);
    flow.point(node);
  },
  AssignmentExpression: visitAssignment,
  Property(flow, node) {
    if (node.computed) flow.visit(node.key);
    flow.visit(node.value);
    flow.point(node);
  },
  FunctionExpression: visitLeaf,
  ArrowFunctionExpression: visitLeaf,
  Identifier: visitLeaf,
  MetaProperty: visitLeaf,
};

function visitLeaf(flow: FlowBuilder, node: Node): void {
  flow.point(node);
}

function visitWrapped(flow: FlowBuilder, node: TSESTree.TSTypeAssertion | TSESTree.TSInstantiationExpression): void {
  flow.visit(node.expression);
  flow.point(node);
}

function visitSuspension(flow: FlowBuilder, node: TSESTree.AwaitExpression | TSESTree.YieldExpression): void {
  flow.visit(node.argument);
  flow.point(node);
  flow.mayFail();
}

function visitAssignment(flow: FlowBuilder, node: TSESTree.AssignmentExpression): void {
  const { left, right, operator } = node;
  if (operator === '&&=' || operator === '||=' || operator === '??=') {
    flow.visit(left);
    const kept = flow.at;
    flow.visit(right);
    flow.point(node, kept, flow.at);
    return;
  }
  // The object of `a.b = c` is evaluated before `c`; names and patterns are written after it.
  const isTargetFirst = left.type === 'MemberExpression' || operator !== '=';
  flow.visit(isTargetFirst ? left : right);
  flow.visit(isTargetFirst ? right : left);
  flow.point(node);
}

function visitChain(flow: FlowBuilder, node: Link): void {
  const links: Node[] = [];
  let first: Node = node;
  for (let next = findFirst(first); next; next = findFirst(first)) {
    links.push(first);
    first = next;
  }
  flow.visit(first);
  for (let link = links.pop(); link; link = links.pop()) visitRest(flow, link as Link);
}

function findFirst(node: Node): Node | null {
  switch (node.type) {
    case 'BinaryExpression':
      return node.left;
    case 'CallExpression':
      return node.callee;
    case 'MemberExpression':
      return node.object;
    case 'TaggedTemplateExpression':
      return node.tag;
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return node.expression;
    default:
      return null;
  }
}

function visitRest(flow: FlowBuilder, node: Link): void {
  if ('optional' in node && node.optional && flow.chainEnd !== null) flow.link(flow.at, flow.chainEnd);
  // What stands in brackets and between parentheses is no part of the chain around it.
  const outer = flow.chainEnd;
  flow.chainEnd = null;
  if (node.type === 'BinaryExpression') flow.visit(node.right);
  else if (node.type === 'CallExpression') flow.visitAll(node.arguments);
  else if (node.type === 'MemberExpression' && node.computed) flow.visit(node.property);
  else if (node.type === 'TaggedTemplateExpression') flow.visitAll(node.quasi.expressions);
  flow.chainEnd = outer;
  flow.point(node);
  if (node.type === 'CallExpression') finishCall(flow, node);
  else if (node.type === 'TaggedTemplateExpression') flow.mayFail();
}

function finishCall(flow: FlowBuilder, node: TSESTree.CallExpression): void {
  const ending = findEnding(flow.file, node);
  if (ending === 'process') flow.exitProcess();
  else if (ending === 'function') flow.leave('throw');
  else flow.mayFail();
}
