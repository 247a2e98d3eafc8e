import { matchesGlob } from '../../kit/match-glob.ts';
import type { SourceFile } from '../../kit/source-file.ts';
import { mayHoldJobs } from '../calls/index.ts';
import { MARK_WORD } from './marks.ts';

/** One look at the text and the settings: can any part of the file be worker or job code? */
export function mayHoldWorkerCode(file: SourceFile): boolean {
  const { filename, root, settings } = file;
  if (MARK_WORD.test(file.code.text) || mayHoldJobs(file)) return true;
  return matchesGlob(filename, root, settings.workers) || matchesGlob(filename, root, settings.jobs);
}
