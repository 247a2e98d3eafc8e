import { SLEEP_COMMAND } from '../knowledge/sleeps.ts';
import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { findSharedFlag } from './let-messages-in.ts';

/**
 * A blocking pause -> `Atomics.wait` on a flag that the owner hands over, sets and notifies: the only thing that wakes a
 * thread whose event loop does not turn (facts 4a, 5). `leave` is what a woken wait in a loop has to do.
 */
export function waitOnFlag(
  file: SourceFile,
  pause: Node,
  delay: Node | undefined,
  leave: string | null,
): TSESLint.ReportFixFunction | null {
  const { code } = file;
  if (code.getCommentsInside(pause).length > 0) return null;
  const ms = findMilliseconds(code, pause, delay);
  const flag = ms === null ? null : findSharedFlag(file, pause);
  if (!flag) return null;
  const wait = `Atomics.wait(${flag.text}, 0, 0, ${ms})`;
  const statement = pause.type === 'WhileStatement' ? pause : pause.parent;
  const isStatement = pause.type === 'WhileStatement' || statement?.type === 'ExpressionStatement';
  const text = leave && isStatement ? `if (${wait} !== 'timed-out') ${leave}` : `${wait};`;
  // A branch of its own would take the `else` of the one around it.
  const whole = leave && statement?.parent?.type === 'IfStatement' ? `{ ${text} }` : text;
  const target = (isStatement ? statement : pause) as TSESTree.Node;
  return (fixer) => [fixer.replaceText(target, isStatement ? whole : wait), ...flag.edits(fixer)];
}

/** The delay; the rest of the time of `while (Date.now() < end) {}`; the number of `sleep 5`. */
export function findMilliseconds(code: SourceCode, pause: Node, delay: Node | undefined): string | null {
  if (delay) return code.getText(delay);
  if (pause.type === 'CallExpression') {
    const seconds = SLEEP_COMMAND.exec(getCommand(pause))?.[1];
    return seconds === undefined ? null : String(Number(seconds) * 1000);
  }
  if (pause.type !== 'WhileStatement' || pause.test.type !== 'BinaryExpression') return null;
  const { left, right, operator } = pause.test;
  const [early, late] = operator.startsWith('<') ? [left, right] : [right, left];
  if (early.type === 'BinaryExpression') return code.getText(late);
  return `${code.getText(late)} - ${code.getText(early)}`;
}

function getCommand(call: TSESTree.CallExpression): string {
  const parts = call.arguments.flatMap((a) => (a.type === 'ArrayExpression' ? a.elements : [a]));
  return parts.map((part) => (part?.type === 'Literal' ? String(part.value) : '')).join(' ');
}
