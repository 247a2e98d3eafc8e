import { matchesGlob } from '../../kit/match-glob.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { mayHoldJobs } from '../calls/index.ts';
import { findIndexedReason } from './indexed-worker.ts';
import { MARK_WORD } from './marks.ts';

/** One look at the text, the settings and the worker index: can any part of the file be worker or job code? */
export function mayHoldWorkerCode(file: SourceFile): boolean {
  const { filename, root, settings } = file;
  if (MARK_WORD.test(file.code.text) || mayHoldJobs(file)) return true;
  if (matchesGlob(filename, root, settings.workers) || matchesGlob(filename, root, settings.jobs)) return true;
  return findIndexedReason(file) !== null;
}
