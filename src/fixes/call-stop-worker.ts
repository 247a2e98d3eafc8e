import { unwrap } from '../source/predicates.ts';
import type { Node, TSESLint } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport } from './insert-import.ts';
import { getKillSite, type KillSite } from './kill-target.ts';
import type { StopPlan } from './stop-instead-of-kill.ts';
import { writeExpression, writeStatements } from './write-at-site.ts';

const DEFAULTS = { message: "'stop'", graceMs: 5000 };

/**
 * `worker.terminate()` -> `stopWorker(worker)` of the project's stop helper. Null in the helper itself, where its name
 * means something else, and for the callback form of `terminate`.
 */
export function callStopWorker(file: SourceFile, helper: string, plan: StopPlan): TSESLint.ReportFixFunction | null {
  const { code } = file;
  const module = plan.call.arguments.length > 0 ? null : findHelperSpecifier(file, helper);
  const edit =
    module === null ? null : insertImport(code, { module, name: 'stopWorker', local: 'stopWorker' }, plan.call);
  if (!edit) return null;
  const found = getKillSite(code, plan.call, plan.target, [edit.local, plan.message]);
  // The helper gets the worker at once: only an expression that is to be tested first must not be written twice.
  const isPlain = isPath(plan.target);
  const site = isPlain ? { ...found, isStable: true, name: found.text } : found;
  const text = write(file, site, `${edit.local}(${site.name}${getOptions(plan)})`, plan);
  return (fixer) => [fixer.replaceTextRange(site.range, text), ...(edit.fix ? [edit.fix(fixer)] : [])];
}

function getOptions({ message, graceMs }: StopPlan): string {
  const options = [
    ...(message === DEFAULTS.message ? [] : [`message: ${message}`]),
    ...(graceMs === DEFAULTS.graceMs ? [] : [`graceMs: ${graceMs}`]),
  ];
  return options.length > 0 ? `, { ${options.join(', ')} }` : '';
}

function write({ code }: SourceFile, site: KillSite, stop: string, plan: StopPlan): string {
  const isMapped = site.form === 'arrow' && site.node.parent?.parent?.type === 'CallExpression';
  if (site.suffix === '' && !site.isAwaited) {
    if (site.form === 'statement' || site.isDropped) {
      if (site.form === 'statement' && plan.canAwait && !site.isDropped) {
        return writeExpression(code, { ...site, isAwaited: true }, [stop]);
      }
      return site.form === 'arrow' && !site.isOptional && site.isStable
        ? writeExpression(code, site, [`void ${stop}`])
        : writeStatements(code, site, [`void ${stop};`], true);
    }
    // A web worker's `terminate()` gives nothing: neither may what takes its place.
    const isVoid = plan.platform === 'web' && plan.isPlatformSure && !plan.canAwait && !isMapped;
    if (isVoid) return writeExpression(code, site, [`void ${stop}`]);
  }
  const isIgnored = site.form === 'statement' && /^(?:\??\.(?:catch|finally)\([^]*\))?$/.test(site.suffix);
  return writeExpression(code, site, [
    isIgnored || (isMapped && isDroppedList(site.node)) ? stop : `${stop}.then(({ code = 0 }) => code)`,
  ]);
}

/** `worker`, `this.#pool.worker`: reading it twice gives the same and does nothing. */
function isPath(target: Node): boolean {
  const node = unwrap(target);
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  return (
    node.type === 'MemberExpression' && (!node.computed || node.property.type === 'Literal') && isPath(node.object)
  );
}

/** `await Promise.all(workers.map((worker) => …));`: nobody reads the codes. */
function isDroppedList(body: Node): boolean {
  const list = body.parent?.parent;
  const all = list?.parent;
  return (
    all?.type === 'CallExpression' &&
    all.parent.type === 'AwaitExpression' &&
    all.parent.parent.type === 'ExpressionStatement'
  );
}
