import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { insertImport } from './insert-import.ts';
import { hasListener } from './stop-source.ts';

type Fix = TSESLint.ReportFixFunction;

/** `process.on('SIGTERM', stop)` in a worker -> the same handler for a message that the main thread relays. */
export function listenForMessage(code: SourceCode, call: TSESTree.CallExpression, isTypeScript: boolean): Fix | null {
  const handler = call.arguments[1];
  const edit = insertImport(code, { module: 'node:worker_threads', name: 'parentPort', local: 'parentPort' });
  if (!handler || handler.type === 'SpreadElement' || !edit) return null;
  const text = code.getText(handler);
  const run = handler.type === 'Identifier' || handler.type === 'MemberExpression' ? `${text}()` : `(${text})()`;
  // A listener keeps the thread alive; one that had none ends when its work does, as before.
  const end = hasListener(code, edit.local) ? '' : `${isTypeScript ? '?' : ''}.unref()`;
  const listen = `${edit.local}${isTypeScript ? '?.' : '.'}on('message', (message) => {\n  if (message === 'stop') ${run};\n})${end}`;
  return (fixer) => [fixer.replaceText(call, listen), ...(edit.fix ? [edit.fix(fixer)] : [])];
}
