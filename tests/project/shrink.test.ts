import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext, Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../support/build.ts';
import { root } from '../support/sources.ts';

interface Shrink {
  readonly dropFacts: () => { transform: { handler: (code: string) => string } };
  readonly makeArrows: (code: string) => string;
  readonly nameNodeTypes: (code: string, words?: RegExp) => string;
  readonly WORDS: RegExp;
}

const { dropFacts, makeArrows, nameNodeTypes, WORDS } = (await import(
  pathToFileURL(join(root, 'scripts/shrink.mjs')).href
)) as Shrink;

describe('names of node types', () => {
  it('are replaced where they are values, after the imports', () => {
    expect(nameNodeTypes(`import a from"a";${"b==='CallExpression';".repeat(5)}`)).toBe(
      `import a from"a";var $a="CallExpression";${'b===$a;'.repeat(5)}`,
    );
  });

  it('keep their distance from a keyword, and take no name that is there', () => {
    const code = `let $a=1,o={};${'switch(o.$b){case`CallExpression`:$a=2}'.repeat(5)}`;
    expect(nameNodeTypes(code)).toBe(`var $c="CallExpression";let $a=1,o={};${'switch(o.$b){case $c:$a=2}'.repeat(5)}`);
  });

  it('keep their distance from an operator that is a word', () => {
    expect(nameNodeTypes("'CallExpression'in a;".repeat(5))).toBe(`var $a="CallExpression";${'$a in a;'.repeat(5)}`);
  });

  it('are joined by other words where that is asked for, but not where typeof is compared', () => {
    const code = "b==='message';typeof b==='object';".repeat(9);
    expect(nameNodeTypes(code)).toBe(code);
    expect(nameNodeTypes(code, WORDS)).toBe(`var $a="message";${"b===$a;typeof b==='object';".repeat(9)}`);
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

  it('the most frequent word gets the shortest name, which is never a keyword', () => {
    const words = Array.from({ length: 3000 }, (_, i) =>
      `Word${'abcdefghij'[i % 10]}${i}`.replace(/\d/g, (d) => 'klmnopqrst'[+d] ?? ''),
    );
    const code = `${words.map((word) => `n.push('${word}');`.repeat(6)).join('')}${"n.push('CallExpression');".repeat(9)}`;
    const named = nameNodeTypes(code);
    expect(named).toContain('var $a="CallExpression"');
    expect(() => new Script(named)).not.toThrow();
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

describe('functions as arrows', () => {
  it.each([
    ['one that returns', 'n(f(2));function f(a){return a+1}', 'var f=a=>a+1;n(f(2));'],
    [
      'several parameters',
      'function f(a,{b}={b:2},...c){return[a,b,c]}n(f(1));',
      'var f=(a,{b}={b:2},...c)=>[a,b,c];n(f(1));',
    ],
    ['an object', 'function f(){return{a:1}}n(f());', 'var f=()=>({a:1});n(f());'],
    ['a list of expressions', 'function f(a){return a++,a}n(f(1));', 'var f=a=>(a++,a);n(f(1));'],
    ['statements', 'function f(a){if(a)return 1;return 2}n(f(0));', 'var f=a=>{if(a)return 1;return 2};n(f(0));'],
    ['what awaits', 'async function f(a){return a}n(typeof f(1).then);', 'var f=async a=>a;n(typeof f(1).then);'],
  ])('%s', (_, code, expected) => {
    const run = (text: string): string => {
      const found: unknown[] = [];
      runInNewContext(text, { n: (value: unknown) => found.push(value) });
      return JSON.stringify(found);
    };
    expect(makeArrows(code)).toBe(expected);
    expect(run(makeArrows(code))).toBe(run(code));
  });

  it.each([
    'function*f(){yield 1}',
    'function f(){return this}',
    'function f(){return arguments.length}',
    'function f(){return new.target}',
    'function F(){}new F;',
    'let a=function(){};',
  ])('not of what would be another thing: %s', (code) => {
    expect(makeArrows(code)).toBe(code);
  });
});
