import type { Message } from '../source/project-view.ts';
import { clean } from '../kit/clean.ts';
import type { Ask, MapOwner, MapStart, MapWorker, WorkerMap } from './model.ts';
import { isAsked } from './stop-request.ts';

/** `'stop'`, `{ type: 'stop' }`. */
export function getMessageText({ value, field }: Message): string {
  const quoted = `'${clean(value)}'`;
  return field === null ? quoted : `{ ${clean(field)}: ${quoted} }`;
}

/** `hears 'stop'`, `does not hear 'stop'`. */
export function getAskText(ask: Ask): string {
  const message = getMessageText(ask);
  if (ask.hearing === 'other') return `${message} may be for others`;
  return `${{ heard: 'hears', unheard: 'does not hear', unknown: 'may hear' }[ask.hearing]} ${message}`;
}

/** Said in place of the asks when there are none; null where none are needed. */
export function getNoAskText(start: MapStart): string | null {
  return start.asks.length === 0 && isAsked(start) ? 'no stop message seen' : null;
}

/** `pool piscina`; the platform's own need no name. */
export function getStartText({ kind, library }: MapStart): string {
  return library === '' || /^(?:node:)?(?:worker_threads|child_process|web)$/.test(library)
    ? kind
    : `${kind} ${clean(library)}`;
}

/** A worker's file, or what stands in its place. */
export function getWorkerName(worker: MapWorker): string {
  const { file, specifier, reason } = worker;
  if (file !== null) return clean(file);
  const named = specifier === null ? '' : clean(specifier);
  switch (reason) {
    case 'eval':
      return 'code in a string';
    case 'package':
      return `package ${named}`;
    case 'outside':
      return `outside the project: ${named}`;
    case 'missing':
      return `missing: ${named}`;
    default:
      return named === '' ? 'file not known: computed at run time' : `file not known: ${named}`;
  }
}

/** `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

export interface Totals {
  readonly owners: number;
  readonly workers: number;
  /** Places that start something, by kind. */
  readonly starts: Readonly<Record<MapStart['kind'], number>>;
  /** Each once, also when several workers run its file. */
  readonly findings: number;
  /** Starts that send a stop message, none of which is heard. */
  readonly unheard: number;
  /** Workers of which it cannot be told whether they can be stopped. */
  readonly unknown: number;
}

export function getTotals(map: WorkerMap): Totals {
  const starts = map.owners.flatMap((owner) => owner.starts);
  const ofKind = (kind: MapStart['kind']): number => starts.filter((start) => start.kind === kind).length;
  const nodes: readonly (MapOwner | MapWorker)[] = [...map.owners, ...map.workers];
  const findings = nodes.flatMap((node) => node.findings);
  return {
    owners: map.owners.length,
    workers: map.workers.length,
    starts: { worker: ofKind('worker'), pool: ofKind('pool'), job: ofKind('job'), fork: ofKind('fork') },
    findings: new Set([...findings, ...map.elsewhere]).size,
    unheard: starts.filter(({ asks }) => asks.length > 0 && asks.every(({ hearing }) => hearing === 'unheard')).length,
    unknown: map.workers.filter(({ status }) => status === 'unknown').length,
  };
}

/** `2 owners, 3 workers, 1 pool: 4 findings, 1 unheard stop`; `NOTHING` when nothing is drawn. */
export function getTotalsText(map: WorkerMap): string {
  const { owners, starts, findings, unheard, unknown } = getTotals(map);
  if (isEmpty(map)) return NOTHING;
  const drawn = [
    count(owners, 'owner'),
    ...list([starts.worker, 'worker'], [starts.pool, 'pool'], [starts.job, 'job'], [starts.fork, 'fork']),
  ];
  const told = [findings === 0 ? 'no findings' : count(findings, 'finding'), ...list([unheard, 'unheard stop'])];
  return `${drawn.join(', ')}: ${told.join(', ')}${unknown > 0 ? `, ${unknown} unknown` : ''}`;
}

function list(...pairs: (readonly [n: number, noun: string])[]): string[] {
  return pairs.flatMap(([n, noun]) => (n > 0 ? [count(n, noun)] : []));
}

export const NOTHING = 'no workers, pools or job processors found';

export function isEmpty({ owners, workers, elsewhere }: WorkerMap): boolean {
  return owners.length + workers.length + elsewhere.length === 0;
}
