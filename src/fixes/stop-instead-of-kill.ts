import { getOuter } from '../ast/predicates.ts';
import type { Node, SourceCode, TSESTree } from '../ast/types.ts';
import { braces, getIndent, getTarget } from './kill-target.ts';

/** Everything that the stop sequence needs to know. */
export interface StopPlan {
  readonly call: TSESTree.CallExpression;
  readonly target: Node;
  readonly platform: 'node' | 'web';
  /** Source text of the message that asks the worker to stop. */
  readonly message: string;
  readonly graceMs: number;
  /** May the surrounding function wait, because it is async? */
  readonly canAwait: boolean;
  readonly isTypeScript: boolean;
}

export interface Replacement {
  readonly node: Node;
  readonly text: string;
}

/**
 * The text that asks the worker to stop, waits for its end with a deadline, and kills last (facts 16: listen before
 * asking). Null when a comment would be lost.
 */
export function getStopSequence(code: SourceCode, plan: StopPlan): Replacement | null {
  const call = getOuter(plan.call);
  if (code.getCommentsInside(call as TSESTree.Node).length > 0) return null;
  const statement = call.parent?.type === 'ExpressionStatement' ? call.parent : null;
  const indent = getIndent(code, call);
  if (statement && !(plan.canAwait && plan.platform === 'node')) {
    return { node: statement, text: getBlock(code, plan, indent) };
  }
  if (isIgnoredArrowBody(call)) return { node: call, text: getBlock(code, plan, indent, true) };
  const text = getPromise(code, plan, indent);
  return statement ? { node: statement, text: `await ${text};` } : { node: call, text };
}

/** Statements that do not wait themselves: the deadline is a timer. */
function getBlock(code: SourceCode, plan: StopPlan, indent: string, isBody = false): string {
  const { name, text, isOptional, isStable } = getTarget(code, plan.call, plan.target);
  const kill = `setTimeout(() => ${name}.terminate(), ${plan.graceMs});`;
  const lines =
    plan.platform === 'node'
      ? [`const deadline = ${kill}`, `${name}.once('exit', () => clearTimeout(deadline));`, `${name}.postMessage(${plan.message});`]
      : [`${name}.postMessage(${plan.message});`, kill];
  if (!isStable) lines.unshift(`const ${name} = ${text};`);
  if (isOptional && !isStable) {
    const [capture = '', ...rest] = lines;
    return braces([capture, `if (${name}) ${braces(rest, `${indent}  `)}`], indent);
  }
  if (isOptional) return isBody ? braces([`if (${name}) ${braces(lines, `${indent}  `)}`], indent) : `if (${name}) ${braces(lines, indent)}`;
  return plan.platform === 'web' && isStable && !isBody && canHoldStatements(plan.call)
    ? lines.join(`\n${indent}`)
    : braces(lines, indent);
}

/** An expression of the same type as `terminate()` itself: a promise of the exit code. */
function getPromise(code: SourceCode, plan: StopPlan, indent: string): string {
  const { name, text, isOptional, isStable } = getTarget(code, plan.call, plan.target);
  const type = plan.isTypeScript ? (plan.platform === 'node' ? '<number>' : '<void>') : '';
  const kill = `setTimeout(() => resolve(${name}.terminate()), ${plan.graceMs});`;
  const lines =
    plan.platform === 'node'
      ? [
          `const deadline = ${kill}`,
          `${name}.once('exit', (code) => {`,
          `  clearTimeout(deadline);`,
          `  resolve(code);`,
          `});`,
          `${name}.postMessage(${plan.message});`,
        ]
      : [kill, `${name}.postMessage(${plan.message});`];
  if (!isStable) lines.unshift(`const ${name} = ${text};`);
  const promise = (body: readonly string[], at: string): string =>
    `new Promise${type}((resolve) => ${braces(body, at)})`;
  if (!isOptional) return promise(lines, indent);
  const gone = plan.platform === 'node' ? '0' : '';
  lines.splice(isStable ? 0 : 1, 0, `if (!${name}) return resolve(${gone});`);
  return promise(lines, indent);
}

function isIgnoredArrowBody(call: Node): boolean {
  const arrow = call.parent;
  if (arrow?.type !== 'ArrowFunctionExpression' || arrow.body !== call) return false;
  const outer = arrow.parent;
  return (
    outer.type === 'CallExpression' &&
    outer.callee.type === 'MemberExpression' &&
    outer.callee.property.type === 'Identifier' &&
    outer.callee.property.name === 'forEach'
  );
}

function canHoldStatements(call: Node): boolean {
  const statement = getOuter(call).parent;
  return statement?.parent?.type === 'BlockStatement' || statement?.parent?.type === 'Program';
}
