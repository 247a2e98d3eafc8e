import { findOwnDependencies } from '../project/own-package.ts';
import type { SourceFile } from '../source/source-file.ts';
import { isCommonJs } from './insert-import.ts';

const NODE = /\b(?:worker_threads|node:\w+|process\.|module\.exports|__dirname)/;

/** Is it certain that the file runs on Node? */
export function isSurelyNode({ code }: SourceFile): boolean {
  return NODE.test(code.text) || isCommonJs(code);
}

/** What packages of browser code ask for: code of theirs that shows no platform may run there. */
const BROWSER = /^(?:react|react-dom|preact|vue|svelte|solid-js|lit|@angular\/core)$/;

/**
 * Does the file run on Node? Its imports, `require` and `process` say so; globals of browsers, a name that ends with `x`
 * and a package with components speak against it.
 */
export function findPlatform(file: SourceFile): 'node' | 'web' {
  if (isSurelyNode(file)) return 'node';
  const isWeb =
    /\b(?:self|window|document|navigator|WorkerGlobalScope|importScripts|postMessage)\b|\bonmessage\s*=/.test(
      file.code.text,
    );
  const mayBeWeb =
    isWeb || /[jt]sx$/.test(file.filename) || findOwnDependencies(file).some((name) => BROWSER.test(name));
  return mayBeWeb ? 'web' : 'node';
}
