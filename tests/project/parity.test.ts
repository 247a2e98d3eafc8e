import { describe, expect, it } from 'vitest';
import { createConfigs } from '../../src/configs.ts';
import type { Rule } from '../../src/kit/create-rule.ts';
import { rules } from '../../src/rules/index.ts';
import { listFiles, read } from '../support/sources.ts';

const all = Object.values(rules);
const files = getNames('src/rules', '.ts').filter((name) => name !== 'index');
const presets = createConfigs({} as never, rules);

describe('the rule files are the only list of rules', () => {
  it.each([
    ['the index', Object.keys(rules)],
    ['names in the rules', all.map(({ name }) => name)],
    ['tests/rules', [...new Set(getNames('tests/rules', '.test.ts').map(getRuleOfTest))]],
    [
      'pages in rules-docs',
      getNames('rules-docs', '.md').filter(
        (name) => !/^(?:README|ci|command-line|faq|pools|run-time|worker-code|guide-.*)$/.test(name),
      ),
    ],
    ['the preset all', getRuleNames(presets.all)],
    ['the table in README.md', getTableNames()],
  ])('%s', (_, names) => {
    expect({ missing: without(files, names), extra: without(names, files) }).toEqual({ missing: [], extra: [] });
  });
});

/** A long test is split: `no-x-edits.test.ts` is a test of `no-x`. */
function getRuleOfTest(name: string): string {
  return files.find((rule) => name === rule || name.startsWith(`${rule}-`)) ?? name;
}

describe('presets', () => {
  it('recommended is part of strict', () => {
    expect(without(getRuleNames(presets.recommended), getRuleNames(presets.strict))).toEqual([]);
  });

  it('recommended holds the rules whose meta says so, without options', () => {
    const wanted = all.filter(({ meta }) => meta.docs?.recommended === 'recommended').map(({ name }) => name);
    expect(presets.recommended.rules).toEqual(Object.fromEntries(wanted.map((name) => [`graceful/${name}`, 'error'])));
  });

  it('strict turns on the options of meta.docs.strict', () => {
    for (const { name, meta } of all.filter((rule) => rule.meta.docs?.recommended)) {
      const { strict } = meta.docs ?? {};
      expect(presets.strict.rules[`graceful/${name}`]).toEqual(strict ? ['error', strict] : 'error');
    }
  });
});

describe.each(Object.entries(presets))('oxlint/%s.json', (name, { rules: wanted }) => {
  it('is the preset for oxlint', () => {
    expect(JSON.parse(read(`oxlint/${name}.json`))).toEqual({ jsPlugins: ['eslint-plugin-graceful'], rules: wanted });
  });
});

describe.each(all)('meta of $name', ({ name, meta }) => {
  it('gives the address of its page', () => {
    expect(meta.docs?.url).toMatch(new RegExp(`/rules-docs/${name}\\.md$`));
  });

  it('says what it does in a phrase that a sentence can begin with', () => {
    expect(meta.docs?.description).toMatch(/^(?:disallow|enforce|prefer|require) [^A-Z].*[^.]$/);
  });

  it('describes each option and gives each a default', () => {
    const [schema] = meta.schema as unknown as { properties?: Record<string, { description?: string }> }[];
    const defaults = getDefaults(meta);
    for (const [option, { description }] of Object.entries(schema?.properties ?? {})) {
      expect(description, option).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(defaults)).toContain(option);
    }
  });

  it('sets only options that there are in strict', () => {
    expect(without(Object.keys(meta.docs?.strict ?? {}), Object.keys(getDefaults(meta)))).toEqual([]);
  });
});

function getDefaults(meta: Rule['meta']): object {
  return meta.defaultOptions?.[0] ?? {};
}

function getNames(folder: string, ending: string): string[] {
  return listFiles(folder, ending).map((file) => file.slice(folder.length + 1, -ending.length));
}

function getRuleNames(config: { rules: object }): string[] {
  return Object.keys(config.rules).map((id) => id.replace('graceful/', ''));
}

function getTableNames(): string[] {
  const table = /<!-- rules -->([^]*?)<!-- \/rules -->/.exec(read('README.md'))?.[1] ?? '';
  return [...table.matchAll(/^\| \[([\w-]+)\]/gm)].map((match) => match[1] as string);
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
