import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, isFunction, isInside } from '../../source/predicates.ts';
import type { Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { leavesBranch } from '../../flow/index.ts';
import { isAfterWait } from './last-resort.ts';
import { isPublicStop } from './life-cycle.ts';
import { SPEAKS_OF_IDLENESS, SPEAKS_OF_WORK } from '../../knowledge/work-words.ts';
import { findVariable } from '../../source/variables.ts';

/** Was it checked that the worker has nothing to do: a condition around the kill, an early return, or a list of idle ones? */
export function isKnownIdle(file: SourceFile, kill: Node, target: Node): boolean {
  return isUnderIdleCheck(file, kill) || isFromIdleList(file, target) || isPassedIdle(file, kill, target);
}

/** `remove(worker)` and `#kill()`, where every caller has made sure that the worker is idle, or has had its answer. */
function isPassedIdle(file: SourceFile, kill: Node, target: Node): boolean {
  const fn = findNamedFunction(kill);
  const index =
    fn && target.type === 'Identifier'
      ? fn.params.findIndex((p) => p.type === 'Identifier' && p.name === target.name)
      : -1;
  if (!fn || (index < 0 && isPublicStop(file, fn))) return false;
  const uses = getUses(file, fn).filter((use) => !isInside(use, fn));
  return (
    uses.length > 0 &&
    uses.every((use) => {
      const call = use.parent;
      const passed = call?.type === 'CallExpression' ? call.arguments[index] : undefined;
      if (isUnderIdleCheck(file, use) || (passed !== undefined && isFromIdleList(file, passed))) return true;
      return call?.type === 'CallExpression' && isAfterWait(file, call, true);
    })
  );
}

function isUnderIdleCheck(file: SourceFile, kill: Node): boolean {
  for (let node: Node = kill; node.parent; node = node.parent) {
    const parent = node.parent;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test !== node) {
      if (asksIfIdle(file, parent.test)) return true;
    }
    if (parent.type === 'LogicalExpression' && parent.right === node && asksIfIdle(file, parent.left)) return true;
    if (parent.type === 'BlockStatement' && followsIdleReturn(file, parent.body, node)) return true;
    if (isFunction(parent) && findEnclosingFunction(parent) === null) return false;
  }
  return false;
}

/** `if (this.busy) return;` on the way to the kill. */
function followsIdleReturn(file: SourceFile, statements: readonly Node[], node: Node): boolean {
  return statements
    .slice(0, statements.indexOf(node))
    .some(
      (s) => s.type === 'IfStatement' && !s.alternate && asksIfIdle(file, s.test) && leavesBranch(file, s.consequent),
    );
}

function asksIfIdle(file: SourceFile, test: Node): boolean {
  for (const node of walk(file.code, test)) {
    if ((node.type === 'Identifier' || node.type === 'PrivateIdentifier') && SPEAKS_OF_WORK.test(node.name))
      return true;
  }
  return false;
}

function isFromIdleList(file: SourceFile, target: Node): boolean {
  if (target.type === 'MemberExpression' && isFromIdleList(file, target.object)) return true;
  if (target.type !== 'Identifier') return SPEAKS_OF_IDLENESS.test(getLastName(target) ?? '');
  const definition = findVariable(file, target)?.defs[0];
  const holder = definition?.type === 'Parameter' ? definition.node.parent : definition?.node.parent?.parent;
  if (holder?.type === 'CallExpression') return isIdleList(file, holder.callee);
  return holder?.type === 'ForOfStatement' && !isInside(target, holder.right) && isIdleList(file, holder.right);
}

/** Does the list, or what its variable was filled with, say that its workers are idle? */
function isIdleList(file: SourceFile, list: Node): boolean {
  if (SPEAKS_OF_IDLENESS.test(file.code.getText(list))) return true;
  const root = list.type === 'MemberExpression' ? list.object : list;
  const writes = root.type === 'Identifier' ? (findVariable(file, root)?.references ?? []) : [];
  return writes.some((r) => r.writeExpr && SPEAKS_OF_IDLENESS.test(file.code.getText(r.writeExpr)));
}
