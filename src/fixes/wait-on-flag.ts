import type { Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import { insertImport } from './insert-import.ts';

/**
 * A blocking pause -> `Atomics.wait` on a flag that the owner hands over in `workerData.stopFlag`, sets and notifies: the
 * only thing that wakes a thread whose event loop does not turn (facts 4a, 5). Null outside Node's own modules.
 */
export function waitOnFlag(file: SourceFile, pause: Node, delay: Node | undefined): TSESLint.ReportFixFunction | null {
  const { code } = file;
  if (code.getCommentsInside(pause as TSESTree.Node).length > 0) return null;
  const ms = delay ? code.getText(delay as TSESTree.Node) : getMilliseconds(pause);
  const edit = ms === null ? null : insertImport(code, { module: 'node:worker_threads', name: 'workerData', local: 'workerData' });
  if (!edit) return null;
  const wait = `Atomics.wait(${edit.local}.stopFlag, 0, 0, ${ms})`;
  const text = pause.type === 'WhileStatement' ? `${wait};` : wait;
  return (fixer) => [fixer.replaceText(pause as TSESTree.Node, text), ...(edit.fix ? [edit.fix(fixer)] : [])];

  /** The rest of the time of `while (Date.now() < end) {}`; the number of `sleep 5`. */
  function getMilliseconds(node: Node): string | null {
    if (node.type === 'CallExpression') {
      const seconds = /^(?:sleep|timeout)\s+(\d+(?:\.\d+)?)\b/.exec(getCommand(node))?.[1];
      return seconds === undefined ? null : String(Number(seconds) * 1000);
    }
    if (node.type !== 'WhileStatement' || node.test.type !== 'BinaryExpression') return null;
    const { left, right, operator } = node.test;
    const [early, late] = operator.startsWith('<') ? [left, right] : [right, left];
    const isSpan = early.type === 'BinaryExpression';
    return isSpan ? code.getText(late) : `${code.getText(late)} - ${code.getText(early as TSESTree.Expression)}`;
  }
}

function getCommand(call: TSESTree.CallExpression): string {
  const parts = call.arguments.flatMap((a) => (a.type === 'ArrayExpression' ? a.elements : [a]));
  return parts.map((part) => (part?.type === 'Literal' ? String(part.value) : '')).join(' ');
}
