import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { insertImport } from './insert-import.ts';
import { hasListener } from './stop-source.ts';

type Fix = TSESLint.ReportFixFunction;
type Carrier = TSESTree.CallExpression | TSESTree.NewExpression;

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

/**
 * `new Worker(file, { signal })`, `worker.postMessage({ signal })` -> a listener that posts the request; null where the
 * worker has no name here, or the code is no statement of its own. `dead`: what holds the signal that never fires; null
 * when that is the whole message.
 */
export function postOnAbort(code: SourceCode, dead: TSESTree.Property | null, carrier: Carrier): Fix | null {
  const worker = findWorker(carrier);
  const holder = /^(?:VariableDeclarator|AssignmentExpression)$/.test(carrier.parent.type)
    ? carrier.parent.parent
    : carrier.parent;
  if (!worker || !holder || code.getCommentsInside(dead ?? carrier).length > 0) return null;
  if (
    !/^(?:VariableDeclaration|ExpressionStatement)$/.test(holder.type) ||
    !/^(?:Program|BlockStatement)$/.test(holder.parent?.type ?? '')
  )
    return null;
  const signal = dead?.value ?? carrier.arguments[0];
  if (!signal || (!dead && carrier.arguments.length > 1)) return null;
  const listen = `${code.getText(signal)}.addEventListener('abort', () => ${code.getText(worker)}.postMessage('stop'), { once: true })`;
  if (!dead) return (fixer) => fixer.replaceText(carrier, listen);
  const line = `\n${' '.repeat(holder.loc.start.column)}${listen};`;
  return (fixer) => [removeProperty(code, fixer, dead), fixer.insertTextAfter(holder, line)];
}

function findWorker(carrier: Carrier): Node | null {
  const { parent } = carrier;
  if (carrier.type === 'CallExpression')
    return carrier.callee.type === 'MemberExpression' ? carrier.callee.object : null;
  return parent.type === 'VariableDeclarator' ? parent.id : parent.type === 'AssignmentExpression' ? parent.left : null;
}

/** Takes an option or a part of a message out that does nothing; null where a comment would be lost. */
export function removeOption(code: SourceCode, option: TSESTree.Property): Fix | null {
  return code.getCommentsInside(option).length > 0 ? null : (fixer) => removeProperty(code, fixer, option);
}

function removeProperty(code: SourceCode, fixer: TSESLint.RuleFixer, property: TSESTree.Property): TSESLint.RuleFix {
  const after = code.getTokenAfter(property);
  const before = code.getTokenBefore(property);
  if (after?.value === ',') {
    const next = code.getTokenAfter(after, { includeComments: true });
    const isNear = next?.loc.start.line === after.loc.end.line && next.value !== '}';
    return fixer.removeRange([property.range[0], isNear ? next.range[0] : after.range[1]]);
  }
  return fixer.removeRange([before?.value === ',' ? before.range[0] : property.range[0], property.range[1]]);
}
