import { describe, expect, it } from 'vitest';
import { getMap, type WorkerMap } from '../../src/map/model.ts';
import { printSvg } from '../../src/map/svg.ts';
import { finding, makeIndex, makeLarge, makeSmall, message, start } from '../support/sample-index.ts';
import { listElements, parseXml, type Element } from '../support/xml.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of fonts in use the widest monospaced one takes 0.62 of its size for a letter, twice that for a wide one. */
const LETTER = 12 * 0.62;

const samples: [string, () => WorkerMap][] = [
  ['3 workers', () => draw(makeSmall())],
  ['40 workers', () => draw(makeLarge())],
  ['nothing', () => getMap(makeIndex([]), [])],
  ['findings alone', () => getMap(makeIndex([]), makeSmall().findings)],
  ['wide letters', () => getMap(makeIndex([start('深い/深い/深い.ts:1', `${'深い/'.repeat(30)}😀.ts`)]), [])],
  ['many starts of one worker', () => getMap(makeIndex([1, 2, 3, 4].map((line) => start(`a.ts:${line}`, 'w.ts'))), [])],
  ['one worker with much to say', getBusy],
];

describe('map as SVG', () => {
  it.each(samples)('is well-formed and needs nothing from outside: %s', (_, make) => {
    const svg = printSvg(make());
    const root = parseXml(svg);
    expect(root.name).toBe('svg');
    const names = [...listElements(root)].map(({ name }) => name);
    expect(names.filter((name) => /^(?:script|image|foreignObject|a|use)$/.test(name))).toEqual([]);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|@import|\son\w+=/);
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
  });

  it.each(samples)('shows each owner and worker once: %s', (_, make) => {
    const map = make();
    const groups = [...listElements(parseXml(printSvg(map)))].filter(({ name }) => name === 'g');
    const ids = groups.flatMap(({ attributes }) => attributes['id'] ?? []).filter((id) => id !== 'elsewhere');
    expect(ids.sort()).toEqual([...map.owners, ...map.workers].map(({ id }) => id).sort());
    const edges = groups.filter(({ attributes }) => attributes['class'] === 'edge');
    expect(edges).toHaveLength(map.owners.flatMap(({ starts }) => starts).length);
  });

  it.each(samples)('lets no two boxes overlap: %s', (_, make) => {
    const elements = [...listElements(parseXml(printSvg(make())))];
    const ofClass = (pattern: RegExp): Box[] =>
      elements.filter(({ name, attributes }) => name === 'rect' && pattern.test(attributes['class'] ?? '')).map(getBox);
    expect(findOverlap([...ofClass(/^card$/), ...ofClass(/^label$/)])).toBeNull();
    expect(findOverlap(ofClass(/-badge$/))).toBeNull();
  });

  it.each(samples)('keeps each text apart from the others, in its box and in the picture: %s', (_, make) => {
    const root = parseXml(printSvg(make()));
    const elements = [...listElements(root)];
    const texts = elements.filter(({ name }) => name === 'text').map(getTextBox);
    const [, , width = 0, height = 0] = (root.attributes['viewBox'] ?? '').split(' ').map(Number);
    expect(findOverlap(texts)).toBeNull();
    expect(texts.filter((box) => box.x + box.width > width || box.y + box.height > height)).toEqual([]);
    const cards = elements.filter(({ attributes }) => /^(?:owner|worker|other)$/.test(attributes['class'] ?? ''));
    for (const card of cards) {
      const inside = [...listElements(card)];
      const outer = getBox(inside.find(({ attributes }) => attributes['class'] === 'card') as Element);
      const boxes = inside.filter(({ name }) => name === 'text').map(getTextBox);
      expect(boxes.filter((box) => !contains(outer, box))).toEqual([]);
    }
  });

  it('labels edges with line and kind, and badges what is wrong', () => {
    const texts = getTexts(draw(makeSmall()));
    expect(texts).toEqual(expect.arrayContaining(['8 · worker', '31 · pool piscina']));
    expect(texts).toEqual(expect.arrayContaining(['no-unstoppable-loop 34, 50', "does not hear 'shutdown'"]));
    expect(texts).toEqual(expect.arrayContaining(['runs 1 more file', 'src/poll.ts ×1']));
  });

  it('says where a way leads that ends at a worker drawn further up', () => {
    const map = getMap(makeIndex([start('a.ts:1', 'src/w.ts'), start('b.ts:5', 'src/w.ts')]), []);
    expect(getTexts(map)).toEqual(expect.arrayContaining(['1 · worker', '5 · worker → w.ts']));
  });

  it('tells in titles what does not fit', () => {
    const titles = [...listElements(parseXml(printSvg(getBusy())))].filter(({ name }) => name === 'title');
    const told = titles.map(({ text }) => text).join('\n');
    for (const rule of ['rule-a', 'rule-f']) expect(told).toContain(`${rule}:`);
    expect(told).toContain('a "quoted" <b> & more');
  });
});

function draw({ index, findings }: ReturnType<typeof makeSmall>): WorkerMap {
  return getMap(index, findings);
}

/** More rules and messages than a card has room for. */
function getBusy(): WorkerMap {
  const posts = ['stop', 'close', 'exit', 'quit', 'abort'].map((value) => message(value, 'type'));
  const rules = ['rule-a', 'rule-b', 'rule-c', 'rule-d', 'rule-e', 'rule-f'];
  const lines = Array.from({ length: 12 }, (_, i) => 100 + i);
  const findings = rules.flatMap((rule) => lines.map((line) => finding(`w.ts:${line}`, rule, 'a "quoted" <b> & more')));
  return getMap(makeIndex([start('a.ts:1', 'w.ts', { posts })]), findings);
}

function getTexts(map: WorkerMap): string[] {
  return [...listElements(parseXml(printSvg(map)))].filter(({ name }) => name === 'text').map(({ text }) => text);
}

function getBox({ attributes }: Element): Box {
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) => Number(attributes[name]));
  return { x, y, width, height };
}

function getTextBox(element: Element): Box {
  const { x, y } = getBox({ ...element, attributes: { ...element.attributes, width: '0', height: '0' } });
  const size = element.attributes['class'] === 'name' ? 16 : 12;
  let width = 0;
  for (const c of element.text) width += isWide(c) ? LETTER * 2 : LETTER;
  return { x, y: y - size * 0.8, width: (width * size) / 12, height: size };
}

function isWide(c: string): boolean {
  return /[\u{2E80}-\u{9FFF}]|\p{Emoji_Presentation}/u.test(c);
}

function findOverlap(boxes: readonly Box[]): [Box, Box] | null {
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x;
      const isBelow = a.y + a.height <= b.y || b.y + b.height <= a.y;
      if (!isBeside && !isBelow) return [a, b];
    }
  }
  return null;
}

function contains(outer: Box, { x, y, width, height }: Box): boolean {
  const isAcross = x >= outer.x && x + width <= outer.x + outer.width;
  return isAcross && y >= outer.y && y + height <= outer.y + outer.height;
}
