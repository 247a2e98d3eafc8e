import path from 'node:path';
import { getNodes } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  getStaticString,
  unwrap,
} from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { holds, holdsAny } from '../../source/text-gate.ts';
import { findOwner } from '../../semantics/find-handle.ts';
import type { ExportedWorker } from '../../source/project-view.ts';
import { findKill } from './kills.ts';
import { isStopName } from './life-cycle.ts';
import { CALLS_STOP } from '../../knowledge/stop-words.ts';
import { APP_END } from '../../knowledge/unit-words.ts';
import { NAMES_WORKERS, WORKER_NAME_PARTS } from '../../knowledge/worker-names.ts';

/** A call of a method of another file of the project that kills workers there: `this.pool.dispose()`. */
export interface Delegation {
  readonly node: TSESTree.CallExpression;
  /** What has the method. */
  readonly target: Node;
  readonly method: string;
  /** Where the kill is. */
  readonly place: { readonly file: string; readonly line: number };
  /** The calls of the file that start tasks on it. */
  readonly runs: readonly TSESTree.CallExpression[];
}

/** Can the file hold one, as far as a look at its text tells? */
export function mayDelegate(file: SourceFile): boolean {
  const { text } = file.code;
  return (
    holdsAny(file, WORKER_NAME_PARTS) &&
    (holds(file, 'import') || holds(file, 'require')) &&
    NAMES_WORKERS.test(text) &&
    CALLS_STOP.test(text)
  );
}

/** Every such call in source order. What is called must be named after workers: who owns the owner of a pool knows nothing of them. */
export const getDelegations = oncePerFile((file): readonly Delegation[] => {
  return getNodes(file.code, 'CallExpression').flatMap((node) => {
    const found = findDelegation(file, node);
    // What is taken for a worker by its name, or is one, is a kill already.
    return found && !findKill(file, node) ? [found] : [];
  });
});

/** The call as one of another file's method that kills. */
export function findDelegation(file: SourceFile, node: TSESTree.CallExpression): Delegation | null {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type !== 'MemberExpression' || method === null || !isStopName(method)) return null;
  const made = findOwner(file, callee.object);
  const kill = made?.kills.find((one) => one.method === method);
  if (!made || !kill || !isOfWorkers(made, callee.object)) return null;
  return { node, target: callee.object, method, place: kill.place, runs: getRuns(file, made) };
}

function isOfWorkers({ file, name }: ExportedWorker, receiver: Node): boolean {
  return [getLastName(receiver) ?? '', name, path.basename(file)].some((text) => NAMES_WORKERS.test(text));
}

/** Tasks of any object of the class: one file rarely has two of them. */
function getRuns(file: SourceFile, made: ExportedWorker): TSESTree.CallExpression[] {
  return getNodes(file.code, 'CallExpression').filter((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || callee.optional || !made.runs.includes(getPropertyName(callee) ?? ''))
      return false;
    return findOwner(file, callee.object)?.file === made.file;
  });
}

/** `app.once('before-quit', …)` waits for nothing. */
export function isLeftAlone(node: Node): boolean {
  const call = findEnclosingFunction(node)?.parent;
  return call?.type === 'CallExpression' && APP_END.test(getStaticString(call.arguments[0]) ?? '');
}
