import { listRawJobs, type RawJob } from '../facts/jobs/job-processors.ts';
import type { JobProcessor, Start } from '../source/project-view.ts';
import { followExport } from './link-exports.ts';
import type { ProjectFiles } from './project-files.ts';

/** What does the jobs of a project. */
export interface LinkedJobs {
  /** Every export that does jobs, by the file where it is written. */
  readonly processors: ReadonlyMap<string, readonly JobProcessor[]>;
  /** The calls that give functions to a job library, a start for each file that has them. */
  readonly starts: readonly Start[];
}

/** What a file gives to job libraries, as it writes it. */
export function listJobs(files: ProjectFiles, file: string): readonly RawJob[] {
  return files.ask(file, 'jobs', listRawJobs) ?? [];
}

export function linkJobs(files: ProjectFiles, owners: readonly string[]): LinkedJobs {
  const processors = new Map<string, JobProcessor[]>();
  const starts: Start[] = [];
  for (const file of owners) {
    for (const { library, line, functionsHere, imported } of listJobs(files, file)) {
      const place = { file, line };
      const base = { kind: 'job', library, place, posts: [] } as const;
      if (functionsHere) starts.push({ ...base, target: file, specifier: null, reason: 'self' });
      const written = imported.flatMap((ref) => followExport(files, file, ref) ?? findModule(files, file, ref));
      for (const { file: target, name } of written) {
        processors.set(target, [...(processors.get(target) ?? []), { library, name, place }]);
      }
      for (const target of new Set(written.map((one) => one.file))) {
        starts.push({ ...base, target, specifier: target, reason: 'resolved' });
      }
    }
  }
  return { processors, starts };
}

/** All exports of a file, or one that its text does not show. */
function findModule(
  files: ProjectFiles,
  owner: string,
  { specifier, name }: { specifier: string; name: string },
): { file: string; name: string }[] {
  const { target } = files.resolver.resolveModule(owner, specifier);
  return target === null ? [] : [{ file: target, name }];
}
