import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { KEPT_LOOK } from '../../knowledge/threads.ts';
import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, getStaticString, isInside, unwrap } from '../../source/predicates.ts';
import { getUses } from '../../semantics/function-uses.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findLoopExits, getFlowAround } from '../../flow/index.ts';
import { findWorkerReason } from '../../facts/jobs/worker-context.ts';
import type { Unheard } from './types.ts';

/** Listeners for process signals in worker code: only the main thread ever gets one (facts 6). */
export function getThreadBlindListeners(file: SourceFile): Unheard[] {
  return getNodes(file.code, 'CallExpression').flatMap((node): Unheard[] => {
    const callee = unwrap(node.callee);
    const event = getStaticString(node.arguments[0]);
    if (
      callee.type !== 'MemberExpression' ||
      !event?.startsWith('SIG') ||
      !ADD_LISTENER.has(getPropertyName(callee) ?? '')
    )
      return [];
    if (findOriginKey(file, callee.object) !== '#process') return [];
    if (findWorkerReason(file, node)?.kind !== 'worker') return [];
    return getNodes(file.code, 'VariableDeclarator').some(({ init }) => init && KEPT_LOOK.test(file.code.getText(init)))
      ? []
      : [{ form: 'processSignal', node, event }];
  });
}

/** `parentPort.close()` outside of a loop over the port's messages that would wait on for ever (facts 7b). */
export function getUnheardCloses(file: SourceFile): Unheard[] {
  const loops = getNodes(file.code, 'ForOfStatement').flatMap((loop) => {
    const iterator = loop.await ? unwrap(loop.right) : null;
    if (iterator?.type !== 'CallExpression' || !isOverPort(file, iterator)) return [];
    // A loop without any way out is no-unstoppable-loop's to report.
    return findLoopExits(file, loop).some((exit) => exit !== loop) ? [{ loop, iterator }] : [];
  });
  const [first] = loops;
  if (!first) return [];
  return getNodes(file.code, 'CallExpression').flatMap((node): Unheard[] => {
    const isClose = findOriginKey(file, node.callee) === 'worker_threads#parentPort.close';
    return isClose && !isInside(node, first.loop) && !isBehind(file, node, first.loop)
      ? [{ form: 'close', node, iterator: first.iterator }]
      : [];
  });
}

/** Behind the loop in the same function, or behind an awaited call of the function that has the loop. */
function isBehind(file: SourceFile, close: Node, loop: Node): boolean {
  const owner = findEnclosingFunction(loop);
  const flow = getFlowAround(file, close);
  if (findEnclosingFunction(close) === owner) return !flow.hasPath('entry', close, [loop]);
  const calls = owner ? getUses(file, owner).map(({ parent }) => parent) : [];
  const waits = calls.flatMap((call) => (call?.parent?.type === 'AwaitExpression' ? [call.parent as Node] : []));
  return waits.length > 0 && flow.isReachable(close) && !flow.hasPath('entry', close, waits);
}

/** `on(parentPort, 'message')` with no option that ends the iteration. */
function isOverPort(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const [port, , options] = call.arguments;
  if (!port || findOriginKey(file, call.callee) !== 'events#on') return false;
  if (findOriginKey(file, port) !== 'worker_threads#parentPort') return false;
  if (!options) return true;
  return (
    options.type === 'ObjectExpression' &&
    options.properties.every((p) => p.type === 'Property' && !['signal', 'close'].includes(getPropertyName(p) ?? ''))
  );
}
