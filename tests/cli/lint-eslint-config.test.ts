import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, install, makeProject, SAMPLES, useCli } from '../support/cli.ts';

const CONFIG = (entries: string): string =>
  `import graceful from 'eslint-plugin-graceful';\nexport default [${entries}];\n`;
interface Result {
  filePath: string;
  messages: { severity: number; ruleId: string }[];
}

const LOOP = 'export function work(next) {\n  while (true) next();\n}\n';

describe('graceful lint in a project whose ESLint config has the plugin', () => {
  useCli();

  const lint = (files: Record<string, string>, ...args: string[]) => {
    const cwd = makeProject({ 'package.json': '{ "type": "module" }', ...files });
    const main = install(cwd, { eslint: 'eslint' });
    const { code, stdout, stderr } = graceful(cwd, ['lint', '--format', 'json', ...args], { main });
    const results = (stdout === '' ? [] : JSON.parse(stdout)) as Result[];
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map((m) => `${relative(cwd, filePath)} ${m.severity === 1 ? 'warn' : 'error'} ${m.ruleId}`),
    );
    return { code, stderr, found };
  };
  const find = (files: Record<string, string>, ...args: string[]): string[] => lint(files, ...args).found;

  it.each<[string, string, string[], string[]]>([
    [
      'its levels, by path',
      `graceful.configs.recommended, { files: ['old/**'], rules: { 'graceful/no-abrupt-terminate': 'warn' } }, { files: ['none/**'], rules: { 'graceful/no-abrupt-terminate': 'off' } }`,
      [],
      ['new/a.js error graceful/no-abrupt-terminate', 'old/a.js warn graceful/no-abrupt-terminate'],
    ],
    [
      'the levels of a preset that is named, all the same',
      `graceful.configs.recommended, { rules: { 'graceful/no-abrupt-terminate': 'off' } }`,
      ['--preset', 'recommended'],
      [
        'new/a.js error graceful/no-abrupt-terminate',
        'none/a.js error graceful/no-abrupt-terminate',
        'old/a.js error graceful/no-abrupt-terminate',
      ],
    ],
    [
      'another name of the plugin, an array in the array, a promise',
      `[{ plugins: { stops: graceful } }], Promise.resolve([{ ignores: ['new/**'], rules: { 'stops/no-abrupt-terminate': 0 } }])`,
      [],
      ['new/a.js error graceful/no-abrupt-terminate'],
    ],
    [
      'only what is of ours',
      `{ plugins: { graceful }, rules: { 'other/rule': 'error', 'graceful/gone': 'error', semi: 'error', 'graceful/no-abrupt-terminate': 'off' } }`,
      [],
      [],
    ],
  ])('takes %s', (_, entries, args, expected) => {
    const files = { 'new/a.js': SAMPLES.kill, 'old/a.js': SAMPLES.kill, 'none/a.js': SAMPLES.kill };
    expect(find({ 'eslint.config.js': CONFIG(entries), ...files }, ...args)).toEqual(expected);
  });

  it('takes settings and options, each for its files', () => {
    const entries = `graceful.configs.recommended,
      { settings: { graceful: { workers: ['src/**'] } } },
      { files: ['src/fast/**'], settings: { graceful: { workers: [] } } }`;
    // Which of them is linted first is the system's choice: with many, it is one of these.
    const fast = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`src/fast/${i}.js`, LOOP]));
    const files = { ...fast, 'src/work.js': LOOP, 'b.js': LOOP };
    expect(find({ 'eslint.config.js': CONFIG(entries), ...files })).toEqual([
      'src/work.js error graceful/no-unstoppable-loop',
    ]);
  });

  it('keeps the options of the config for a rule that is named', () => {
    const pause = SAMPLES.sleep;
    const config = CONFIG(
      `{ plugins: { graceful }, rules: { 'graceful/prefer-interruptible-wait': ['error', { minMs: 3600000 }] } }`,
    );
    const args = ['--rule', 'prefer-interruptible-wait'];
    expect(find({ 'a.js': pause }, ...args)).toEqual(['a.js error graceful/prefer-interruptible-wait']);
    expect(find({ 'eslint.config.js': config, 'a.js': pause }, ...args)).toEqual([]);
  });

  it('says so when the config cannot be loaded, and goes on without', () => {
    const config =
      "import graceful from 'eslint-plugin-graceful';\nimport 'not-installed';\nexport default [graceful];\n";
    const { code, stderr } = lint({ 'eslint.config.js': config, 'a.js': SAMPLES.kill });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^graceful: eslint\.config\.js cannot be loaded, its settings are not used: Cannot find package 'not-installed'/,
    );
  });

  it('says so once when a CommonJS package of the config throws', () => {
    const { code, stderr } = lint({
      'node_modules/old/package.json': '{ "name": "old", "main": "index.js" }',
      'node_modules/old/index.js': "throw new Error('too old');\n",
      'eslint.config.js': "import graceful from 'eslint-plugin-graceful';\nimport 'old';\nexport default [graceful];\n",
      'a.js': SAMPLES.kill,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^graceful: eslint\.config\.js cannot be loaded, .*: too old\ngraceful: \d files, 1 finding\n$/,
    );
  });

  it('loads no config that has nothing of ours', () => {
    const config = "throw new Error('loaded');\n";
    expect(lint({ 'eslint.config.js': config, 'a.js': SAMPLES.clean }).stderr).toBe('graceful: 2 files, no findings\n');
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'package.json',
      { 'package.json': '{ "graceful": { "helper": "./src/stop.js" } }' },
      "/package.json: graceful.helper names no file: './src/stop.js'",
    ],
    [
      'the config',
      {
        'eslint.config.js': CONFIG("graceful.configs.recommended, { settings: { graceful: { helper: './stop.ts' } } }"),
      },
      "eslint.config.js: graceful.helper names no file: './stop.ts'",
    ],
    [
      'the config, wrongly',
      { 'eslint.config.js': CONFIG('graceful.configs.recommended, { settings: { graceful: { helpers: 1 } } }') },
      'eslint.config.js: graceful.helpers is unknown. Known keys: workers, jobs, pools, sleeps, helper.',
    ],
  ])('stops with one line for a setting of %s that cannot be', (_, files, line) => {
    const { code, stderr } = lint({ ...files, 'a.js': SAMPLES.kill });
    expect(code).toBe(2);
    expect(stderr.split('\n')).toEqual([expect.stringContaining(line), '']);
  });
});
