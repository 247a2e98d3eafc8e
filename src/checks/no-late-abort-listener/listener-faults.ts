import { getAbortListeners, type AbortListener } from '../../facts/signals/abort-listeners.ts';
import { isLog } from '../../facts/signals/abort-looks.ts';
import { isCalledAtOnce } from '../../facts/signals/called-at-once.ts';
import { isNeverGivenTo } from '../../facts/signals/never-given.ts';
import { walk } from '../../source/node-index.ts';
import { findEnclosingFunction, isFunction } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { isLeaked } from '../no-leaked-abort-listener/leaked-listeners.ts';
import { isLate } from './late-listeners.ts';

/** What is wrong with a listener: it is added too late, or it outlives its work. */
export type ListenerFault = 'late' | 'leaked';

/**
 * One fault for each listener that has any. Where it has both, it is late if the work is under way before anybody listens,
 * as that work then goes on after its stop, and leaked if it listens first.
 */
const getListenerFaults = oncePerFile((file): ReadonlyMap<AbortListener, ListenerFault> => {
  const faults = new Map<AbortListener, ListenerFault>();
  for (const listener of getAbortListeners(file)) {
    if (isNeverGivenTo(file, listener.signal)) continue;
    const isStaying = isLeaked(file, listener);
    if (isLate(file, listener) && !(isStaying && isFirst(file, listener))) faults.set(listener, 'late');
    else if (isStaying) faults.set(listener, 'leaked');
  }
  return faults;
});

/** The listeners of the file that have this fault. */
export function getFaultyListeners(file: SourceFile, fault: ListenerFault): AbortListener[] {
  return [...getListenerFaults(file)].flatMap(([listener, its]) => (its === fault ? [listener] : []));
}

/** Does nothing that the listener could have to end begin before it, in the functions that run at once around it? */
function isFirst(file: SourceFile, { node }: AbortListener): boolean {
  let fn = findEnclosingFunction(node);
  while (fn && isCalledAtOnce(fn) && findEnclosingFunction(fn)) fn = findEnclosingFunction(fn);
  return ![...walk(file.code, fn?.body ?? file.code.ast, (inner) => isFunction(inner) && !isCalledAtOnce(inner))].some(
    (part) =>
      (part.type === 'CallExpression' || part.type === 'NewExpression') &&
      part.range[1] <= node.range[0] &&
      !isLog(part.callee),
  );
}
