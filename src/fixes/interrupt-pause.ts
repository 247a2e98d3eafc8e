import { getPropertyName } from '../ast/predicates.ts';
import type { FunctionNode, Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import type { SleepRow } from '../knowledge/types.ts';
import { leaveOnAbort } from './leave-on-abort.ts';
import { callPlatform, getProperty } from './platform-wait.ts';
import type { SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

export interface InterruptPlan {
  readonly node: Node;
  readonly delay: Node | undefined;
  readonly row: SleepRow | null;
  /** The helper of this file that pauses, which then gets a `signal` parameter. */
  readonly definition: FunctionNode | null;
  readonly source: SignalSource;
  /** The catch that has to leave the loop on abort (facts 5b). */
  readonly swallowing: TSESTree.CatchClause | null;
}

/** The edits that let `source` wake the pause; null when a comment would be lost or a name is taken. */
export function interruptPause(file: SourceFile, plan: InterruptPlan): Edits | null {
  const wait = plan.definition ? extendHelper(file, plan, plan.definition) : replaceWait(file, plan);
  if (!wait) return null;
  const { source, swallowing } = plan;
  return (fixer) => [
    ...wait(fixer),
    ...source.edits(fixer),
    ...(swallowing ? [leaveOnAbort(file.code, fixer, swallowing, source)] : []),
  ];
}

function replaceWait(file: SourceFile, { node, delay, row, source }: InterruptPlan): Edits | null {
  if (row && row.signal !== null && node.type === 'CallExpression') return addArgument(file, node, row, source);
  if (file.code.getCommentsInside(node as TSESTree.Node).length > 0) return null;
  return callPlatform(file, node, delay ? file.code.getText(delay as TSESTree.Node) : '0', source);
}

/** The library takes a signal itself. */
function addArgument(file: SourceFile, call: TSESTree.CallExpression, row: SleepRow, source: SignalSource): Edits | null {
  const last = call.arguments.at(-1);
  if (!last || last.type === 'SpreadElement') return null;
  if (row.signal === 'argument') return (fixer) => [fixer.insertTextAfter(last, `, ${source.text}`)];
  const position = row.optionsAt ?? 1;
  const options = call.arguments[position];
  const property = getProperty(source);
  if (!options) {
    const fill = Array<string>(Math.max(0, position - call.arguments.length)).fill('undefined, ').join('');
    return (fixer) => [fixer.insertTextAfter(last, `, ${fill}{ ${property} }`)];
  }
  if (options.type !== 'ObjectExpression') return (fixer) => [fixer.replaceText(options, `{ ...${file.code.getText(options)}, ${property} }`)];
  const end = options.properties.at(-1);
  if (options.properties.some((p) => p.type === 'Property' && getPropertyName(p) === 'signal')) return null;
  return (fixer) => [end ? fixer.insertTextAfter(end, `, ${property}`) : fixer.replaceText(options, `{ ${property} }`)];
}

/** `sleep(ms)` of the file learns to take a signal, and this call passes one. */
function extendHelper(file: SourceFile, plan: InterruptPlan, definition: FunctionNode): Edits | null {
  const call = plan.node;
  const [first, ...more] = definition.params;
  const body = definition.body.type === 'BlockStatement' ? definition.body.body[0] : definition.body;
  const promise = body?.type === 'ReturnStatement' ? body.argument : definition.body.type === 'BlockStatement' ? null : definition.body;
  if (call.type !== 'CallExpression' || more.length > 0 || !promise || first?.type !== 'Identifier') return null;
  if (file.code.getCommentsInside(definition).length > 0) return null;
  const type = /\.[cm]?tsx?$/.test(file.filename) ? '?: AbortSignal' : '';
  const own: SignalSource = { text: 'signal', isOptional: true, edits: () => [] };
  const wait = callPlatform(file, promise, first.name, own);
  const needsParens = file.code.getTokenAfter(first)?.value === '=>';
  const last = call.arguments.at(-1);
  if (!wait || !last) return null;
  return (fixer) => [
    needsParens ? fixer.replaceText(first, `(${first.name}, signal${type})`) : fixer.insertTextAfter(first, `, signal${type}`),
    ...wait(fixer),
    fixer.insertTextAfter(last, `, ${plan.source.text}`),
  ];
}
