import { clean } from '../kit/clean.ts';
import type { Finding, MapOwner, MapStart, MapWorker } from './model.ts';
import { isAsked } from './stop-request.ts';
import { cutEnd, cutMiddle } from './width.ts';
import { count, getAskText, getNoAskText, getWorkerName } from './wording.ts';

/** A line of text on a card; a tone other than `title` and `dim` makes it a badge. */
export interface CardLine {
  readonly tone: 'title' | 'dim' | 'good' | 'bad' | 'doubt';
  readonly text: string;
  /** The text before it was cut to the card's width. */
  readonly full: string;
}

/** The most that fits on a card, in columns of the font. */
export const WIDTH = 46;
// The tooltip tells the rest.
const MOST_RULES = 4;
const MOST_ASKS = 3;
const MOST_FILES = 12;

export function getOwnerLines({ file, isWorker, starts, findings }: MapOwner): CardLine[] {
  const role = isWorker ? 'runs in a worker itself, ' : '';
  return [
    getTitle(clean(file)),
    getLine('dim', `${role}${count(starts.length, 'start')}`),
    ...getRuleLines(findings, file),
  ];
}

/** @param starts those that start it */
export function getWorkerLines(worker: MapWorker, starts: readonly MapStart[]): CardLine[] {
  const { file, kinds, inside, listens, findings } = worker;
  const facts = [
    ...(kinds.length === 0 ? ['not seen to be started'] : []),
    ...(inside.length > 0 ? [`runs ${count(inside.length, 'more file')}`] : []),
    ...(listens === false && starts.some(isAsked) ? ['listens to no messages'] : []),
  ];
  return [
    getTitle(getWorkerName(worker)),
    ...(facts.length > 0 ? [getLine('dim', facts.join(', '))] : []),
    ...getAskLines(starts),
    ...getRuleLines(findings, file),
  ];
}

/** Findings outside of the picture, by file. */
export function getOtherLines(findings: readonly Finding[]): CardLine[] {
  const files = [...new Set(findings.map(({ file }) => file))];
  const lines = files.map((file): CardLine => {
    const times = findings.filter((finding) => finding.file === file).length;
    const text = `${cutMiddle(clean(file), WIDTH - 8)} ×${times}`;
    return { tone: 'bad', text, full: `${clean(file)}: ${count(times, 'finding')}` };
  });
  return [getLine('title', 'in other files'), ...limit(lines, MOST_FILES, 'file')];
}

function getAskLines(starts: readonly MapStart[]): CardLine[] {
  const tones = { heard: 'good', unheard: 'bad', unknown: 'doubt', other: 'doubt' } as const;
  const asks = starts.flatMap((start) => start.asks);
  const lines = asks.map((ask) => getLine(tones[ask.hearing], getAskText(ask)));
  const none = asks.length > 0 ? null : (starts.map(getNoAskText).find((text) => text !== null) ?? null);
  const once = lines.filter(({ full }, i) => lines.findIndex((line) => line.full === full) === i);
  return none === null ? limit(once, MOST_ASKS, 'message') : [getLine('doubt', none)];
}

/** One line a rule and file: `no-unstoppable-loop 12, 40`. */
function getRuleLines(findings: readonly Finding[], home: string | null): CardLine[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule}\n${finding.file}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const lines = [...groups.values()].map((group): CardLine => {
    const [{ rule, file }] = group as [Finding];
    const place = file === home ? '' : ` ${clean(file)}`;
    const numbers = group.map(({ line }) => line).join(', ');
    const full = group.map(({ line, message }) => `${clean(rule)}${place}:${line} ${clean(message)}`).join('\n');
    const short = cutEnd(`${clean(rule)} ${numbers}`, WIDTH - 2);
    // The path gets the room that rule and lines leave it.
    const room = WIDTH - 3 - [...short].length;
    return { tone: 'bad', text: place !== '' && room > 8 ? `${short} ${cutMiddle(place.trim(), room)}` : short, full };
  });
  return limit(lines, MOST_RULES, 'rule');
}

function limit(lines: readonly CardLine[], most: number, noun: string): CardLine[] {
  if (lines.length <= most) return [...lines];
  const rest = lines.slice(most - 1);
  const tone = rest.some((line) => line.tone === 'bad') ? 'bad' : 'doubt';
  const full = rest.map((line) => line.full).join('\n');
  return [...lines.slice(0, most - 1), { tone, text: `and ${count(rest.length, `more ${noun}`)}`, full }];
}

function getTitle(text: string): CardLine {
  return { tone: 'title', text: cutMiddle(text, WIDTH), full: text };
}

function getLine(tone: CardLine['tone'], text: string): CardLine {
  return { tone, text: cutEnd(text, WIDTH - 2), full: text };
}
