import { getLastName } from '../source/predicates.ts';
import type { Node, SourceCode, TSESTree } from '../source/types.ts';
import { getGlobal } from './names-in-scope.ts';
import { getKillSite, type KillSite } from './kill-target.ts';
import { braces, pickName } from './layout.ts';
import { writeExpression, writeStatements } from './write-at-site.ts';
import { MAPS } from '../knowledge/iteration.ts';

/** Everything that the stop sequence needs to know. */
export interface StopPlan {
  readonly call: TSESTree.CallExpression;
  readonly target: Node;
  readonly platform: 'node' | 'web';
  /** Is the platform known, or only the likelier one? */
  readonly isPlatformSure: boolean;
  /** Source text of the message that asks the worker to stop. */
  readonly message: string;
  readonly graceMs: number;
  /** May the surrounding function wait, because it is async? */
  readonly canAwait: boolean;
  readonly isTypeScript: boolean;
}

export interface Replacement {
  readonly range: TSESTree.Range;
  readonly text: string;
}

/**
 * The text that asks the worker to stop, waits for its end with a deadline, and kills last (facts 16: listen before
 * asking). Comments go along. Null where a web worker's end is waited for: it has no event, the deadline would always pass.
 */
export function getStopSequence(code: SourceCode, plan: StopPlan): Replacement | null {
  const callback = plan.platform === 'node' ? plan.call.arguments.map((a) => code.getText(a)).join(', ') : '';
  const site = getKillSite(code, plan.call, plan.target, [plan.message, callback]);
  const isNotAwaited = isForgotten(plan, site);
  if (!isNotAwaited && plan.platform === 'web') return null;
  const text = isNotAwaited
    ? writeStatements(code, site, getStatements(code, plan, site, callback), plan.platform === 'web')
    : writeExpression(code, awaitIfAble(plan, site), getPromise(code, plan, site, callback));
  return { range: site.range, text };
}

function awaitIfAble(plan: StopPlan, site: KillSite): KillSite {
  return plan.canAwait && site.form === 'statement' && site.suffix === '' ? { ...site, isAwaited: true } : site;
}

/** Does nobody wait for the kill, and cannot well begin to? Then the deadline is a timer. */
function isForgotten(plan: StopPlan, site: KillSite): boolean {
  if (site.isAwaited || site.suffix !== '' || site.form === 'expression') return false;
  if (site.isDropped) return true;
  if (site.form === 'statement') return !(plan.canAwait && plan.platform === 'node');
  // A web worker's `terminate()` gives nothing: neither may what takes its place.
  const isMapped = site.form === 'arrow' && isMapCallback(site.node.parent as Node);
  return plan.platform === 'web' && plan.isPlatformSure && !plan.canAwait && !isMapped;
}

function isMapCallback(arrow: Node): boolean {
  return arrow.parent?.type === 'CallExpression' && MAPS.has(getLastName(arrow.parent.callee) ?? '');
}

/** Statements that do not wait themselves. */
function getStatements(code: SourceCode, plan: StopPlan, site: KillSite, callback: string): string[] {
  const { name } = site;
  const ask = `${name}.postMessage(${plan.message});`;
  const kill = `${getGlobal(code, plan.call, 'setTimeout')}(() => ${name}.terminate(), ${plan.graceMs});`;
  if (plan.platform === 'web') return [ask, kill];
  const deadline = pickName(['deadline', 'timer'], [name, plan.message, callback]);
  const clear = `${getGlobal(code, plan.call, 'clearTimeout')}(${deadline})`;
  const exitCode = pickName(['code', 'exitCode'], [name, callback]);
  return [
    `const ${deadline} = ${kill}`,
    ...(callback
      ? braces([`${clear};`, `(${callback})(null, ${exitCode});`], `${name}.once('exit', (${exitCode}) => `, ');')
      : [`${name}.once('exit', () => ${clear});`]),
    ask,
  ];
}

/** An expression of the same type as `terminate()` itself: a promise of the exit code. */
function getPromise(code: SourceCode, plan: StopPlan, site: KillSite, callback: string): string[] {
  const { name } = site;
  const texts = [name, plan.message, callback];
  const resolve = pickName(['resolve', 'done'], texts);
  const ask = `${name}.postMessage(${plan.message});`;
  const kill = `${getGlobal(code, plan.call, 'setTimeout')}(() => ${resolve}(${name}.terminate()), ${plan.graceMs});`;
  const open = `new Promise${getTypeArgument(plan)}((${resolve}) => `;
  const deadline = pickName(['deadline', 'timer'], texts);
  const exitCode = pickName(['code', 'exitCode'], texts);
  const end = [
    `${getGlobal(code, plan.call, 'clearTimeout')}(${deadline});`,
    ...(callback ? [`(${callback})(null, ${exitCode});`] : []),
    `${resolve}(${exitCode});`,
  ];
  const lines = [`const ${deadline} = ${kill}`, ...braces(end, `${name}.once('exit', (${exitCode}) => `, ');'), ask];
  return braces(lines, open, ')');
}

function getTypeArgument({ isTypeScript, isPlatformSure, platform }: StopPlan): string {
  if (!isTypeScript || !isPlatformSure) return '';
  return platform === 'node' ? '<number>' : '<void>';
}
