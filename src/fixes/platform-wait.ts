import { getOuter } from '../ast/predicates.ts';
import type { Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport } from './insert-import.ts';
import { findPlatform, type SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** `setTimeout` of timers/promises on Node, the helper's `sleep` where there is one, a hand-made wait elsewhere. */
export function callPlatform(file: SourceFile, node: Node, ms: string, source: SignalSource): Edits | null {
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

/** `signal`, or `signal: controller.signal`, for an options object. */
export function getProperty({ text }: SignalSource): string {
  return text === 'signal' ? 'signal' : `signal: ${text}`;
}
