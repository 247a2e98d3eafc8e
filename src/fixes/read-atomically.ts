import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { insertImport } from './insert-import.ts';

/** `flag[0]` -> `Atomics.load(flag, 0)`; `as` is the type of a view that TypeScript knows nothing about. */
export function loadAtomically(
  code: SourceCode,
  read: TSESTree.MemberExpression,
  as: string | null,
): TSESLint.ReportFixFunction | null {
  if (code.getCommentsInside(read).length > 0) return null;
  const view = code.getText(read.object);
  return (fixer) =>
    fixer.replaceText(read, `Atomics.load(${as === null ? view : `${view} as ${as}`}, ${code.getText(read.property)})`);
}

/** `receiveMessageOnPort(parentPort)` -> a port of its own that the owner hands over (facts 4e). */
export function pollStopPort(file: SourceFile, port: TSESTree.Node): TSESLint.ReportFixFunction | null {
  for (const local of ['workerData', 'threadData']) {
    const edit = insertImport(file.code, { module: 'node:worker_threads', name: 'workerData', local }, port);
    if (edit)
      return (fixer) => [fixer.replaceText(port, `${edit.local}.stopPort`), ...(edit.fix ? [edit.fix(fixer)] : [])];
  }
  return null;
}
