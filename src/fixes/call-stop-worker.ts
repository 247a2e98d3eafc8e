import { getOuter, unwrap } from '../ast/predicates.ts';
import type { Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport } from './insert-import.ts';
import type { StopPlan } from './stop-instead-of-kill.ts';

const DEFAULTS = { message: "'stop'", graceMs: 5000 };

/** `worker.terminate()` -> `stopWorker(worker)` of the project's stop helper; null when a comment would be lost. */
export function callStopWorker(file: SourceFile, helper: string, plan: StopPlan): TSESLint.ReportFixFunction | null {
  const { code } = file;
  const call = getOuter(plan.call);
  if (code.getCommentsInside(call as TSESTree.Node).length > 0) return null;
  const module = findHelperSpecifier(file, helper);
  const edit = module === null ? null : insertImport(code, { module, name: 'stopWorker', local: 'stopWorker' });
  if (!edit) return null;
  const stop = getStopCall(code.getText(unwrap(plan.target) as TSESTree.Node), edit.local, plan);
  return (fixer) => [fixer.replaceText(call, place(call, stop, plan)), ...(edit.fix ? [edit.fix(fixer)] : [])];
}

function getStopCall(target: string, local: string, { message, graceMs }: StopPlan): string {
  const options = [
    ...(message === DEFAULTS.message ? [] : [`message: ${message}`]),
    ...(graceMs === DEFAULTS.graceMs ? [] : [`graceMs: ${graceMs}`]),
  ];
  return `${local}(${target}${options.length > 0 ? `, { ${options.join(', ')} }` : ''})`;
}

/** The helper gives more than an exit code: callers that use the value get the code out of it. */
function place(call: Node, stop: string, plan: StopPlan): string {
  const parent = call.parent;
  switch (parent?.type) {
    case 'ExpressionStatement':
      return plan.canAwait ? `await ${stop}` : `void ${stop}`;
    case 'AwaitExpression':
      return parent.parent.type === 'ExpressionStatement' ? stop : `${stop}.then(({ code }) => code)`;
    case 'ArrowFunctionExpression':
    case 'UnaryExpression':
      return stop;
    case 'MemberExpression':
      // `worker.terminate().catch(log)`: the chain goes on as before.
      return stop;
    default:
      return `${stop}.then(({ code }) => code)`;
  }
}
