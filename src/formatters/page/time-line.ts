import type { Life } from '../report/types.ts';
import { count } from '../report/wording.ts';
import { escapeHtml } from './escape.ts';

/** In pixels. */
const ROW = 24;
const NAMES = 230;
const BARS = 640;
const ENDS = 330;
/** Names are cut to so many characters, and so many workers are drawn. */
const NAME = 30;
const MOST = 200;

const TONES: Readonly<Record<string, string>> = {
  asked: 'good',
  forced: 'warning',
  killed: 'error',
  'by an error': 'error',
};

/** When each worker of a run lived, how it ended, and, marked, how long that took; nothing when there were none. */
export function printTimeLine(lives: readonly Life[] = []): string[] {
  if (lives.length === 0) return [];
  const from = Math.min(...lives.map(({ start }) => start));
  const to = Math.max(...lives.map(({ start, end }) => end ?? start));
  const shown = lives.slice(0, MOST);
  const [width, height] = [NAMES + BARS + ENDS, (shown.length + 1) * ROW];
  const place = (at: number): number => Math.round(NAMES + (BARS * (at - from)) / Math.max(1, to - from));
  const rest = lives.length - shown.length;
  return [
    '<section id="time" aria-labelledby="when">',
    '<h2 id="when">Time line</h2>',
    `<div class="map" tabindex="0" role="region" aria-labelledby="when"><svg class="time" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...shown.map((life, i) => printRow(life, i * ROW, to, place)),
    `<text class="dim" x="${NAMES}" y="${height - 8}">0</text><text class="dim" x="${NAMES + BARS}" y="${height - 8}">${to - from} ms</text>`,
    '</svg></div>',
    ...(rest > 0 ? [`<p class="note">And ${count(rest, 'more worker')}.</p>`] : []),
    '</section>',
  ];
}

function printRow(life: Life, y: number, last: number, place: (at: number) => number): string {
  const { name, start, end, how, detail, stopMs } = life;
  const until = end ?? last;
  const stop = `${detail === undefined ? '' : ` ${detail}`}${stopMs === null ? '' : `, in ${stopMs} ms`}`;
  // A crash is marked where it was.
  const marked = stopMs ?? (how === 'by an error' ? 0 : null);
  const bar = (kind: string, from: number): string =>
    `<rect class="${kind}" x="${place(from)}" y="${y + 6}" width="${Math.max(2, place(until) - place(from))}" height="${ROW - 10}" rx="3"/>`;
  return [
    `<g><title>${escapeHtml(`${name}: ${until - start} ms, ${how}${stop}`)}</title>`,
    `<text x="8" y="${y + 17}">${escapeHtml(name.length > NAME ? `…${name.slice(1 - NAME)}` : name)}</text>`,
    bar('life', start),
    marked === null ? '' : bar(TONES[how] ?? 'dim', Math.max(start, until - marked)),
    `<text class="dim" x="${place(until) + 6}" y="${y + 17}">${escapeHtml(`${how}${stop}`)}</text></g>`,
  ].join('');
}
