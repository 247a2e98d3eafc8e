import { isLoop } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import type { FlowBuilder, Visitors } from './flow-builder.ts';

export const statementVisitors: Visitors = {
  Program: visitBlock,
  BlockStatement: visitBlock,
  StaticBlock: visitBlock,
  TSModuleBlock: visitBlock,
  TSModuleDeclaration(flow, node) {
    flow.point(node);
    flow.visit(node.body);
  },
  ReturnStatement(flow, node) {
    flow.visit(node.argument);
    flow.point(node);
    flow.leave('return');
  },
  ThrowStatement(flow, node) {
    flow.visit(node.argument);
    flow.point(node);
    flow.leave('throw');
  },
  BreakStatement: visitJump,
  ContinueStatement: visitJump,
  LabeledStatement: visitLabel,
  SwitchStatement: visitSwitch,
  WithStatement(flow, node) {
    flow.point(node);
    flow.visit(node.object);
    flow.visit(node.body);
  },
  FunctionDeclaration: visitLeaf,
  ImportDeclaration: visitLeaf,
  ExportAllDeclaration: visitLeaf,
  ExportNamedDeclaration(flow, node) {
    flow.visit(node.declaration);
    flow.point(node);
  },
  TSExportAssignment: visitInOrder,
  TSEnumDeclaration: visitInOrder,
  TSEnumBody: visitInOrder,
  TSEnumMember(flow, node) {
    flow.visit(node.initializer);
    flow.point(node);
  },
};

function visitBlock(flow: FlowBuilder, node: Node & { body: readonly Node[] }): void {
  flow.point(node);
  flow.visitAll(node.body);
}

function visitLeaf(flow: FlowBuilder, node: Node): void {
  flow.point(node);
}

function visitInOrder(flow: FlowBuilder, node: Node): void {
  flow.visitChildren(node);
}

function visitJump(flow: FlowBuilder, node: TSESTree.BreakStatement | TSESTree.ContinueStatement): void {
  const label = node.label?.name;
  const isContinue = node.type === 'ContinueStatement';
  flow.point(node);
  const frame = flow.findJump(
    ({ continueTo, labels, isPlain }) =>
      (!isContinue || continueTo !== null) && (label === undefined ? isPlain : labels.includes(label)),
  );
  const target = isContinue ? frame?.continueTo : frame?.breakTo;
  if (typeof target === 'number') flow.leave(target);
  else flow.stop();
}

function visitLabel(flow: FlowBuilder, node: TSESTree.LabeledStatement): void {
  flow.point(node);
  if (isLoop(node.body)) {
    flow.visit(node.body);
    return;
  }
  const end = flow.addVertex();
  flow.within({ kind: 'jump', labels: [node.label.name], breakTo: end, continueTo: null, isPlain: false }, () => {
    flow.visit(node.body);
  });
  flow.link(flow.at, end);
  flow.at = end;
}

/** The tests run from first to last, `default` left out; the bodies fall through from one to the next. */
function visitSwitch(flow: FlowBuilder, node: TSESTree.SwitchStatement): void {
  flow.point(node);
  flow.visit(node.discriminant);
  const end = flow.addVertex();
  const bodies = node.cases.map((clause) => flow.addVertex(clause));
  let otherwise = end;
  node.cases.forEach((clause, i) => {
    const body = bodies[i] as number;
    if (!clause.test) {
      otherwise = body;
      return;
    }
    flow.visit(clause.test);
    flow.link(flow.at, body);
  });
  flow.link(flow.at, otherwise);
  flow.stop();
  flow.within({ kind: 'jump', labels: [], breakTo: end, continueTo: null, isPlain: true }, () => {
    node.cases.forEach((clause, i) => {
      const body = bodies[i] as number;
      flow.link(flow.at, body);
      flow.at = body;
      flow.visitAll(clause.consequent);
    });
  });
  flow.link(flow.at, end);
  flow.at = end;
}
