import { getNodes } from '../../source/node-index.ts';
import { getPropertyName } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findWorkerReason, type WorkerReason } from '../../facts/jobs/worker-context.ts';
import { findFilling, type Filling } from '../../facts/signals/filling.ts';
import { findTarget, type Target } from '../../facts/signals/targets.ts';

/** A network call in worker or job code that nothing can end. */
export interface Unbounded {
  readonly target: Target;
  readonly filling: Exclude<Filling, { state: 'signal' | 'time-limit' }>;
  readonly why: WorkerReason;
}

/** Every network call in worker or job code with neither signal nor time limit. */
export function getUnbounded(file: SourceFile): Unbounded[] {
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    const target = findTarget(file, call);
    if (!target?.row?.isNetwork) return [];
    const filling = findFilling(file, target);
    if (!filling || filling.state === 'signal' || filling.state === 'time-limit' || hasTimeLimit(filling)) return [];
    const why = findWorkerReason(file, call);
    return why ? [{ target, filling, why }] : [];
  });
}

function hasTimeLimit(filling: Filling): boolean {
  return (
    filling.state === 'options' &&
    filling.options.properties.some((p) => p.type === 'Property' && /timeout|deadline/i.test(getPropertyName(p) ?? ''))
  );
}
