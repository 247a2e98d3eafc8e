import { listHandlers } from '../../facts/units/thing-listeners.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

/** `process.on(event, handler)`, `app.on(event, handler)` of Electron */
export interface ProcessListener {
  readonly isApp: boolean;
  readonly call: TSESTree.CallExpression;
  readonly event: Node | undefined;
  /** The functions of the file that the handler may be. */
  readonly functions: readonly FunctionNode[];
}

/** Every one of the process. */
export const getProcessListeners = oncePerFile((file: SourceFile) => listListeners(file, '#process'));

/** Every one of Electron's app. */
export const getAppListeners = oncePerFile((file: SourceFile) => listListeners(file, 'electron#app'));

function listListeners(file: SourceFile, emitter: string): readonly ProcessListener[] {
  return getNodes(file.code, 'CallExpression').flatMap((call): ProcessListener[] => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !/^(?:on|once|addListener)$/.test(getPropertyName(callee) ?? ''))
      return [];
    if (findOriginKey(file, callee.object) !== emitter) return [];
    const [event, handler] = call.arguments;
    const functions = handler ? listHandlers(file, handler) : [];
    return [{ isApp: emitter !== '#process', call, event, functions }];
  });
}
