import { clean } from '../kit/clean.ts';
import type { MapOwner, MapStart, MapWorker, Status, WorkerMap } from './model.ts';
import { getCardBody, getLabelWidth, type CardBody, type CardText } from './svg-card.ts';
import { getOtherLines, getOwnerLines, getWorkerLines } from './svg-lines.ts';
import { cutEnd, cutMiddle } from './width.ts';
import { getStartText } from './wording.ts';

/** A box with text; all in pixels. */
export interface Card {
  readonly id: string;
  readonly kind: 'owner' | 'worker' | 'other';
  /** Null for an owner of which there is nothing to say. */
  readonly status: Status | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly CardText[];
}

/** A start: a label on the way from its owner's card to the worker's card. */
export interface Edge {
  readonly label: string;
  readonly labelX: number;
  readonly fromX: number;
  readonly fromY: number;
  /** Where all labels have ended, so that the way may bend. */
  readonly bendX: number;
  readonly toX: number;
  readonly toY: number;
  readonly status: Status;
  readonly tooltip: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  readonly edges: readonly Edge[];
}

export const MARGIN = 24;
/** For the title above the cards. */
const HEADER = 92;
/** Between cards; doubled below an owner. */
const GAP = 12;
const STUB = 16;
const CURVE = 96;
/** From a card's top to where edges meet it: the middle of its first line. */
const PORT = 22;
/** The height of a start whose worker has its place already. */
const LABEL_ROW = 30;
const LABEL_COLUMNS = 28;
/** The title and the legend need as much. */
const LEAST_WIDTH = 640;

/** What has its size, and where the columns begin. */
interface Parts {
  readonly owners: ReadonlyMap<string, CardBody>;
  readonly workers: ReadonlyMap<string, CardBody>;
  readonly others: CardBody | null;
  readonly labels: ReadonlyMap<MapStart, string>;
  readonly ownerWidth: number;
  readonly workerWidth: number;
  readonly labelX: number;
  readonly bendX: number;
  readonly workerX: number;
}

/** Where everything goes: owners left; right, beside each, the workers that it is the first to start. */
export function getLayout(map: WorkerMap): Layout {
  const parts = getParts(map);
  const byId = new Map(map.workers.map((worker) => [worker.id, worker]));
  const owners: Card[] = [];
  const workers = new Map<string, Card>();
  const edges: Edge[] = [];
  let y = HEADER;
  for (const owner of map.owners) {
    let row = y;
    let port = y + PORT;
    for (const start of owner.starts) {
      const worker = byId.get(start.worker);
      if (!worker) continue;
      const known = workers.get(worker.id);
      // A row is as high as the worker that comes to stand beside it: so most edges are straight.
      const card = known ?? getWorkerCard(worker, row, parts);
      workers.set(worker.id, card);
      port = row + PORT;
      edges.push(getEdge(owner, start, card, port, parts));
      row += known ? LABEL_ROW : card.height + GAP;
    }
    const card = getOwnerCard(owner, y, port + PORT - y, parts);
    owners.push(card);
    y = Math.max(row, y + card.height + GAP) + GAP;
  }
  const cards = [...owners, ...workers.values(), ...listRest(map, workers, y, parts)];
  const right = Math.max(LEAST_WIDTH, ...cards.map((card) => card.x + card.width + MARGIN));
  const bottom = Math.max(HEADER, ...cards.map((card) => card.y + card.height + MARGIN));
  return { width: right, height: bottom, cards, edges };
}

function getParts(map: WorkerMap): Parts {
  const starts = map.owners.flatMap((owner) => owner.starts);
  const owners = new Map(map.owners.map((owner) => [owner.id, getCardBody(getOwnerLines(owner))]));
  const workers = new Map(
    map.workers.map((worker) => {
      const own = starts.filter((start) => start.worker === worker.id);
      return [worker.id, getCardBody(getWorkerLines(worker, own))];
    }),
  );
  const others = map.elsewhere.length > 0 ? getCardBody(getOtherLines(map.elsewhere)) : null;
  const ownerWidth = getWidest([...owners.values(), ...(others ? [others] : [])]);
  const labels = getLabels(starts, new Map(map.workers.map(({ id, file }) => [id, file])));
  const labelX = MARGIN + ownerWidth + STUB;
  const bendX = labelX + Math.max(0, ...[...labels.values()].map(getLabelWidth));
  const besides = ownerWidth > 0 ? MARGIN * 2 + ownerWidth : MARGIN;
  const workerX = labels.size > 0 ? bendX + CURVE : besides;
  const workerWidth = getWidest([...workers.values()]);
  return { owners, workers, others, labels, ownerWidth, workerWidth, labelX, bendX, workerX };
}

function getWidest(bodies: readonly CardBody[]): number {
  return Math.max(0, ...bodies.map(({ width }) => width));
}

function getOwnerCard({ id, findings }: MapOwner, y: number, least: number, parts: Parts): Card {
  const body = parts.owners.get(id) ?? getCardBody([]);
  const height = Math.max(body.height, least);
  const status = findings.length > 0 ? 'warning' : null;
  return { id, kind: 'owner', status, x: MARGIN, y, width: parts.ownerWidth, height, texts: body.texts };
}

function getWorkerCard({ id, status }: MapWorker, y: number, parts: Parts): Card {
  const { texts, height } = parts.workers.get(id) ?? getCardBody([]);
  return { id, kind: 'worker', status, x: parts.workerX, y, width: parts.workerWidth, height, texts };
}

/** Workers that nobody is seen to start on the right, findings outside of the picture on the left. */
function listRest(map: WorkerMap, drawn: ReadonlyMap<string, Card>, top: number, parts: Parts): Card[] {
  const cards: Card[] = [];
  let y = top;
  for (const worker of map.workers) {
    if (drawn.has(worker.id)) continue;
    const card = getWorkerCard(worker, y, parts);
    cards.push(card);
    y += card.height + GAP;
  }
  if (!parts.others) return cards;
  const { texts, height } = parts.others;
  const box = { x: MARGIN, y: top, width: parts.ownerWidth, height };
  return [...cards, { id: 'elsewhere', kind: 'other', status: 'warning', ...box, texts }];
}

function getEdge(owner: MapOwner, start: MapStart, card: Card, fromY: number, parts: Parts): Edge {
  return {
    label: parts.labels.get(start) ?? '',
    labelX: parts.labelX,
    fromX: MARGIN + parts.ownerWidth,
    fromY,
    bendX: parts.bendX,
    toX: card.x,
    toY: card.y + PORT,
    status: card.status ?? 'ok',
    tooltip: `${owner.file}:${start.line} starts ${card.texts[0]?.full ?? ''} (${getStartText(start)})`,
  };
}

/** `12 · pool piscina`; where the way may be long, with the file that it leads to. */
function getLabels(starts: readonly MapStart[], files: ReadonlyMap<string, string | null>): Map<MapStart, string> {
  const seen = new Set<string>();
  return new Map(
    starts.map((start) => {
      const text = cutEnd(`${start.line} · ${getStartText(start)}`, LABEL_COLUMNS);
      const name = seen.has(start.worker) ? (files.get(start.worker)?.split('/').at(-1) ?? '') : '';
      seen.add(start.worker);
      return [start, name === '' ? text : `${text} → ${cutMiddle(clean(name), LABEL_COLUMNS - 6)}`];
    }),
  );
}
