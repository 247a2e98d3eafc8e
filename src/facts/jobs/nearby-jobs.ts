import path from 'node:path';
import { findOwnDependencies, findOwnPackage } from '../../project/own-package.ts';
import { oncePerFile } from '../../source/source-file.ts';
import { isJobLibrary } from './job-processors.ts';
import { JOB_PATH, SCRIPT_PATH } from '../../knowledge/job-consumers.ts';

/** A reason as `findWorkerReason` gives it. */
interface NearbyJobs {
  readonly kind: 'job';
  readonly reason: string;
  readonly perJob?: boolean;
}

/**
 * Weaker than a processor that is seen: the file is part of a package that is a job library itself, or its path speaks
 * of jobs in a package that uses one. A deploy waits for its pauses then, as far as anybody can tell from here.
 */
export const findNearbyJobs = oncePerFile((file): NearbyJobs | null => {
  const own = findOwnPackage(file);
  if (own !== null && isJobLibrary(own)) return { kind: 'job', reason: `is part of ${own}` };
  const place = path.relative(file.root, file.filename).replaceAll('\\', '/');
  if (!JOB_PATH.test(place) || SCRIPT_PATH.test(place)) return null;
  const used = findOwnDependencies(file).find(isJobLibrary);
  return used === undefined
    ? null
    : { kind: 'job', reason: `is in a package that uses ${used}, in a file named after jobs` };
});
