import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { rules } from '../../src/rules/index.ts';
import { makeProject, useCli } from '../support/cli.ts';
import { readBlocks, type Block } from '../support/page-blocks.ts';
import { runRule } from '../support/run-rule.ts';
import { listFiles, read } from '../support/sources.ts';

const SECTIONS = ['## Rule details', '### Bad', '### Good', '## Options', '## When not to use it'];
const all = Object.values(rules);

describe.each(all)('the page of $name', (rule) => {
  const page = `rules-docs/${rule.name}.md`;

  it('has its sections, in their order', () => {
    const headings = read(page)
      .split('\n')
      .filter((line) => SECTIONS.includes(line));
    expect(headings).toEqual(SECTIONS);
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

function show({ page, line }: Block): string {
  return `${page}:${line}`;
}
