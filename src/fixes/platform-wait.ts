import { getOuter } from '../source/predicates.ts';
import type { Node, TSESLint } from '../source/types.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport } from './insert-import.ts';
import { getIndent, layOut } from './layout.ts';
import { findPlatform } from './platform.ts';
import type { SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/**
 * `setTimeout` of timers/promises on Node, the helper's `sleep` where there is one, a hand-made wait elsewhere; `end` is
 * put behind it.
 */
export function callPlatform(file: SourceFile, node: Node, ms: string, source: SignalSource, end = ''): Edits | null {
  const helper = file.settings.helper === null ? null : findHelperSpecifier(file, file.settings.helper);
  if (helper !== null) {
    const edit = findFreeImport(file, helper, 'sleep', node);
    return (
      edit &&
      ((fixer) => [
        fixer.replaceText(node, `${edit.local}(${ms}, ${getArgument(source)})${end}`),
        ...(edit.fix ? [edit.fix(fixer)] : []),
      ])
    );
  }
  if (findPlatform(file) === 'web') {
    // What has to be said to be a signal has no methods that are sure to be there.
    if (source.value?.includes(' as ')) return null;
    return (fixer) => [fixer.replaceText(node, `${getWebWait(file, node, ms, source)}${end}`)];
  }
  const edit = findFreeImport(file, 'node:timers/promises', 'setTimeout', node);
  return (
    edit &&
    ((fixer) => [
      fixer.replaceText(node, `${edit.local}(${ms}, undefined, { ${getProperty(source)} })${end}`),
      ...(edit.fix ? [edit.fix(fixer)] : []),
    ])
  );
}

function findFreeImport(file: SourceFile, module: string, name: string, at: Node): ReturnType<typeof insertImport> {
  for (const local of ['sleep', 'delay', 'pause', 'abortableSleep']) {
    const edit = insertImport(file.code, { module, name, local }, at);
    if (edit) return edit;
  }
  return null;
}

/** Listener and timer remove each other: a race by hand would keep both (facts 5d). */
function getWebWait(file: SourceFile, node: Node, ms: string, { text, isOptional }: SignalSource): string {
  const dot = isOptional ? '?.' : '.';
  const type = isTypeScript(file) ? '<void>' : '';
  const lines = [
    `new Promise${type}((resolve, reject) => {`,
    `\tconst wake = () => {`,
    `\t\tclearTimeout(timer);`,
    `\t\treject(${text}${dot}reason);`,
    `\t};`,
    `\tconst timer = setTimeout(() => {`,
    `\t\t${text}${dot}removeEventListener('abort', wake);`,
    `\t\tresolve();`,
    `\t}, ${ms});`,
    `\t${text}${dot}addEventListener('abort', wake, { once: true });`,
    `\tif (${text}${dot}aborted) wake();`,
    `})`,
  ];
  return layOut(file.code, lines, getIndent(file.code, getOuter(node)));
}

/** The signal where a call takes it. */
export function getArgument({ text, value = text }: Pick<SignalSource, 'text' | 'value'>): string {
  return value;
}

/** `signal`, or `signal: controller.signal`, for an options object. */
export function getProperty(source: Pick<SignalSource, 'text' | 'value'>, option = 'signal'): string {
  const value = getArgument(source);
  return value === option ? option : `${option}: ${value}`;
}
