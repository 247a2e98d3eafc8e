import { clean } from '../kit/clean.ts';
import type { WorkerMap } from './model.ts';
import { COLUMN, getLabelWidth, isBadge, LINE, type CardText } from './svg-card.ts';
import { getLayout, MARGIN, type Card, type Edge } from './svg-layout.ts';
import { getStyle } from './svg-style.ts';
import { getTotalsText } from './wording.ts';

const TITLE = 'Who starts which worker';

/** From a line's top to where its letters stand. */
const BASELINE = 14;

/** The map as one SVG file that needs nothing else: no script, no font, no style sheet. */
export function printSvg(map: WorkerMap): string {
  const { width, height, cards, edges } = getLayout(map);
  const totals = escape(getTotalsText(map));
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="graceful-map" ${size} role="img" aria-label="${TITLE}: ${totals}">`,
    `<title>${TITLE}</title>`,
    `<desc>${totals}</desc>`,
    `<style>${getStyle()}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="name" x="${MARGIN}" y="${MARGIN + 12}">${TITLE}</text>`,
    `<text class="dim" x="${MARGIN}" y="${MARGIN + 32}">${totals}</text>`,
    ...getLegend(),
    ...edges.map(printEdge),
    ...cards.map(printCard),
    '</svg>',
  ].join('\n')}\n`;
}

function getLegend(): string[] {
  const entries = [
    ['ok', 'can be stopped'],
    ['warning', 'something is in the way'],
    ['unknown', 'cannot be told'],
  ] as const;
  let x = MARGIN;
  return entries.map(([status, text]) => {
    const at = x;
    x += Math.ceil(text.length * COLUMN) + 44;
    const y = MARGIN + 42;
    const mark = `<rect class="bar ${status}" x="${at}" y="${y}" width="12" height="12" rx="3"/>`;
    return `${mark}<text class="dim" x="${at + 18}" y="${y + 10}">${text}</text>`;
  });
}

function printEdge(edge: Edge): string {
  const { label, labelX, fromX, fromY, bendX, toX, toY, status } = edge;
  const width = getLabelWidth(label);
  const middle = (bendX + toX) / 2;
  const end = toX - 6;
  const bend = fromY === toY ? '' : `H${bendX}C${middle} ${fromY} ${middle} ${toY} ${end - 8} ${toY}`;
  return [
    `<g class="edge"><title>${escape(edge.tooltip)}</title>`,
    `<path class="way ${status}" d="M${fromX} ${fromY}${bend}H${end}"/>`,
    `<path class="tip ${status}" d="M${toX - 8} ${toY - 4}L${toX} ${toY}L${toX - 8} ${toY + 4}Z"/>`,
    `<rect class="label" x="${labelX}" y="${fromY - 10}" width="${width}" height="20" rx="10"/>`,
    `<text x="${labelX + 8}" y="${fromY + 4}">${escape(label)}</text></g>`,
  ].join('');
}

function printCard({ id, kind, status, x, y, width, height, texts }: Card): string {
  const bar = `<rect class="bar ${status}" x="${x}" y="${y + 8}" width="4" height="${height - 16}" rx="2"/>`;
  return [
    `<g class="${kind}" id="${id}"><title>${escape(texts.map(({ full }) => full).join('\n'))}</title>`,
    `<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    ...(status === null ? [] : [bar]),
    ...texts.map((text) => printText({ ...text, x: x + text.x, y: y + text.y })),
    '</g>',
  ].join('\n');
}

function printText({ tone, text, full, x, y, width }: CardText): string {
  const print = (at: number) => `<text class="${tone}" x="${at}" y="${y + BASELINE}">${escape(text)}</text>`;
  if (!isBadge(tone)) return print(x);
  const badge = `<rect class="${tone}-badge" x="${x}" y="${y}" width="${width}" height="${LINE}" rx="6"/>`;
  return `<g><title>${escape(full)}</title>${badge}${print(x + COLUMN)}</g>`;
}

/** For element text and attributes; line breaks stay. */
function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .split('\n')
    .map(clean)
    .join('\n')
    .replace(/[&<>"]/g, (c) => entities[c] ?? c);
}
