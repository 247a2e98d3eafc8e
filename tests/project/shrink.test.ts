import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../support/build.ts';
import { root } from '../support/sources.ts';

interface Shrink {
  readonly dropFacts: () => { transform: { handler: (code: string) => string } };
  readonly nameNodeTypes: (code: string, words?: RegExp) => string;
  readonly WORDS: RegExp;
}

const { dropFacts, nameNodeTypes, WORDS } = (await import(
  pathToFileURL(join(root, 'scripts/shrink.mjs')).href
)) as Shrink;

describe('names of node types', () => {
  it('are replaced where they are values, after the imports', () => {
    expect(nameNodeTypes(`import a from"a";${"b==='CallExpression';".repeat(5)}`)).toBe(
      `import a from"a";var $aa="CallExpression";${'b===$aa;'.repeat(5)}`,
    );
  });

  it('keep their distance from a keyword, and take no name that is there', () => {
    const code = `let $aa=1,o={};${'switch(o.$ab){case`CallExpression`:$aa=2}'.repeat(5)}`;
    expect(nameNodeTypes(code)).toBe(
      `var $ac="CallExpression";let $aa=1,o={};${'switch(o.$ab){case $ac:$aa=2}'.repeat(5)}`,
    );
  });

  it('keep their distance from an operator that is a word', () => {
    expect(nameNodeTypes("'CallExpression'in a;".repeat(5))).toBe(`var $aa="CallExpression";${'$aa in a;'.repeat(5)}`);
  });

  it('are joined by other words where that is asked for, but not where typeof is compared', () => {
    const code = "b==='message';typeof b==='object';".repeat(9);
    expect(nameNodeTypes(code)).toBe(code);
    expect(nameNodeTypes(code, WORDS)).toBe(`var $aa="message";${"b===$aa;typeof b==='object';".repeat(9)}`);
  });

  it.each([
    ['too few to be worth it', "a==='CallExpression';"],
    ['names of properties', "a={'CallExpression':1};".repeat(9)],
    ['parts of the text of a tag', 'a`CallExpression`;'.repeat(9)],
    ['imports', "import'CallExpression';".repeat(9)],
    ['other strings', "a==='call expression';b===' CallExpression';typeof a==='function';".repeat(9)],
  ])('stay as they are: %s', (_, code) => {
    expect(nameNodeTypes(code)).toBe(code);
  });

  it('change nothing that the code does', () => {
    const code = `${"n.push('CallExpression');".repeat(9)}const f=x=>{switch(x){case'CallExpression':return'found';default:return x==='CallExpression'}};n.push(f(n[0]));`;
    const run = (text: string): string[] => {
      const n: string[] = [];
      runInNewContext(text, { n });
      return n;
    };
    expect(nameNodeTypes(code)).not.toBe(code);
    expect(run(nameNodeTypes(code))).toEqual(run(code));
  });
});

describe('facts', () => {
  beforeAll(buildOnce, 120_000);

  it('are cut out of a row wherever they stand', () => {
    const { handler } = dropFacts().transform;
    expect(handler("a = [{ fact: 'x', b: 1 }, { b: 1, fact: `y, }` }, { b: 1, fact: 'z', }];")).toBe(
      'a = [{ b: 1 }, { b: 1, }, { b: 1, }];',
    );
  });

  it('are in the tables, and none of them is in the bundle', () => {
    const folder = join(root, 'src/knowledge');
    const tables = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const facts = tables.flatMap((text) => [...text.matchAll(/\bfact: '([^'\\]{12,})'/g)].map(([, fact = '']) => fact));
    const bundle = readFileSync(join(root, 'dist/plugin.js'), 'utf8');
    expect(facts.length).toBeGreaterThan(50);
    expect(facts.filter((fact) => bundle.includes(fact))).toEqual([]);
  });
});
