import type { Node, TSESTree } from '../source/types.ts';
import type { FlowBuilder, Visitors } from './flow-builder.ts';

export const declarationVisitors: Visitors = {
  VariableDeclarator(flow, node) {
    flow.visit(node.init);
    flow.visit(node.id);
    flow.point(node);
  },
  AssignmentPattern(flow, node) {
    const given = flow.at;
    flow.visit(node.right);
    flow.point(null, given, flow.at);
    flow.visit(node.left);
    flow.point(node);
  },
  ArrayPattern(flow, node) {
    flow.visitAll(node.elements);
    flow.point(node);
  },
  ObjectPattern(flow, node) {
    flow.visitAll(node.properties);
    flow.point(node);
  },
  RestElement(flow, node) {
    flow.visit(node.argument);
    flow.point(node);
  },
  TSParameterProperty(flow, node) {
    flow.visitAll(node.decorators);
    flow.visit(node.parameter);
    flow.point(node);
  },
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
};

/** Runs what the definition of a class runs: first the computed keys, then static fields and blocks in their order. */
function visitClass(flow: FlowBuilder, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): void {
  flow.visitAll(node.decorators ?? []);
  flow.visit(node.superClass);
  for (const element of node.body.body) visitKey(flow, element);
  for (const element of node.body.body) visitStatic(flow, element);
  flow.point(node.body);
  flow.point(node);
}

function visitKey(flow: FlowBuilder, element: TSESTree.ClassElement): void {
  if (!('key' in element)) return;
  flow.visitAll(element.decorators ?? []);
  if (element.computed) flow.visit(element.key);
  if (element.type === 'MethodDefinition') flow.visit(element.value);
  if (!isStaticField(element)) flow.point(element);
}

function visitStatic(flow: FlowBuilder, element: TSESTree.ClassElement): void {
  if (element.type === 'StaticBlock') {
    flow.visit(element);
  } else if (isStaticField(element)) {
    flow.visit(element.value);
    flow.point(element);
  }
}

function isStaticField(node: Node): node is TSESTree.PropertyDefinition | TSESTree.AccessorProperty {
  return (node.type === 'PropertyDefinition' || node.type === 'AccessorProperty') && node.static;
}
