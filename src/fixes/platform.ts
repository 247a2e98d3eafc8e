import type { SourceFile } from '../kit/source-file.ts';
import { isCommonJs } from './insert-import.ts';

/** Does the file run on Node? Its imports, `require` and `process` say so. */
export function findPlatform(file: SourceFile): 'node' | 'web' {
  const { code } = file;
  if (/\b(?:worker_threads|node:\w+|process\.|module\.exports|__dirname)/.test(code.text) || isCommonJs(code)) return 'node';
  return /\b(?:self|window|document|navigator|WorkerGlobalScope|importScripts|postMessage)\b|\bonmessage\s*=/.test(code.text) ? 'web' : 'node';
}
