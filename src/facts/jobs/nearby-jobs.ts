import path from 'node:path';
import { findOwnDependencies, findOwnPackage } from '../../project/own-package.ts';
import { oncePerFile } from '../../source/source-file.ts';
import { isJobLibrary } from './job-processors.ts';

/** A reason as `findWorkerReason` gives it. */
interface NearbyJobs {
  readonly kind: 'job';
  readonly reason: string;
  readonly perJob?: boolean;
}

/** Parts of a path that speak of jobs: `src/workers/mail.ts`, `queue-runner.ts`. */
const JOBS =
  /(?:^|[-_./])(?:workers?|queues?|jobs?|consumers?|processors?|cron|schedulers?)(?=[-_./]|$)|[a-z](?:Worker|Queue|Job|Consumer|Processor)s?(?=[./]|$)/;

/**
 * Weaker than a processor that is seen: the file is part of a package that is a job library itself, or its path speaks
 * of jobs in a package that uses one. A deploy waits for its pauses then, as far as anybody can tell from here.
 */
export const findNearbyJobs = oncePerFile((file): NearbyJobs | null => {
  const own = findOwnPackage(file);
  if (own !== null && isJobLibrary(own)) return { kind: 'job', reason: `is part of ${own}` };
  if (!JOBS.test(path.relative(file.root, file.filename).replaceAll('\\', '/'))) return null;
  const used = findOwnDependencies(file).find(isJobLibrary);
  return used === undefined
    ? null
    : { kind: 'job', reason: `is in a package that uses ${used}, in a file named after jobs` };
});
