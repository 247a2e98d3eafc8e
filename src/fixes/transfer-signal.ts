import { getPropertyName } from '../source/predicates.ts';
import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { insertImport } from './insert-import.ts';

/** What copies a signal into a worker, and where the signal comes from. */
export interface CopiedSignal {
  readonly node: Node;
  readonly carrier: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly controller: TSESTree.NewExpression | null;
}

/**
 * Transfers a signal instead of copying it: its controller becomes a transferable one, and the signal goes into the
 * transfer list (facts 4d; on Node 20 a signal made transferable afterwards is another object, so the controller has to
 * be). Null when the file does not make the controller.
 */
export function transferSignal(
  code: SourceCode,
  { node, carrier, controller }: CopiedSignal,
): TSESLint.ReportFixFunction | null {
  const name = 'transferableAbortController';
  const edit = controller && insertImport(code, { module: 'node:util', name, local: name });
  const list = edit && addToTransferList(code, carrier, code.getText(node));
  if (!controller || !edit || !list) return null;
  return (fixer) => [
    fixer.replaceText(controller, `${edit.local}()`),
    list(fixer),
    ...(edit.fix ? [edit.fix(fixer)] : []),
  ];
}

type Edit = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix;

function addToTransferList(code: SourceCode, carrier: CopiedSignal['carrier'], signal: string): Edit | null {
  if (carrier.type === 'CallExpression') {
    const [message, list] = carrier.arguments;
    if (list) return extendList(code, list, signal);
    return message ? (fixer) => fixer.insertTextAfter(message, `, [${signal}]`) : null;
  }
  const options = carrier.arguments[1];
  if (options?.type !== 'ObjectExpression') return null;
  const property = options.properties.find((p) => p.type === 'Property' && getPropertyName(p) === 'transferList');
  if (property?.type === 'Property') return extendList(code, property.value, signal);
  const last = options.properties.at(-1);
  return last ? (fixer) => fixer.insertTextAfter(last, `, transferList: [${signal}]`) : null;
}

function extendList(code: SourceCode, list: Node, signal: string): Edit | null {
  if (list.type !== 'ArrayExpression') return null;
  const last = list.elements.at(-1);
  if (last) return (fixer) => fixer.insertTextAfter(last, `, ${signal}`);
  return code.getCommentsInside(list).length > 0 ? null : (fixer) => fixer.replaceText(list, `[${signal}]`);
}
