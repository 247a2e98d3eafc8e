import type { FunctionNode, Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport, insertStatement, isCommonJs } from './insert-import.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** An abort signal as the code at one place writes it, and what has to be added so that it exists. */
export interface SignalSource {
  readonly text: string;
  readonly isOptional: boolean;
  readonly edits: Edits;
}

const MESSAGE = 'stop';

/** The signal of the project's stop helper: fires when the owner asks this thread to stop. */
export function findHelperSource(file: SourceFile): SignalSource | null {
  const module = file.settings.helper === null ? null : findHelperSpecifier(file, file.settings.helper);
  const edit = module === null ? null : insertImport(file.code, { module, name: 'stopSignal', local: 'stopSignal' });
  return edit && { text: `${edit.local}()`, isOptional: false, edits: (fixer) => (edit.fix ? [edit.fix(fixer)] : []) };
}

/** A controller of the file that the owner's 'stop' message aborts; platform only. */
export function findPortSource(file: SourceFile, platform: 'node' | 'web'): SignalSource | null {
  const { code } = file;
  if (/\bstopping\b/.test(code.text)) return null;
  const isTypeScript = /\.[cm]?tsx?$/.test(file.filename);
  if (platform === 'web') {
    const listen = [
      `const stopping = new AbortController();`,
      `self.addEventListener('message', ({ data }) => {`,
      `  if (data === '${MESSAGE}') stopping.abort();`,
      `});`,
    ].join('\n');
    return { text: 'stopping.signal', isOptional: false, edits: (fixer) => [insertStatement(code, fixer, listen)] };
  }
  const edit = insertImport(code, { module: 'node:worker_threads', name: 'parentPort', local: 'parentPort' });
  if (!edit) return null;
  const dot = isTypeScript ? '?.' : '.';
  const listen = [
    `const stopping = new AbortController();`,
    `${edit.local}${dot}on('message', function onStop(message${isTypeScript ? ': unknown' : ''}) {`,
    `  if (message !== '${MESSAGE}') return;`,
    `  ${edit.local}${dot}off('message', onStop);`,
    `  stopping.abort();`,
    `});`,
  ].join('\n');
  return {
    text: 'stopping.signal',
    isOptional: false,
    edits: (fixer) => [...(edit.fix ? [edit.fix(fixer)] : []), insertStatement(code, fixer, listen)],
  };
}

/** An optional `{ signal }` as the last parameter of the function; null when its parameters leave no room. */
export function findParameterSource(file: SourceFile, fn: FunctionNode): SignalSource | null {
  const { code } = file;
  const last = fn.params.at(-1);
  if (last?.type === 'RestElement' || fn.params.length > 3) return null;
  const type = /\.[cm]?tsx?$/.test(file.filename) ? ': { signal?: AbortSignal }' : '';
  const parameter = `{ signal }${type} = {}`;
  if (last) {
    const needsParens = fn.params.length === 1 && code.getTokenAfter(last)?.value === '=>';
    return {
      text: 'signal',
      isOptional: true,
      edits: (fixer) =>
        needsParens
          ? [fixer.replaceText(last, `(${code.getText(last)}, ${parameter})`)]
          : [fixer.insertTextAfter(last, `, ${parameter}`)],
    };
  }
  const open = findOpenParen(file, fn);
  return open && { text: 'signal', isOptional: true, edits: (fixer) => [fixer.insertTextAfter(open, parameter)] };
}

function findOpenParen(file: SourceFile, fn: FunctionNode): TSESTree.Token | null {
  const body: Node = fn.body;
  return file.code.getTokens(fn).find((token) => token.value === '(' && token.range[0] < body.range[0]) ?? null;
}

/** Does the file run on Node? Its imports, `require` and `process` say so. */
export function findPlatform(file: SourceFile): 'node' | 'web' {
  const { code } = file;
  if (/\b(?:worker_threads|node:\w+|process\.|module\.exports|__dirname)/.test(code.text) || isCommonJs(code)) return 'node';
  return /\b(?:self|window|document|navigator|WorkerGlobalScope|importScripts)\b|\bonmessage\s*=/.test(code.text) ? 'web' : 'node';
}
