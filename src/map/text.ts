import { clean } from '../kit/clean.ts';
import type { Finding, MapOwner, MapStart, MapWorker, WorkerMap } from './model.ts';
import { isAsked } from './stop-request.ts';
import { cutEnd, cutMiddle, getColumns } from './width.ts';
import { count, getAskText, getNoAskText, getStartText, getTotalsText, getWorkerName, isEmpty } from './wording.ts';

export interface TextOptions {
  /** The terminal's width. */
  readonly columns: number;
  readonly hasColors: boolean;
}

type Color = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

const CODES: Readonly<Record<Color, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

/** One line: a fixed beginning and a rest that is cut to the room there is. */
interface Row {
  readonly head: string;
  readonly rest?: string;
  readonly color?: Color;
  /** Cut the rest at its end rather than in its middle. */
  readonly isProse?: boolean;
  /** What hangs below it. */
  readonly below?: readonly Row[];
}

/** The map as a tree for a terminal: a branch an owner, a leaf a start. */
export function printText(map: WorkerMap, options: TextOptions): string {
  if (isEmpty(map)) return `${getTotalsText(map)}\n`;
  const workers = new Map(map.workers.map((worker) => [worker.id, worker]));
  const told = new Set<string>();
  const trees = map.owners.map((owner) => getOwnerRow(owner, workers, told));
  const unowned = map.workers.filter(({ startedBy }) => startedBy.length === 0);
  if (unowned.length > 0) trees.push({ head: 'not seen to be started', below: unowned.map(getUnownedRow) });
  if (map.elsewhere.length > 0) {
    trees.push({ head: 'in other files', below: map.elsewhere.map((finding) => getBranch(finding, null)) });
  }
  const blocks = trees.map((tree) => [...listLines({ ...tree, color: 'bold' }, '', '', options)].join('\n'));
  return `${[...blocks, cutEnd(getTotalsText(map), options.columns)].join('\n\n')}\n`;
}

function getOwnerRow(owner: MapOwner, workers: ReadonlyMap<string, MapWorker>, told: Set<string>): Row {
  const starts = owner.starts.flatMap((start) => {
    const worker = workers.get(start.worker);
    if (!worker) return [];
    const isKnown = told.has(worker.id);
    told.add(worker.id);
    const row = getStartRow(start, worker, isKnown);
    return [worker.file === owner.file ? { ...row, rest: 'this file' } : row];
  });
  return {
    head: '',
    rest: clean(owner.file),
    below: [...starts, ...owner.findings.map((finding) => getBranch(finding, owner.file))],
  };
}

function getStartRow(start: MapStart, worker: MapWorker, isKnown: boolean): Row {
  const rest = listWorkerRows(worker);
  const again: Row[] = rest.length > 0 ? [{ head: 'the rest as above', color: 'dim' }] : [];
  return {
    head: `${start.line} ${getStartText(start)} → `,
    rest: getWorkerName(worker),
    below: [...listAskRows(start, worker), ...(isKnown ? again : rest)],
  };
}

function getUnownedRow(worker: MapWorker): Row {
  return { head: '', rest: getWorkerName(worker), below: listWorkerRows(worker) };
}

function* listAskRows(start: MapStart, worker: MapWorker): Generator<Row> {
  const colors = { heard: 'green', unheard: 'red', unknown: 'yellow', other: 'yellow' } as const;
  for (const ask of start.asks) {
    const why = ask.hearing === 'unheard' && worker.listens === false ? ': it listens to no messages' : '';
    yield { head: '', rest: `${getAskText(ask)}${why}`, color: colors[ask.hearing], isProse: true };
  }
  const none = getNoAskText(start);
  if (none !== null) yield { head: none, color: 'yellow' };
  // Said already where a message is not heard for that reason.
  const isDeaf = worker.listens === false && isAsked(start) && !start.asks.some(({ hearing }) => hearing === 'unheard');
  if (isDeaf) yield { head: 'listens to no messages', color: 'yellow' };
}

function listWorkerRows(worker: MapWorker): Row[] {
  const { inside, findings, file } = worker;
  const head = `runs ${count(inside.length, 'more file')}`;
  const more: Row[] = inside.length > 0 ? [{ head, color: 'dim' }] : [];
  return [...more, ...findings.map((finding) => getFindingRow(finding, file))];
}

/** Directly below an owner a finding is a branch like the starts. */
function getBranch(finding: Finding, home: string | null): Row {
  return { ...getFindingRow(finding, home), below: [] };
}

function getFindingRow({ file, line, rule, message }: Finding, home: string | null): Row {
  // The path is the part that may be long; the message gets what is left.
  const place = file === home ? `${line}` : `${cutMiddle(clean(file), 30)}:${line}`;
  return { head: `✗ ${place} ${clean(rule)}`, rest: `: ${clean(message)}`, color: 'red', isProse: true };
}

function* listLines(row: Row, first: string, next: string, options: TextOptions): Generator<string> {
  const { below = [] } = row;
  yield paint(first, 'dim', options) + getLine(row, options.columns - getColumns(first), options);
  for (const [i, child] of below.entries()) {
    // Facts about a line hang under it without branches of their own.
    const isFact = !child.below;
    const isLast = !below.slice(i + 1).some((other) => !isFact || other.below);
    const [branch, rest] = isFact ? ['   ', '   '] : isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    yield* listLines(child, `${next}${branch}`, `${next}${rest}`, options);
  }
}

function getLine({ head, rest = '', color, isProse }: Row, columns: number, options: TextOptions): string {
  const room = columns - getColumns(head);
  if (room < 8) return paint(cutEnd(head + rest, columns), color, options);
  return paint(head + (isProse ? cutEnd(rest, room) : cutMiddle(rest, room)), color, options);
}

function paint(text: string, color: Color | undefined, { hasColors }: TextOptions): string {
  return hasColors && color && text !== '' ? `\u001B[${CODES[color]}m${text}\u001B[0m` : text;
}
