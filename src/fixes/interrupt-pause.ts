import { getOuter, getPropertyName } from '../source/predicates.ts';
import type { FunctionNode, Node, TSESLint, TSESTree } from '../source/types.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import type { SleepRow } from '../knowledge/types.ts';
import { dropImport } from './drop-import.ts';
import { endQuietly } from './end-quietly.ts';
import { leaveOnAbort, type Leave } from './leave-on-abort.ts';
import { callPlatform, getArgument, getProperty } from './platform-wait.ts';
import type { SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

export interface InterruptPlan {
  readonly node: Node;
  readonly delay: Node | undefined;
  readonly row: SleepRow | null;
  /** The helper of this file that pauses, which then gets a `signal` parameter. */
  readonly definition: FunctionNode | null;
  /** The promise that the helper makes, and its delay. */
  readonly made: { readonly promise: Node; readonly delay: Node | undefined } | null;
  readonly source: SignalSource;
  /** Does nobody around reckon with an AbortError? */
  readonly isQuiet: boolean;
  readonly iteration: TSESTree.ForOfStatement | null;
  /** The check that keeps a loop from spinning on the abort (facts 5b). */
  readonly leave: Leave | null;
}

/** The edits that let `source` wake the pause; null when a comment would be lost or a name is taken. */
export function interruptPause(file: SourceFile, plan: InterruptPlan): Edits | null {
  const { source, leave, iteration, isQuiet } = plan;
  // What is awaited later by a name would be rejected with nobody there.
  if (getOuter(plan.node).parent?.type === 'VariableDeclarator') return null;
  const end = isQuiet ? '.catch(() => {})' : '';
  const wait = plan.definition ? extendHelper(file, plan, plan.definition, end) : replaceWait(file, plan, end);
  if (!wait) return null;
  return (fixer) => [
    ...wait(fixer),
    ...source.edits(fixer),
    ...(leave ? leaveOnAbort(file.code, fixer, leave, source) : []),
    ...(iteration ? endQuietly(file.code, fixer, iteration, source) : []),
  ];
}

function replaceWait(file: SourceFile, { node, delay, row, source }: InterruptPlan, end: string): Edits | null {
  if (row && row.signal !== null && node.type === 'CallExpression') return addArgument(file, node, row, source, end);
  const text = delay ? file.code.getText(delay) : '0';
  const kept = delay ? file.code.getCommentsInside(delay).length : 0;
  if (file.code.getCommentsInside(node).length > kept) return null;
  const wait = callPlatform(file, node, text, source, end);
  const used = node.type === 'CallExpression' ? node.callee : null;
  return wait && ((fixer) => [...wait(fixer), ...(used ? dropImport(file.code, fixer, used) : [])]);
}

/** The library takes a signal itself. */
function addArgument(
  file: SourceFile,
  call: TSESTree.CallExpression,
  row: SleepRow,
  source: SignalSource,
  end: string,
): Edits | null {
  const last = call.arguments.at(-1);
  if (!last || call.arguments.some((argument) => argument.type === 'SpreadElement')) return null;
  const done = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] => (end ? [fixer.insertTextAfter(call, end)] : []);
  if (row.signal === 'argument')
    return (fixer) => [fixer.insertTextAfter(last, `, ${getArgument(source)}`), ...done(fixer)];
  const position = row.optionsAt ?? 1;
  const options = call.arguments[position];
  const property = getProperty(source, row.option);
  if (!options) {
    const fill = Array<string>(Math.max(0, position - call.arguments.length))
      .fill('undefined, ')
      .join('');
    return (fixer) => [fixer.insertTextAfter(last, `, ${fill}{ ${property} }`), ...done(fixer)];
  }
  if (options.type !== 'ObjectExpression') {
    return (fixer) => [
      fixer.insertTextBefore(options, '{ ...'),
      fixer.insertTextAfter(options, `, ${property} }`),
      ...done(fixer),
    ];
  }
  if (options.properties.some((p) => p.type === 'Property' && getPropertyName(p) === (row.option ?? 'signal')))
    return null;
  const before = options.properties.at(-1);
  if (!before && file.code.getCommentsInside(options).length > 0) return null;
  return (fixer) => [
    before ? fixer.insertTextAfter(before, `, ${property}`) : fixer.replaceText(options, `{ ${property} }`),
    ...done(fixer),
  ];
}

/** `sleep(ms)` of the file learns to take a signal, and this call passes one. */
function extendHelper(
  file: SourceFile,
  { node: call, made, source }: InterruptPlan,
  definition: FunctionNode,
  end: string,
): Edits | null {
  const { code } = file;
  const last = definition.params.at(-1);
  if (call.type !== 'CallExpression' || !made || last?.type === 'RestElement') return null;
  if (call.arguments.length > definition.params.length || code.getCommentsInside(made.promise).length > 0) return null;
  if (/\bsignal\b/.test(code.getText(definition))) return null;
  const type = isTypeScript(file) ? '?: AbortSignal' : '';
  const delay = made.delay ? code.getText(made.delay) : '0';
  const wait = callPlatform(file, made.promise, delay, {
    text: 'signal',
    isOptional: true,
    isOwn: false,
    edits: () => [],
  });
  const open = code.getTokens(definition).find((token) => token.value === '(');
  const needsParens = last && definition.params.length === 1 && code.getTokenAfter(last)?.value === '=>';
  const close = code.getLastToken(call) as TSESTree.Token;
  const passed = [
    ...Array<string>(definition.params.length - call.arguments.length).fill('undefined'),
    getArgument(source),
  ].join(', ');
  const argument = call.arguments.at(-1);
  if (!wait || !(last ?? open)) return null;
  return (fixer) => [
    ...(needsParens ? [fixer.insertTextBefore(last, '('), fixer.insertTextAfter(last, `, signal${type})`)] : []),
    ...(!needsParens && last ? [fixer.insertTextAfter(last, `, signal${type}`)] : []),
    ...(!last && open ? [fixer.insertTextAfter(open, `signal${type}`)] : []),
    ...wait(fixer),
    argument ? fixer.insertTextAfter(argument, `, ${passed}`) : fixer.insertTextBefore(close, passed),
    ...(end ? [fixer.insertTextAfter(call, end)] : []),
  ];
}
