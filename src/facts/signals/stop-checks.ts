import { findEnclosingFunction, isInside } from '../../source/predicates.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { findCallable } from '../callables/find-callable.ts';
import { findSwallowingCatch } from './abort-plan.ts';
import { takesSignal } from './signals.ts';
import { isStopPoint } from './stop-waits.ts';

/**
 * A call that rejects or throws when the signal fires, with nothing in the loop that eats it; or a look at the flag. Also
 * by a function of the project that does so.
 */
export function endsOnStop(file: SourceFile, node: Node, round: Node): boolean {
  if (!failsOnStop(file, node)) return false;
  const handler = findCatch(file, node);
  return handler === null || !isInside(handler, round);
}

const failsOnStop = oncePerNode((file, node: Node) =>
  isStopPoint(file, node, (call, isAwaited) => {
    const callable = findCallable(file, call.callee);
    if (!callable?.throwsOnAbort || (callable.isAsync && !isAwaited)) return false;
    return callable.checksStop === 'own' || takesSignal(file, call);
  }),
);

const findCatch = oncePerNode((file, node: Node) => findSwallowingCatch(file, node));

/** A return type of `never` says: endless on purpose. */
export function saysNever(file: SourceFile, node: Node): boolean {
  const type = findEnclosingFunction(node)?.returnType;
  return type !== undefined && /\bnever\b/.test(file.code.getText(type));
}
