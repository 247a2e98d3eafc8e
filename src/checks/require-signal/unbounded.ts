import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, listProperties, unwrap } from '../../source/predicates.ts';
import type { TSESTree } from '../../source/types.ts';
import { getValue } from '../../semantics/values.ts';
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
    if (!target?.row?.isNetwork || target.row.isTimedByClient) return [];
    const filling = findFilling(file, target);
    if (!filling || filling.state === 'signal' || filling.state === 'time-limit' || hasTimeLimit(filling)) return [];
    if (isOfLimitedClient(file, call)) return [];
    const why = findWorkerReason(file, call);
    return why ? [{ target, filling, why }] : [];
  });
}

/** `axios.create({ timeout: 10_000 })`: every request of that client has the limit. */
function isOfLimitedClient(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const made = getValue(file, callee.type === 'MemberExpression' ? callee.object : callee);
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return false;
  return made.arguments.some((argument) => listProperties(argument).some(({ name }) => LIMITS.test(name)));
}

const LIMITS = /timeout|deadline/i;

function hasTimeLimit(filling: Filling): boolean {
  return (
    filling.state === 'options' &&
    filling.options.properties.some((p) => p.type === 'Property' && /timeout|deadline/i.test(getPropertyName(p) ?? ''))
  );
}
