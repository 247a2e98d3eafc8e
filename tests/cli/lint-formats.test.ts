import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/formatters/index.ts';
import { graceful, makeProject, ROOT, SAMPLES, useCli } from '../support/cli.ts';
import { checkSarif, type Log } from '../support/sarif.ts';
import { listElements, parseXml } from '../support/xml.ts';

describe('graceful lint --format', () => {
  useCli();

  it.each(FORMATS)('%s reports the finding with its file, and its rule', (format) => {
    const cwd = makeProject({ 'package.json': '{}', 'src/pool.js': SAMPLES.kill });
    const { code, stdout } = graceful(cwd, ['lint', '--format', format]);
    expect(code).toBe(1);
    expect(stdout).toContain('src/pool.js');
    expect(stdout).toContain('graceful/no-abrupt-terminate');
  });

  it('sarif and markdown know the pages of the rules', () => {
    const cwd = makeProject({ 'pool.js': SAMPLES.kill });
    const log = JSON.parse(graceful(cwd, ['lint', '-f', 'sarif']).stdout) as Log;
    checkSarif(log);
    const page =
      'https://github.com/eslint-plugin-graceful/eslint-plugin-graceful/blob/main/rules-docs/no-abrupt-terminate.md';
    expect(log.runs[0].tool.driver.rules).toMatchObject([{ id: 'graceful/no-abrupt-terminate', helpUri: page }]);
    expect(graceful(cwd, ['lint', '-f', 'markdown']).stdout).toContain(`[graceful/no-abrupt-terminate](${page}) | 1 |`);
  });

  it("takes ESLint's formatters by name, and any by its path from the working folder", () => {
    const formatter = 'export default (results, { cwd }) => `${results.length} in ${cwd}`;\n';
    const cwd = makeProject({ 'package.json': '{}', 'src/a.js': SAMPLES.clean, 'src/f.mjs': formatter });
    const named = graceful(cwd, ['lint', '--format', 'json-with-metadata', 'src/a.js']).stdout;
    expect(JSON.parse(named)).toMatchObject({ results: [{ messages: [] }] });
    expect(graceful(join(cwd, 'src'), ['lint', '--format', './f.mjs', 'a.js']).stdout).toBe(`1 in ${cwd}\n`);
  });

  it.each(['nope', './nope.mjs'])('says that formatter %s is not there', (name) => {
    const { code, stdout, stderr } = graceful(makeProject({ 'a.js': SAMPLES.clean }), ['lint', '--format', name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`graceful: cannot load formatter "${name}": not found\n`);
  });

  it('html draws job processors that are functions, at their lines after a fix', () => {
    const job = "import { Worker as Jobs } from 'bullmq';\nnew Jobs('mail', async (job) => job.data);\n";
    const settings = '{ "graceful": { "helper": "./stop-worker.js" } }';
    const cwd = makeProject({
      'package.json': settings,
      'a.js': `${SAMPLES.kill}${job}`,
      'job.js': SAMPLES.clean,
      'stop-worker.js': '',
    });
    const { code, stdout } = graceful(cwd, ['lint', '--format', 'html', '--fix']);
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'a.js'), 'utf8').split('\n')[7]).toMatch(/^new Jobs/);
    expect(stdout).toContain('<title>a.js:8 starts a.js (job bullmq)</title>');
    expect(stdout.match(/\(job bullmq\)/g)).toHaveLength(1);
  });

  it('escapes the name of a file in every format', () => {
    const cwd = makeProject({ 'a<b>&"\'`|%,:#?.js': SAMPLES.kill });
    const print = (format: string): string => graceful(cwd, ['lint', '--format', format]).stdout;
    expect(print('github')).toContain('file=a<b>&"\'`|%25%2C%3A#?.js,');
    expect(print('sarif')).toContain(`"uri": "a%3Cb%3E%26%22'%60%7C%25%2C%3A%23%3F.js"`);
    for (const format of ['junit', 'checkstyle']) {
      const names = [...listElements(parseXml(print(format)))].map(({ attributes }) => attributes['name']);
      expect(names).toContain('a<b>&"\'`|%,:#?.js');
    }
  });
});

describe('the page about CI', () => {
  useCli();
  const page = readFileSync(join(ROOT, 'rules-docs/ci.md'), 'utf8');

  it('names every format, as does the help', () => {
    const help = graceful(makeProject({}), ['lint', '--help']).stdout;
    for (const format of FORMATS) {
      expect(page).toContain(`| \`${format}\` |`);
      expect(help).toMatch(new RegExp(`\\b${format}\\b`));
    }
  });

  it('has CI commands that work, and write what the job then takes', () => {
    const commands = [...page.matchAll(/^ +- (?:run: )?npx graceful (lint .*)$/gm)].map(([, command = '']) => command);
    expect(commands).toHaveLength(2);
    const cwd = makeProject({ 'package.json': '{}', 'src/pool.js': SAMPLES.kill });
    for (const command of commands) {
      const args = command.replace('"$GITHUB_STEP_SUMMARY"', 'summary.md').split(' ');
      expect(graceful(cwd, args).code).toBe(1);
    }
    const written = ['gl-code-quality-report.json', 'graceful.xml', 'package.json', 'src', 'summary.md'];
    expect(readdirSync(cwd).sort()).toEqual(written);
    for (const file of written.slice(0, 2)) expect(page).toMatch(new RegExp(`(?:codequality|junit): ${file}`));
    expect(page).toContain('`--report sarif=graceful.sarif`');
    expect(page).toContain('sarif_file: graceful.sarif');
  });
});

describe('graceful lint --output-file and --report', () => {
  useCli();

  it('writes the report to a file and says so', () => {
    const cwd = makeProject({ 'pool.js': SAMPLES.kill });
    const { stdout } = graceful(cwd, ['lint', '-f', 'checkstyle']);
    const outcome = graceful(cwd, ['lint', '-f', 'checkstyle', '-o', 'out.xml']);
    expect(outcome).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('graceful: wrote out.xml\n'),
    });
    expect(readFileSync(join(cwd, 'out.xml'), 'utf8')).toBe(stdout);
    expect(readdirSync(cwd).sort()).toEqual(['out.xml', 'pool.js']);
  });

  it('writes further reports of the same run', () => {
    const cwd = makeProject({ 'pool.js': SAMPLES.kill });
    const reports = ['--report', 'sarif=a.sarif', '--report', 'markdown=a=b.md'];
    const { code, stdout } = graceful(cwd, ['lint', '-f', 'github', ...reports]);
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringMatching(/^::error /) });
    checkSarif(JSON.parse(readFileSync(join(cwd, 'a.sarif'), 'utf8')) as Log);
    expect(readFileSync(join(cwd, 'a=b.md'), 'utf8')).toMatch(/^### graceful: 1 finding in 1 of 1 file\n/);
  });

  it('adds to the summary of a GitHub step, which others write to as well', () => {
    const cwd = makeProject({ 'pool.js': SAMPLES.clean });
    const file = join(cwd, 'summary.md');
    appendFileSync(file, '# Build\n');
    graceful(cwd, ['lint', '--report', `markdown=${file}`], { env: { GITHUB_STEP_SUMMARY: file } });
    expect(readFileSync(file, 'utf8')).toBe('# Build\n### graceful: no findings in 1 file\n');
  });

  it.each([
    [['--report', 'sarif'], '--report takes a format and a file, such as sarif=graceful.sarif, not "sarif"'],
    [['--report', '=x'], '--report takes a format and a file, such as sarif=graceful.sarif, not "=x"'],
    [['--report', 'nope=x'], 'cannot load formatter "nope": not found'],
    [['--output-file', ''], '--output-file takes the name of a file'],
    [['-o', 'gone/x'], '/gone/x (ENOENT)'],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = graceful(makeProject({ 'a.js': SAMPLES.clean }), ['lint', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringContaining(message), '']);
  });
});
