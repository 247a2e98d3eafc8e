import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { rules } from '../../src/rules/index.ts';
import { makeProject, useCli } from '../support/cli.ts';
import { readBlocks, type Block } from '../support/page-blocks.ts';
import { runRule } from '../support/run-rule.ts';
import { listFiles, read } from '../support/sources.ts';

/** What everybody reads, then what some look up; tables and measurements come last. */
const READ = ['## Rule details', '### Bad', '### Good', '## Fixes', '## Suggestions', '## When not to use it'];
const LOOKED_UP = ['## Not reported', '## Options'];
const OPTIONAL = ['## Fixes', '## Suggestions', '## Not reported'];
const MOST_WORDS = 620;
const all = Object.values(rules);

describe.each(all)('the page of $name', (rule) => {
  const page = `rules-docs/${rule.name}.md`;

  it('has its sections, in their order', () => {
    const headings = listHeadings(page);
    const wanted = [...READ, ...LOOKED_UP].filter((one) => !OPTIONAL.includes(one) || headings.includes(one));
    expect(headings.slice(0, wanted.length)).toEqual(wanted);
  });

  it('is short, and has no table, down to what not to use it for', () => {
    const [, text = ''] = read(page).split('<!-- /header -->\n');
    const end = text.indexOf('\n## ', text.indexOf('## When not to use it'));
    const above = text.slice(0, end);
    expect(above.split(/\s+/).length).toBeLessThan(MOST_WORDS);
    expect(above).not.toMatch(/^\|/m);
  });

  it('explains each option under Options', () => {
    const options =
      read(page)
        .split(/^## Options$/m)[1]
        ?.split(/^## /m)[0] ?? '';
    const [schema] = rule.meta.schema as unknown as { properties?: object }[];
    expect(Object.keys(schema?.properties ?? {}).filter((option) => !options.includes(`\`${option}\``))).toEqual([]);
  });

  it('has a bad and a good example', () => {
    const verdicts = readBlocks(page).map(({ verdict }) => verdict);
    expect(verdicts).toContain('bad');
    expect(verdicts).toContain('good');
  });

  it('every bad example is reported', () => {
    const bad = readBlocks(page).filter(({ verdict }) => verdict === 'bad');
    expect(bad.filter((block) => lint(rule, block).length === 0).map(show)).toEqual([]);
  });

  it('no good example is reported, by this rule or by another', () => {
    const reports = readBlocks(page)
      .filter(({ verdict }) => verdict === 'good')
      .flatMap((block) => all.flatMap((any) => lint(any, block).map((found) => ({ block, found }))))
      .map(({ block, found }) => `${page}:${block.line + found.line - 1} ${found.message}`);
    expect(reports).toEqual([]);
  });
});

useCli();

describe('examples', () => {
  const lintFile = (file: string): string[] =>
    all.flatMap((rule) => runRule(rule, { name: file, code: '', filename: file }, read(file)).map(() => rule.name));

  it('the bad one shows each rule at work', () => {
    const found = new Set(listFiles('examples/bad', 'js').flatMap(lintFile));
    const shown = all.filter(hasEdits).map(({ name }) => name);
    expect(shown.filter((name) => !found.has(name))).toEqual([]);
  });

  it('nothing is reported in the good one', () => {
    expect(listFiles('examples/good', 'js').filter((file) => lintFile(file).length > 0)).toEqual([]);
  });
});

function hasEdits({ meta }: Rule): boolean {
  return meta.fixable !== undefined || meta.hasSuggestions === true;
}

const roots = new Map<string, string>();

/**
 * A block is the one file of its project, as a reader would try it, and sets options as a user does: by an
 * `eslint graceful/x: [...]` comment of its own.
 */
function lint(rule: Rule, { page, language, code }: Block): ReturnType<typeof runRule> {
  const filename = `src/main.${language}`;
  const key = `${filename} ${code}`;
  const root = roots.get(key) ?? makeProject({ 'package.json': '{}', [filename]: code });
  roots.set(key, root);
  return runRule(rule, { name: page, code, filename }, code, root);
}

/** Outside of code; not those of single options. */
function listHeadings(page: string): string[] {
  const text = read(page).replace(/^```[^]*?^```/gm, '');
  return (text.match(/^###? .*$/gm) ?? []).filter((line) => !line.startsWith('### `'));
}

function show({ page, line }: Block): string {
  return `${page}:${line}`;
}
