import type { SourceCode, TSESLint, TSESTree } from '../ast/types.ts';
import { insertImport } from './insert-import.ts';

type Fix = TSESLint.ReportFixFunction;

/** `process.on('SIGTERM', stop)` in a worker -> the same handler for a message that the main thread relays. */
export function listenForMessage(code: SourceCode, call: TSESTree.CallExpression, isTypeScript: boolean): Fix | null {
  const handler = call.arguments[1];
  const edit = insertImport(code, { module: 'node:worker_threads', name: 'parentPort', local: 'parentPort' });
  if (!handler || handler.type === 'SpreadElement' || !edit) return null;
  const text = code.getText(handler);
  const run = handler.type === 'Identifier' || handler.type === 'MemberExpression' ? `${text}()` : `(${text})()`;
  const listen = `${edit.local}${isTypeScript ? '?.' : '.'}on('message', (message) => {\n  if (message === 'stop') ${run};\n})`;
  return (fixer) => [fixer.replaceText(call, listen), ...(edit.fix ? [edit.fix(fixer)] : [])];
}

/** `new Worker(file, { signal })` -> a listener that posts the request; null where the worker has no name here. */
export function postOnAbort(code: SourceCode, option: TSESTree.Property, creation: TSESTree.NewExpression): Fix | null {
  const parent = creation.parent;
  const worker = parent.type === 'VariableDeclarator' ? parent.id : parent.type === 'AssignmentExpression' ? parent.left : null;
  const statement = parent.type === 'VariableDeclarator' ? parent.parent : parent.parent;
  if (!worker || !statement || code.getCommentsInside(option).length > 0) return null;
  const isStatement = statement.type === 'VariableDeclaration' || statement.type === 'ExpressionStatement';
  if (!isStatement || !/^(?:Program|BlockStatement)$/.test(statement.parent.type)) return null;
  const name = code.getText(worker);
  const signal = code.getText(option.value);
  const indent = ' '.repeat(statement.loc.start.column);
  const listen = `\n${indent}${signal}.addEventListener('abort', () => ${name}.postMessage('stop'), { once: true });`;
  return (fixer) => [removeProperty(code, fixer, option), fixer.insertTextAfter(statement, listen)];
}

/** Takes an option out that does nothing; null where a comment would be lost. */
export function removeOption(code: SourceCode, option: TSESTree.Property): Fix | null {
  return code.getCommentsInside(option).length > 0 ? null : (fixer) => removeProperty(code, fixer, option);
}

function removeProperty(code: SourceCode, fixer: TSESLint.RuleFixer, property: TSESTree.Property): TSESLint.RuleFix {
  const after = code.getTokenAfter(property);
  const before = code.getTokenBefore(property);
  if (after?.value === ',') return fixer.removeRange([property.range[0], after.range[1]]);
  return fixer.removeRange([before?.value === ',' ? before.range[0] : property.range[0], property.range[1]]);
}
