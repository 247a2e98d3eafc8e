import { WIDTH, type CardLine } from './svg-lines.ts';
import { getColumns } from './width.ts';

/** A line or badge at its place on the card, in pixels from the card's corner. */
export interface CardText extends CardLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface CardBody {
  readonly texts: readonly CardText[];
  readonly width: number;
  readonly height: number;
}

/** A column of text at 12 px: no monospaced font in use is wider than 0.62 of its size. */
export const COLUMN = 7.56;
export const LINE = 20;
const PADDING = 12;
/** Between badges, and above the first of them. */
const GAP = 4;
const ROOM = Math.ceil(WIDTH * COLUMN);

/** Sets a card's text: plain lines below each other, then the badges, as many in a row as fit. */
export function getCardBody(lines: readonly CardLine[]): CardBody {
  const texts: CardText[] = [];
  let x = PADDING;
  let y = PADDING;
  let isInRow = false;
  for (const line of lines) {
    const isNote = isBadge(line.tone);
    const width = Math.ceil((getColumns(line.text) + (isNote ? 2 : 0)) * COLUMN);
    if (isNote && !isInRow) y += GAP;
    if (isInRow && (!isNote || x + width > PADDING + ROOM)) {
      x = PADDING;
      y += LINE + GAP;
    }
    texts.push({ ...line, x, y, width });
    isInRow = isNote;
    if (isNote) x += width + GAP;
    else y += LINE;
  }
  const right = Math.max(0, ...texts.map((text) => text.x + text.width));
  const bottom = Math.max(0, ...texts.map((text) => text.y)) + LINE;
  return { texts, width: right + PADDING, height: bottom + PADDING };
}

export function isBadge(tone: CardLine['tone']): boolean {
  return tone === 'good' || tone === 'bad' || tone === 'doubt';
}

/** The pill of an edge's label. */
export function getLabelWidth(label: string): number {
  return Math.ceil(getColumns(label) * COLUMN) + 16;
}
