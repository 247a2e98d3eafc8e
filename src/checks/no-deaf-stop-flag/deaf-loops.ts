import path from 'node:path';
import { getNodes, walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getLastName, isFunction, isInside, isLoop, unwrap } from '../../source/predicates.ts';
import type { LoopNode, Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { findOrigin, findOriginKey } from '../../semantics/origin.ts';
import { isOwnModule } from '../../facts/callables/link-callable.ts';
import { canYield, doesYield } from '../../facts/loops/yields.ts';
import { leavesLoop } from '../../flow/index.ts';
import { getEndless } from '../no-unstoppable-loop/endless.ts';
import { isSignal as isSignalValue } from '../../facts/signals/signal-value.ts';
import { getSignals, isSignalCheck } from '../../facts/signals/signals.ts';
import { isCompiledAwait } from '../../facts/pauses/pauses.ts';
import { findThreadBranches, findWorkerReason } from '../../facts/jobs/worker-context.ts';
import { findFlag, isOwnSignal, type Flag } from './flags.ts';
import { isBoundedBut, listLeavingChecks, listOperands, type LeavingCheck } from './leaving-checks.ts';
import { getLoopCalls } from './loop-calls.ts';
import { findSetter } from './setters.ts';
import type { Deaf, DeafLoop } from './types.ts';
import { TAKES_EVENTS } from '../../knowledge/yields.ts';

/** Stop checks of loops in which no callback can run, and of loops in another thread than the one that sets the flag. */
export function getDeafLoops(file: SourceFile): Deaf[] {
  const found: Deaf[] = [];
  for (const loop of listLoops(file)) {
    const around = found.filter((deaf) => 'text' in deaf && isInside(loop, deaf.loop));
    const fresh = findInLoop(file, loop).filter(
      (deaf) => !around.some((outer) => 'text' in outer && 'text' in deaf && outer.text === deaf.text),
    );
    found.push(...fresh);
  }
  return found;
}

/** Outer loops before inner ones. */
function listLoops(file: SourceFile): LoopNode[] {
  const { code } = file;
  const loops: LoopNode[] = [
    ...getNodes(code, 'WhileStatement'),
    ...getNodes(code, 'DoWhileStatement'),
    ...getNodes(code, 'ForStatement'),
    ...getNodes(code, 'ForOfStatement'),
    ...getNodes(code, 'ForInStatement'),
  ];
  return loops.sort((a, b) => a.range[0] - b.range[0]);
}

/** The first check of the loop that is deaf: one report a loop. */
function findInLoop(file: SourceFile, loop: LoopNode): Deaf[] {
  const checks = listLeavingChecks(file, loop);
  const operands = checks.flatMap((check) =>
    listOperands(check.test)
      .filter(isRead)
      .map((operand) => ({ check, operand })),
  );
  if (operands.length === 0) return [];
  const yields = canYield(file, loop);
  for (const { check, operand } of operands) {
    const deaf =
      findCopy(file, check, operand) ?? (yields || isSeenOutside(file, check) ? null : findDeaf(file, check, operand));
    if (deaf) return hearsOtherwise(file, loop) || isUnchecked(file, loop) ? [] : [deaf];
  }
  return [];
}

/** Does the check also end a loop around this one, which yields between any two rounds of this? Then it is seen there. */
function isSeenOutside(file: SourceFile, { loop, leave }: LeavingCheck): boolean {
  if (!leave) return false;
  for (let outer: Node | undefined = loop.parent; outer && !isFunction(outer); outer = outer.parent)
    if (isLoop(outer) && leavesLoop(file, leave as TSESTree.Statement, outer) && doesYield(file, outer)) return true;
  return false;
}

/** A loop with turns that check nothing at all is no-unstoppable-loop's to report. */
function isUnchecked(file: SourceFile, loop: LoopNode): boolean {
  return (
    findWorkerReason(file, loop) !== null && getEndless(file).some(({ form, node }) => form === 'loop' && node === loop)
  );
}

function isRead(operand: Node): boolean {
  return operand.type === 'Identifier' || operand.type === 'MemberExpression';
}

function findDeaf(file: SourceFile, check: LeavingCheck, operand: Node): Deaf | null {
  const { loop } = check;
  const flag = findFlag(file, operand);
  if (flag && flag.writes.length > 0) {
    const requests = flag.writes.filter((write) => asksForStop(write, check, operand) && !isFirstValue(write));
    const setter = findSetter(file, loop, requests, flag.isOpen);
    if (!setter || (setter === 'signal' && findWorkerReason(file, loop))) return null;
    return { form: 'flag', ...describe(file, loop, operand, flag.text), setter };
  }
  return isSignal(file, operand) && !getLoopCalls(file, loop).callsBack && findWorkerReason(file, loop)
    ? { form: 'signal', ...describe(file, loop, operand, file.code.getText(operand)) }
    : null;
}

const getBranches = oncePerFile(findThreadBranches);

/** A variable that only the main thread's part of the file sets, tested in the worker's part. */
function findCopy(file: SourceFile, { loop }: LeavingCheck, operand: Node): Deaf | null {
  if (isImportedCopy(file, loop, operand))
    return { form: 'copy', ...describe(file, loop, operand, file.code.getText(operand)) };
  const branches = getBranches(file);
  if (!branches || findWorkerReason(file, loop)?.kind !== 'worker') return null;
  const flag: Flag | null = findFlag(file, operand);
  const isMain = (node: Node): boolean => branches.main.some((part) => isInside(node, part));
  if (!flag || flag.isOpen || flag.writes.length === 0 || !flag.writes.every(isMain)) return null;
  return { form: 'copy', ...describe(file, loop, operand, flag.text) };
}

/** A variable of another file, or a property of its object, that each thread has for itself. */
function isImportedCopy(file: SourceFile, loop: LoopNode, operand: Node): boolean {
  const origin = findOrigin(file, operand);
  if (!origin || !isOwnModule(file, origin.module) || findWorkerReason(file, loop)?.kind !== 'worker') return false;
  if (!file.project.isLinked) return false;
  return file.project.getIndex().isSetOutside(path.resolve(file.root, file.filename), origin.module, origin.path);
}

function describe(file: SourceFile, loop: LoopNode, operand: Node, text: string): DeafLoop {
  const isSame = (other: Node): boolean => file.code.getText(other) === file.code.getText(operand);
  const awaits = [...walk(file.code, loop, isFunction)].some(
    (node) =>
      node.type === 'AwaitExpression' ||
      node.type === 'YieldExpression' ||
      (node.type === 'ForOfStatement' && node.await),
  );
  return { node: operand, loop, text, awaits, isBounded: isBoundedBut(file, loop, isSame) };
}

/** Would the assigned value end the loop? Unknown values count. */
function asksForStop(write: Node, { test, leave }: LeavingCheck, operand: Node): boolean {
  const { parent } = write;
  if (parent?.type !== 'AssignmentExpression' || parent.right.type !== 'Literal') return true;
  let isPositive = true;
  for (let node: Node = operand; node !== test && node.parent; node = node.parent) {
    if (node.parent.type === 'UnaryExpression') isPositive = !isPositive;
    if (node.parent.type === 'BinaryExpression') return true;
  }
  const endsWith = leave ? isPositive : !isPositive;
  return Boolean(parent.right.value) === endsWith;
}

/** `this.stopped = false` in the constructor. */
function isFirstValue(write: Node): boolean {
  const holder = findEnclosingFunction(write)?.parent;
  return holder?.type === 'MethodDefinition' && holder.kind === 'constructor';
}

/** `signal.aborted` of what is surely an AbortSignal. */
function isSignal(file: SourceFile, operand: Node): boolean {
  const node = unwrap(operand);
  if (node.type !== 'MemberExpression' || !isSignalCheck(node)) return false;
  if (isOwnSignal(file, node.object)) return false;
  return (
    isSignalValue(file, node.object) ||
    getSignals(file, node).some(({ text }) => text === file.code.getText(node.object))
  );
}

/** Does the loop also look at something that another thread can change, or yield to a consumer? */
function hearsOtherwise(file: SourceFile, loop: LoopNode): boolean {
  for (const part of getLoopCalls(file, loop).code) {
    for (const node of walk(file.code, part)) {
      if (node.type === 'YieldExpression' && !isCompiledAwait(node)) return true;
      if (node.type !== 'CallExpression') continue;
      if (TAKES_EVENTS.test(getLastName(node.callee) ?? '')) return true;
      // `Atomics.add(turns, 0, 1);` looks at nothing.
      if (node.parent.type !== 'ExpressionStatement' && findOriginKey(file, node.callee)?.startsWith('#Atomics.'))
        return true;
    }
  }
  return false;
}
