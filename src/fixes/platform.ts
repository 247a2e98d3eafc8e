import type { SourceFile } from '../kit/source-file.ts';
import { isCommonJs } from './insert-import.ts';

const NODE = /\b(?:worker_threads|node:\w+|process\.|module\.exports|__dirname)/;

/** Is it certain that the file runs on Node? */
export function isSurelyNode({ code }: SourceFile): boolean {
  return NODE.test(code.text) || isCommonJs(code);
}

/** Does the file run on Node? Its imports, `require` and `process` say so; a name that ends with `x` speaks against it. */
export function findPlatform(file: SourceFile): 'node' | 'web' {
  if (isSurelyNode(file)) return 'node';
  const isWeb = /\b(?:self|window|document|navigator|WorkerGlobalScope|importScripts|postMessage)\b|\bonmessage\s*=/.test(file.code.text);
  return isWeb || /[jt]sx$/.test(file.filename) ? 'web' : 'node';
}
