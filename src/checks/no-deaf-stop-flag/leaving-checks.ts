import { walk } from '../../source/node-index.ts';
import { isFunction, isInside, isLoop, unwrap } from '../../source/predicates.ts';
import type { LoopNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findLoopExits, leavesLoop } from '../../flow/index.ts';
import { isSignalCheck } from '../../facts/signals/signals.ts';

/** A condition that decides whether a loop goes on. */
export interface LeavingCheck {
  readonly loop: LoopNode;
  readonly test: Node;
  /** What runs when the loop is left; null for the loop's own test, and for a call that throws. */
  readonly leave: Node | null;
}

/** The conditions by which a loop is left: its test, `if (…) break`, and `signal.throwIfAborted()`. */
export function listLeavingChecks(file: SourceFile, loop: LoopNode): LeavingCheck[] {
  const checks: LeavingCheck[] = [];
  const test = loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' ? null : loop.test;
  if (test) checks.push({ loop, test, leave: null });
  for (const node of walk(
    file.code,
    loop.body,
    (inner) => isFunction(inner) || (inner !== loop.body && isLoop(inner)),
  )) {
    if (node.type === 'IfStatement') {
      const leave = [node.consequent, node.alternate].find((branch) => branch && leavesLoop(file, branch, loop));
      if (leave) checks.push({ loop, test: node.test, leave });
    }
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
    if (callee?.type === 'MemberExpression' && isSignalCheck(callee)) checks.push({ loop, test: callee, leave: null });
  }
  return checks;
}

/** The operands of a condition: `a`, `b` and `c` of `!a && (b || c === 1)`. */
export function listOperands(test: Node): Node[] {
  const node = unwrap(test);
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? listOperands(node.argument) : [node];
    case 'LogicalExpression':
      return [...listOperands(node.left), ...listOperands(node.right)];
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator) && isConstant(node.right) ? listOperands(node.left) : [node];
    default:
      return [node];
  }
}

function isConstant(node: Node): boolean {
  return node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');
}

/** Is the loop left by something else than these operands: data, a limit, the end of what it iterates over? */
export function isBoundedBut(file: SourceFile, loop: LoopNode, isDeaf: (operand: Node) => boolean): boolean {
  const checks = listLeavingChecks(file, loop);
  const isOnlyDeaf = (test: Node): boolean =>
    listOperands(test).every((operand) => operand.type === 'Literal' || isDeaf(operand));
  return findLoopExits(file, loop).some((exit) => {
    if (exit.type === 'ThrowStatement' || exit.type === 'CallExpression') return false;
    const check = checks.find(({ test, leave }) => (leave ? isInside(exit, leave) : exit === test));
    return !check || !isOnlyDeaf(check.test);
  });
}
