import type { Finding } from '../report/findings.ts';
import type { Life } from '../report/types.ts';
import { count } from '../report/wording.ts';
import { escapeHtml } from './escape.ts';

/** So many threads are drawn, and so many findings of each marked. */
const MOST = 200;
const MARKS = 20;
/** A mark's width in per cent of the line on a narrow screen: marks that are nearer stand below each other. */
const MARK = 9;

const TONES: Readonly<Record<string, string>> = {
  asked: 'good',
  forced: 'warning',
  killed: 'error',
  'by an error': 'error',
};

/** A finding where a thread's line has its mark. */
interface Mark {
  readonly finding: Finding;
  readonly at: number;
  /** Of the mark. */
  readonly id: string;
  /** Of the finding's text. */
  readonly target: string;
}

/** The time line of a run and the ways from each finding to its marks. */
export interface TimeLine {
  readonly lines: string[];
  /** Links to the places of a finding; empty when it has none. */
  printPlaces(finding: Finding): string;
}

/** When each thread of a run lived, how it ended, and, marked, how long that took and what was found; empty when there were none. */
export function createTimeLine(lives: readonly Life[] = [], ids: ReadonlyMap<Finding, string>): TimeLine {
  const shown = lives.slice(0, MOST);
  const from = Math.min(...lives.map(({ start }) => start));
  const marks = new Map(shown.map((life, i) => [life, listMarks(life, `life-${i + 1}`, ids)]));
  const to = Math.max(
    ...lives.map(({ start, end }) => end ?? start),
    ...[...marks.values()].flatMap((list) => list.map(({ at }) => at)),
  );
  const place = (at: number): number =>
    Math.round((1000 * Math.min(to, Math.max(from, at) - from)) / Math.max(1, to - from)) / 10;
  const rest = lives.length - shown.length;
  const lines = [
    '<section id="time" aria-labelledby="when">',
    '<h2 id="when">Time line</h2>',
    '<ol class="time">',
    ...shown.map((life) => printRow(life, marks.get(life) ?? [], to, place)),
    '</ol>',
    `<p class="axis note"><span>0</span><span>${to - from} ms</span></p>`,
    ...(rest > 0 ? [`<p class="note">And ${count(rest, 'more worker')}.</p>`] : []),
    '</section>',
  ];
  return {
    lines: lives.length === 0 ? [] : lines,
    printPlaces: (finding) => printPlaces(finding, marks, from),
  };
}

function listMarks(life: Life, id: string, ids: ReadonlyMap<Finding, string>): Mark[] {
  const all = [...ids].flatMap(([finding, target]) =>
    (finding.source.seen ?? [])
      .filter((seen) => seen.life === life.id)
      .map(({ at }, i): Mark => ({ finding, at, target, id: `${id}-${target}${i === 0 ? '' : `-${i + 1}`}` })),
  );
  return all.sort((a, b) => a.at - b.at).slice(0, MARKS);
}

function printRow(life: Life, marks: readonly Mark[], last: number, place: (at: number) => number): string {
  const { name, start, end, how, detail, stopMs } = life;
  const until = end ?? last;
  const stop = `${detail === undefined ? '' : `, ${detail}`}${stopMs === null ? '' : `, in ${stopMs} ms`}`;
  // A crash is marked where it was.
  const marked = stopMs ?? (how === 'by an error' ? 0 : null);
  const bar = (kind: string, at: number): string =>
    `<i class="${kind}" style="left:${place(at)}%;width:${round(place(until) - place(at))}%"></i>`;
  const lanes = getLanes(marks, place);
  return [
    `<li><span class="who">${escapeHtml(name)}</span>`,
    `<span class="track">${bar('life', start)}`,
    marked === null ? '' : bar(`stop ${TONES[how] ?? 'dim'}`, Math.max(start, until - marked)),
    ...lanes.map((lane) => `<span class="lane">${lane.map((mark) => printMark(mark, place(mark.at))).join('')}</span>`),
    `</span><span class="how">${escapeHtml(`${until - start} ms, ${how}${stop}`)}</span></li>`,
  ].join('');
}

/** Marks that would lie on each other go below each other. */
function getLanes(marks: readonly Mark[], place: (at: number) => number): Mark[][] {
  const lanes: Mark[][] = [];
  for (const mark of marks) {
    const free = lanes.find((lane) => place(mark.at) - place((lane.at(-1) as Mark).at) >= MARK);
    if (free) free.push(mark);
    else lanes.push([mark]);
  }
  return lanes;
}

function printMark({ finding, id, target }: Mark, at: number): string {
  const title = escapeHtml(`Finding ${getNumber(target)}: ${finding.message}`);
  // At both ends of the line it stays within.
  return `<a class="seen ${finding.level}" id="${id}" href="#${target}" title="${title}" aria-label="${title}" style="left:${at}%;transform:translateX(-${at}%)">${getNumber(target)}</a>`;
}

function printPlaces(finding: Finding, marks: ReadonlyMap<Life, readonly Mark[]>, from: number): string {
  const links = [...marks].flatMap(([{ name }, list]) =>
    list
      .filter((mark) => mark.finding === finding)
      .map(({ id, at }) => `<a href="#${id}">${escapeHtml(name)} at ${Math.max(0, at - from)} ms</a>`),
  );
  return links.length === 0 ? '' : `<p class="when">On the time line: ${links.join(', ')}</p>`;
}

function getNumber(target: string): string {
  return target.replace(/^\D+/, '');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
