import type { AbortListener } from '../../facts/signals/abort-listeners.ts';
import type { SignalOrigin } from '../../facts/signals/signal-origin.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findEnclosingFunction, isInside, isLoop } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { isRaced } from './work-ends.ts';

/** Is the signal one of a controller that is made elsewhere in the file than in the functions around the listener? */
export function isOfElsewhere({ node }: AbortListener, { kind, creation }: SignalOrigin): boolean {
  const maker = kind === 'own' && creation ? findEnclosingFunction(creation) : null;
  return kind === 'own' && creation !== null && !(maker && isInside(node, maker));
}

/** Is the controller made once, with its object or with the file? */
export function isMadeOnce({ creation }: SignalOrigin): boolean {
  const maker = creation && findEnclosingFunction(creation);
  return maker === null || (maker.parent.type === 'MethodDefinition' && maker.parent.kind === 'constructor');
}

/** Is the promise one side of a race that each turn of a loop makes anew, while the controller stays? */
export function repeatsRace(file: SourceFile, executor: FunctionNode, { creation }: SignalOrigin): boolean {
  if (!isRaced(file, executor.parent) || !creation) return false;
  const fn = findEnclosingFunction(executor);
  const places = [executor, ...(fn ? getUses(file, fn).filter((use) => !isInside(use, fn)) : [])];
  const maker = findEnclosingFunction(creation);
  const making = [creation, ...(maker ? getUses(file, maker) : [])];
  return places.some((place) => {
    const loop = findLoop(place);
    return loop !== null && !making.some((made) => isInside(made, loop));
  });
}

/** The loop around a node, in its function. */
function findLoop(node: Node): Node | null {
  const fn = findEnclosingFunction(node);
  for (let around = node.parent; around && around !== fn; around = around.parent) if (isLoop(around)) return around;
  return null;
}
