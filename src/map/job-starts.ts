import path from 'node:path';
import { getJobRegistrations, mayHoldJobs } from '../facts/jobs/job-processors.ts';
import type { Start, WorkerIndex } from '../source/project-view.ts';
import type { Rule } from '../kit/create-rule.ts';
import { getSourceFile } from '../summaries/open-file.ts';

type Index = Pick<WorkerIndex, 'starts' | 'workers'>;
type WithProcessors = Index & Pick<WorkerIndex, 'processors'>;

/**
 * Notes job processors while files are linted: most are functions beside the call, and the index knows those of other
 * files only.
 */
export interface JobSeeker {
  /** Reports nothing. */
  readonly rule: Pick<Rule, 'create' | 'meta'>;
  /** The index with what has been noted, as starts of the file itself. */
  addTo(index: WithProcessors): Index;
}

/** @param root absolute; places are relative to it */
export function createJobSeeker(root: string): JobSeeker {
  /** By file: what is linted again, after a fix, has its lines elsewhere. */
  const found = new Map<string, ReadonlyMap<string, Start>>();
  return {
    rule: {
      meta: { type: 'problem', messages: {}, schema: [], defaultOptions: [] },
      create(context) {
        const source = getSourceFile(context);
        if (!mayHoldJobs(source)) return {};
        const file = path.relative(root, source.filename).replaceAll(path.sep, '/');
        return {
          Program() {
            const own = getJobRegistrations(source).filter(({ processors }) => processors.length > 0);
            const starts = own.map(({ library, call }): [string, Start] => {
              const place = { file, line: call.loc.start.line };
              return [
                `${place.line} ${library}`,
                { kind: 'job', library, place, target: file, specifier: null, reason: 'self', posts: [] },
              ];
            });
            found.set(file, new Map(starts));
          },
        };
      },
    },
    addTo: (index) => ({
      starts: [...index.starts, ...listOwn(found), ...listImported(index)],
      workers: () => index.workers(),
    }),
  };
}

function listOwn(found: ReadonlyMap<string, ReadonlyMap<string, Start>>): Start[] {
  return [...found.values()].flatMap((starts) => [...starts.values()]);
}

/** A start for each call and file: functions of other files that a job library is given. */
function listImported({ processors }: WithProcessors): Start[] {
  const starts = new Map<string, Start>();
  for (const [target, list] of processors) {
    for (const { library, place } of list) {
      const start = { kind: 'job', library, place, target, specifier: target, reason: 'resolved', posts: [] } as const;
      starts.set(`${place.file}:${place.line} ${target}`, start);
    }
  }
  return [...starts.values()];
}
