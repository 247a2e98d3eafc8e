import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { parse } from '../support/sources.ts';

/** Where a sentence ends and the next begins. */
const BREAK = /(?<=\.)\s+(?=[A-Z'{])/;

describe.each(Object.values(rules))('messages of $name', ({ name, meta }) => {
  const entries = Object.entries(meta.messages);
  const { used, reported, suggested } = getIds(`src/rules/${name}.ts`);

  it.each(entries)('%s is short, ends with a period and commands without wishing', (_, text) => {
    expect(text.length, `${text.length} characters: ${text}`).toBeLessThan(140);
    expect(text).toMatch(/^['A-Z{].*\.$/);
    expect(text).not.toMatch(/\b(?:should|must|please|consider|try to)\b/i);
  });

  it('a report says what is lost, then what cures it', () => {
    const counts = entries.filter(([id]) => reported.has(id)).map(([id, text]) => [id, text.split(BREAK).length]);
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.filter(([, sentences]) => sentences !== 2)).toEqual([]);
  });

  it('a suggestion is one command', () => {
    const offered = entries.filter(([id]) => suggested.has(id) && !reported.has(id));
    expect(offered.filter(([, text]) => text.split(BREAK).length !== 1)).toEqual([]);
  });

  it('each is used', () => {
    expect(entries.map(([id]) => id).filter((id) => !used.has(id))).toEqual([]);
  });
});

interface Ids {
  used: Set<string>;
  /** Beside a `node` or `loc`: a report's. */
  reported: Set<string>;
  /** Beside neither: a suggestion's. */
  suggested: Set<string>;
}

/** The ids that the objects with a `messageId` of a file name, also behind `a ? b : c`. */
function getIds(file: string): Ids {
  const ids: Ids = { used: new Set(), reported: new Set(), suggested: new Set() };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node)) ids.used.add(node.text);
    if (ts.isObjectLiteralExpression(node)) {
      const keys = node.properties.map((property) => property.name?.getText());
      const isReport = keys.includes('node') || keys.includes('loc');
      const id = node.properties[keys.indexOf('messageId')];
      if (id) for (const text of getStrings(id)) (isReport ? ids.reported : ids.suggested).add(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return ids;
}

function getStrings(node: ts.Node): string[] {
  if (ts.isTypeNode(node)) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  const texts: string[] = [];
  ts.forEachChild(node, (child) => {
    texts.push(...getStrings(child));
  });
  return texts;
}
