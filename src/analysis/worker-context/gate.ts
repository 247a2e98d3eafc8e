import { matchesGlob } from '../../kit/match-glob.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { mayHoldJobs } from '../calls/index.ts';
import { findIndexedReason } from './indexed-worker.ts';
import { MARK_WORD } from './marks.ts';

const WORDS = ['parentPort', 'workerData', 'isMainThread', 'onmessage', 'workerpool', 'webworker', 'WorkerGlobalScope', 'postMessage', 'addEventListener', 'expose'];

/** One look at the text, the settings and the worker index: can any part of the file be worker or job code? */
export function mayHoldWorkerCode(file: SourceFile): boolean {
  const { filename, root, settings } = file;
  const { text } = file.code;
  // Looking for plain words first is many times cheaper than the pattern.
  if (WORDS.some((word) => text.includes(word)) && MARK_WORD.test(text)) return true;
  if (mayHoldJobs(file)) return true;
  if (matchesGlob(filename, root, settings.workers) || matchesGlob(filename, root, settings.jobs)) return true;
  return findIndexedReason(file) !== null;
}
