import { isAbsolute } from 'node:path';
import { matchesGlob } from '../../project/match-glob.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { mayHoldConsumerLoops } from './consumer-loops.ts';
import { mayHoldJobs } from './job-processors.ts';
import { findIndexedReason, getIndexedProcessors } from './indexed-worker.ts';
import { WORKER_MARK, WORKER_MARK_WORDS } from '../../knowledge/worker-marks.ts';

/**
 * One look at the text and the settings: can any part of the file be worker or job code? A file without a mark may still
 * be started by another one. Where the worker index is there already it is asked; it is never built for this question, so
 * that a project whose files hold no candidate never pays for it.
 */
export function mayHoldWorkerCode(file: SourceFile): boolean {
  if (hasOwnSign(file)) return true;
  if (!isAbsolute(file.filename)) return false;
  return !file.project.isRead || findIndexedReason(file) !== null || getIndexedProcessors(file).length > 0;
}

/** Each rule asks. */
const hasOwnSign = oncePerFile((file): boolean => {
  const { filename, root, settings } = file;
  // A worker may name its library in a comment only: /// <reference lib="webworker" />
  const mayBeMarked = holdsAny(file, WORKER_MARK_WORDS) || file.code.text.includes('webworker');
  if (mayBeMarked && WORKER_MARK.test(file.code.text)) return true;
  if (mayHoldJobs(file) || mayHoldConsumerLoops(file)) return true;
  return matchesGlob(filename, root, settings.workers) || matchesGlob(filename, root, settings.jobs);
});
