import { listHandlers } from '../../facts/units/thing-listeners.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';

/** `process.on(event, handler)` */
export interface ProcessListener {
  readonly call: TSESTree.CallExpression;
  readonly event: Node | undefined;
  /** The functions of the file that the handler may be. */
  readonly functions: readonly FunctionNode[];
}

/** Every one of the file. */
export const getProcessListeners = oncePerFile((file: SourceFile): readonly ProcessListener[] =>
  getNodes(file.code, 'CallExpression').flatMap((call): ProcessListener[] => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !/^(?:on|once|addListener)$/.test(getPropertyName(callee) ?? ''))
      return [];
    if (findOriginKey(file, callee.object) !== '#process') return [];
    const [event, handler] = call.arguments;
    return [{ call, event, functions: handler ? listHandlers(file, handler) : [] }];
  }),
);
