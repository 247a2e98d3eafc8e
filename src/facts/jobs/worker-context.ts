import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, isInside } from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { matchesGlob } from '../../project/match-glob.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { getConsumerLoops } from './consumer-loops.ts';
import { findJobProcessors } from './job-processors.ts';
import { findWorkerRow } from '../../semantics/rows.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { findIndexedReason, getIndexedProcessors } from './indexed-worker.ts';
import { findThreadBranches } from './main-thread-branch.ts';
import { findMarkedFunction, getMarks } from './marks.ts';
import { getUses } from '../../semantics/function-uses.ts';

export { mayHoldWorkerCode } from './gate.ts';
export { findThreadBranches } from './main-thread-branch.ts';
export { findNearbyJobs } from './nearby-jobs.ts';

/** Why code counts as worker or job code; `reason` completes "runs in a worker (it …)". */
export interface WorkerReason {
  readonly kind: 'worker' | 'job';
  readonly reason: string;
  /** Does the code run once for each job, so that the consumer's own loop goes round it? */
  readonly perJob?: boolean;
}

/** For messages, behind the subject of a sentence. */
export function printReason({ kind, reason }: WorkerReason): string {
  return kind === 'job' ? `is in job code (the code ${reason})` : `runs in a worker (the file ${reason})`;
}

interface Region extends WorkerReason {
  /** Null for the whole file. */
  readonly node: Node | null;
}

interface Regions {
  readonly inside: readonly Region[];
  /** Parts of a dual file that only the main thread runs. */
  readonly outside: readonly Node[];
}

/** How sure is it that this code runs in a worker or processes jobs? The reason when it is, else null. */
export function findWorkerReason(file: SourceFile, node: Node): WorkerReason | null {
  const { inside, outside } = getRegions(file);
  if (inside.length === 0 || outside.some((part) => isInside(node, part))) return null;
  const direct = inside.find((region) => region.node === null || isInside(node, region.node));
  return direct ?? findReasonOfCallers(file, node, inside);
}

/** Can any part of the file be worker or job code? */
export function hasWorkerCode(file: SourceFile): boolean {
  return getRegions(file).inside.length > 0;
}

const getRegions = oncePerFile((file): Regions => {
  const named = findSettingsReason(file);
  if (named) return { inside: [{ ...named, node: null }], outside: findThreadBranches(file)?.main ?? [] };
  const workers = getWorkerRegions(file);
  const own = findJobProcessors(file).map((node) => ({ node, reason: 'processes jobs' }));
  const indexed = workers.inside.some(({ node }) => node === null) ? [] : getIndexedProcessors(file);
  const jobs = [...own, ...indexed].map((job): Region => ({ kind: 'job', perJob: true, ...job }));
  const loops = getConsumerLoops(file).map((node): Region => ({
    kind: 'job',
    reason: 'takes messages off a queue',
    node,
  }));
  return { inside: [...workers.inside, ...jobs, ...loops], outside: workers.outside };
});

function findSettingsReason({ filename, root, settings }: SourceFile): WorkerReason | null {
  if (matchesGlob(filename, root, settings.workers))
    return { kind: 'worker', reason: 'matches settings.graceful.workers' };
  if (matchesGlob(filename, root, settings.jobs)) return { kind: 'job', reason: 'matches settings.graceful.jobs' };
  return null;
}

function getWorkerRegions(file: SourceFile): Regions {
  const marks = getMarks(file);
  const reason = marks[0]?.reason ?? 'runs where isMainThread is false';
  const branches = findThreadBranches(file);
  if (branches) {
    const nodes = branches.mainLeaves ? [null] : branches.worker;
    return { inside: nodes.map((node) => ({ kind: 'worker', reason, node })), outside: branches.main };
  }
  const indexed = marks.length === 0 ? findIndexedReason(file) : null;
  if (indexed) return { inside: [{ ...indexed, node: null }], outside: [] };
  const isOwner = getNodes(file.code, 'NewExpression').some((node) => findWorkerRow(file, node) !== null);
  const isWhole = !isOwner || marks.some((mark) => findMarkedFunction(mark) === null);
  if (isWhole)
    return {
      inside: marks.slice(0, 1).map((mark) => ({ kind: 'worker', reason: mark.reason, node: null })),
      outside: [],
    };
  // Owner and worker in one file: only the functions that talk as a worker does.
  return {
    inside: marks.map((mark) => ({ kind: 'worker', reason: mark.reason, node: findMarkedFunction(mark) })),
    outside: [],
  };
}

/** A helper that is called from worker code alone is worker code. */
function findReasonOfCallers(file: SourceFile, node: Node, inside: readonly Region[]): WorkerReason | null {
  const seen = new Set<FunctionNode>();
  const visit = (place: Node): WorkerReason | null => {
    const region = inside.find((part) => part.node !== null && isInside(place, part.node));
    if (region) return region;
    const fn = findNamedFunction(place) ?? findEnclosingFunction(place);
    if (!fn || seen.has(fn)) return null;
    seen.add(fn);
    // A call of itself decides nothing.
    const reasons = getUses(file, fn)
      .filter((use) => !isInside(use, fn))
      .map(visit);
    return reasons.length > 0 && reasons.every((found) => found !== null) ? (reasons[0] ?? null) : null;
  };
  return visit(node);
}
