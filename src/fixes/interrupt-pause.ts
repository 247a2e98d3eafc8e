import { getOuter, getPropertyName } from '../ast/predicates.ts';
import type { FunctionNode, Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import type { SleepRow } from '../knowledge/types.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport } from './insert-import.ts';
import { findPlatform, type SignalSource } from './stop-source.ts';

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
    ...(swallowing ? [leaveOnAbort(file, fixer, swallowing, source)] : []),
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

/** `setTimeout` of timers/promises on Node, the helper's `sleep` where there is one, a hand-made wait elsewhere. */
function callPlatform(file: SourceFile, node: Node, ms: string, source: SignalSource): Edits | null {
  const helper = file.settings.helper === null ? null : findHelperSpecifier(file, file.settings.helper);
  if (helper !== null) {
    const edit = findFreeImport(file, helper, 'sleep');
    return edit && ((fixer) => [fixer.replaceText(node as TSESTree.Node, `${edit.local}(${ms}, ${source.text})`), ...(edit.fix ? [edit.fix(fixer)] : [])]);
  }
  if (findPlatform(file) === 'web') {
    return (fixer) => [fixer.replaceText(node as TSESTree.Node, getWebWait(file, node, ms, source))];
  }
  const edit = findFreeImport(file, 'node:timers/promises', 'setTimeout');
  return edit && ((fixer) => [fixer.replaceText(node as TSESTree.Node, `${edit.local}(${ms}, undefined, { ${getProperty(source)} })`), ...(edit.fix ? [edit.fix(fixer)] : [])]);
}

function findFreeImport(file: SourceFile, module: string, name: string): ReturnType<typeof insertImport> {
  for (const local of ['sleep', 'delay', 'pause', 'abortableSleep']) {
    const edit = insertImport(file.code, { module, name, local });
    if (edit) return edit;
  }
  return null;
}

/** Listener and timer remove each other: a race by hand would keep both (facts 5d). */
function getWebWait(file: SourceFile, node: Node, ms: string, { text, isOptional }: SignalSource): string {
  const dot = isOptional ? '?.' : '.';
  const indent = /^\s*/.exec(file.code.lines[getOuter(node).loc.start.line - 1] ?? '')?.[0] ?? '';
  const type = /\.[cm]?tsx?$/.test(file.filename) ? '<void>' : '';
  return [
    `new Promise${type}((resolve, reject) => {`,
    `  const wake = () => {`,
    `    clearTimeout(timer);`,
    `    reject(${text}${dot}reason);`,
    `  };`,
    `  const timer = setTimeout(() => {`,
    `    ${text}${dot}removeEventListener('abort', wake);`,
    `    resolve();`,
    `  }, ${ms});`,
    `  ${text}${dot}addEventListener('abort', wake, { once: true });`,
    `  if (${text}${dot}aborted) wake();`,
    `})`,
  ].join(`\n${indent}`);
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

function leaveOnAbort(file: SourceFile, fixer: TSESLint.RuleFixer, handler: TSESTree.CatchClause, source: SignalSource): TSESLint.RuleFix {
  const check = `if (${source.text}${source.isOptional ? '?.' : '.'}aborted) break;`;
  const open = file.code.getFirstToken(handler.body) as TSESTree.Token;
  const [first] = handler.body.body;
  if (!first) return fixer.insertTextAfter(open, ` ${check} `);
  const indent = first.loc.start.line === open.loc.start.line ? ' ' : `\n${' '.repeat(first.loc.start.column)}`;
  return fixer.insertTextAfter(open, `${indent}${check}`);
}

function getProperty({ text }: SignalSource): string {
  return text === 'signal' ? 'signal' : `signal: ${text}`;
}
