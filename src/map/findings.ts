import type { Finding } from './model.ts';

/** Rules about what an owner does; in a file that is owner and worker, all others speak of its worker half. */
const OWNER_RULES: readonly string[] = [
  'no-abrupt-terminate',
  'no-unheard-stop',
  'require-exit-wait',
  'no-lost-reply',
  'no-use-after-terminate',
  'no-exit-without-stop',
  'no-daemon-worker',
];

/** Where each finding is drawn. */
export interface FindingHomes {
  ofOwner(file: string): readonly Finding[];
  /** By the worker's place in the list that was given. */
  ofWorker(i: number): readonly Finding[];
  readonly elsewhere: readonly Finding[];
}

/**
 * Gives each finding its place: with the owner, with every worker that runs its file, or with neither.
 *
 * @param owners files that start something
 * @param workers the files that each worker runs
 */
export function placeFindings(
  findings: readonly Finding[],
  owners: ReadonlySet<string>,
  workers: readonly (readonly string[])[],
): FindingHomes {
  const sorted = [...findings].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  const running = new Set(workers.flat());
  const isOwners = ({ file, rule }: Finding): boolean =>
    owners.has(file) && (!running.has(file) || OWNER_RULES.includes(rule));
  const ofOwners = sorted.filter(isOwners);
  const others = sorted.filter((finding) => !isOwners(finding));
  return {
    ofOwner: (file) => ofOwners.filter((finding) => finding.file === file),
    ofWorker(i) {
      const [own, ...inside] = workers[i] ?? [];
      const within = new Set(inside);
      // Its own file first, whatever the names.
      return [...others.filter(({ file }) => file === own), ...others.filter(({ file }) => within.has(file))];
    },
    elsewhere: others.filter(({ file }) => !running.has(file)),
  };
}
