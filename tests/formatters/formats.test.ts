import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FORMATS, loadFormatter, type Context, type Result } from '../../src/formatters/index.ts';
import { CONTEXT, CWD, getSamples, HOSTILE, message, result } from '../support/sample-results.ts';
import { listElements, parseXml } from '../support/xml.ts';

const HOSTED = [
  'GITHUB_WORKSPACE',
  'GITHUB_SERVER_URL',
  'GITHUB_REPOSITORY',
  'GITHUB_SHA',
  'CI_PROJECT_DIR',
  'CI_PROJECT_URL',
  'CI_COMMIT_SHA',
];

// The tests run in somebody's CI, too.
beforeEach(() => {
  for (const name of HOSTED) vi.stubEnv(name, '');
});
afterEach(() => vi.unstubAllEnvs());

async function format(
  name: string,
  results: readonly Result[] = getSamples(),
  context: Context = CONTEXT,
): Promise<string> {
  return (await loadFormatter(name))(results, context);
}

describe.each(FORMATS)('%s', (name) => {
  it('prints a run that found nothing, and one over no file', async () => {
    expect(await format(name, [result('a.js', [''], [])])).not.toBe('');
    expect(await format(name, [])).not.toBe('');
  });

  it('needs no more than file, rule, severity and message', async () => {
    const bare = [{ filePath: '/gone/a.js', messages: [{ ruleId: 'x', severity: 2, message: 'Wrong.' }] }];
    expect(await format(name, bare, { cwd: '/gone' })).toContain('Wrong.');
  });
});

describe('json', () => {
  it('is what ESLint prints', async () => {
    expect(JSON.parse(await format('json'))).toEqual(getSamples());
  });
});

describe('github', () => {
  it('marks each finding at its place, and sums up', async () => {
    const [, broken, , , ...rest] = (await format('github')).split('\n');
    expect(broken).toBe('::error file=src/broken.js,line=1,col=7,title=syntax::Parsing error:%0AUnexpected token');
    expect(rest).toEqual(['graceful: 4 findings in 3 of 5 files', '']);
  });

  it('gives columns within one line only', async () => {
    const lines = (await format('github')).split('\n');
    expect(lines).toContain(
      '::error file=src/pool.js,line=2,endLine=2,col=3,endColumn=10,title=graceful/kill::graceful/kill is wrong. Do it right.',
    );
    expect(lines).toContain(
      '::warning file=src/pool.js,line=3,endLine=4,title=graceful/wait::graceful/wait is wrong. Do it right.',
    );
  });

  it('lets no text become a command', async () => {
    const lines = (await format('github')).split('\n').slice(0, -2);
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning) file=[^:,]*(?:,\w+=[^:,]*)*::/);
    expect(lines.join('\n')).toContain('file=src/<b>&"\'`|%25%2C%3A\u202E#?.js,line=1');
    expect(lines.join('\n')).toContain('`tick` %250A, @team');
  });

  it('counts paths from the checkout, wherever it was started', async () => {
    vi.stubEnv('GITHUB_WORKSPACE', '/work space');
    expect(await format('github')).toContain('file=app/src/pool.js');
    vi.stubEnv('GITHUB_WORKSPACE', '/elsewhere');
    expect(await format('github')).toContain('file=src/pool.js');
  });
});

describe('gitlab', () => {
  it('is a list of issues with places from the checkout', async () => {
    vi.stubEnv('CI_PROJECT_DIR', '/work space');
    const issues = JSON.parse(await format('gitlab')) as unknown[];
    expect(issues).toHaveLength(4);
    expect(issues).toContainEqual({
      type: 'issue',
      categories: ['Bug Risk'],
      check_name: 'graceful/kill',
      description: 'graceful/kill is wrong. Do it right.',
      content: { body: '[graceful/kill](https://example.org/kill.md)' },
      severity: 'major',
      fingerprint: expect.stringMatching(/^[\da-f]{40}$/),
      location: { path: 'app/src/pool.js', lines: { begin: 2, end: 2 } },
    });
  });

  it('tells an error, a warning and a file that cannot be parsed apart', async () => {
    const issues = JSON.parse(await format('gitlab')) as { check_name: string; severity: string }[];
    expect(new Set(issues.map((issue) => `${issue.check_name} ${issue.severity}`))).toEqual(
      new Set(['graceful/kill major', 'graceful/wait minor', 'syntax critical']),
    );
  });
});

describe.each(['junit', 'checkstyle'])('%s', (name) => {
  it('is well-formed whatever it quotes, and gives it back', async () => {
    const values = [...listElements(parseXml(await format(name)))].flatMap(({ attributes }) =>
      Object.values(attributes),
    );
    expect(values).toContain(HOSTILE.file.replace('\u202E', '\\u{202e}'));
    expect(values).toContain(HOSTILE.message.replace('\u0007', '\\u{7}'));
  });
});

describe('junit', () => {
  it('has a suite a file, a failure a finding, and counts that add up', async () => {
    const root = parseXml(await format('junit'));
    expect(root.attributes).toEqual({ name: 'graceful', tests: '6', failures: '3', errors: '1' });
    const names = [...listElements(root)].map((element) => element.name);
    const count = (wanted: string): number => names.filter((it) => it === wanted).length;
    expect(['testsuite', 'testcase', 'failure', 'error'].map(count)).toEqual([5, 6, 3, 1]);
  });
});

describe('checkstyle', () => {
  it('has an error a finding in the element of its file', async () => {
    const { children } = parseXml(await format('checkstyle'));
    expect(children.map(({ children: errors }) => errors.length)).toEqual([1, 1, 0, 2, 0]);
    expect(children[3]?.children[1]?.attributes).toEqual({
      line: '3',
      column: '1',
      severity: 'warning',
      message: 'graceful/wait is wrong. Do it right.',
      source: 'eslint.graceful/wait',
    });
  });
});

describe('markdown', () => {
  it('counts by rule and names each place', async () => {
    const lines = (await format('markdown')).split('\n');
    expect(lines[0]).toBe('### graceful: 4 findings in 3 of 5 files');
    expect(lines).toContain('1 file could not be parsed and so not checked.');
    expect(lines).toContain('2 suppressed findings not shown.');
    expect(lines).toContain('| [graceful/kill](https://example.org/kill.md) | 2 | disallow \\| killing |');
    expect(lines).toContain('| `src/pool.js:3` | graceful/wait | graceful/wait is wrong. Do it right. |');
  });

  it('says it when there is nothing', async () => {
    expect(await format('markdown', [result('a.js', [''], [])])).toBe('### graceful: no findings in 1 file\n');
  });

  it('links each place where the code is hosted', async () => {
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
    vi.stubEnv('GITHUB_REPOSITORY', 'o/r');
    vi.stubEnv('GITHUB_SHA', 'abc');
    expect(await format('markdown')).toContain('[`src/pool.js:3`](https://github.com/o/r/blob/abc/src/pool.js#L3)');
    vi.stubEnv('GITHUB_SHA', '');
    vi.stubEnv('CI_PROJECT_URL', 'https://gitlab.com/o/r');
    vi.stubEnv('CI_COMMIT_SHA', 'abc');
    expect(await format('markdown')).toContain('[`src/pool.js:3`](https://gitlab.com/o/r/-/blob/abc/src/pool.js#L3)');
  });

  it('quotes without letting markup, mentions or links through', async () => {
    const text = await format('markdown');
    const row = text.split('\n').find((line) => line.includes('alert')) ?? '';
    expect(row).toContain('\\<script\\>alert(1)\\</script\\>');
    expect(row).not.toMatch(/@team|(?<!\\)<script|\u0007|\u202E/);
    expect(row).toContain('`` src/<b>&"\'`\\|%,:\\u{202e}#?.js:1 ``');
    // Cells are divided by bars that are not escaped.
    expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
  });

  it('stays short enough for a comment', async () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      message('graceful/kill', i + 1, 1, { message: 'Long. '.repeat(20) }),
    );
    const text = await format(
      'markdown',
      ['a', 'b', 'c'].map((name) => result(`${name}.js`, [''], many)),
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('… and 8950 further findings.');
  });
});

describe('paths', () => {
  it('of files elsewhere stay absolute', async () => {
    const outside = [{ ...result('a.js', ['x'], [message('r', 1, 1)]), filePath: '/other/a.js' }];
    expect(await format('github', outside)).toContain('file=/other/a.js');
    expect(await format('sarif', outside)).toContain('"uri": "file:///other/a.js"');
    expect(await format('markdown', [{ ...outside[0], filePath: '<text>' } as Result])).toContain('`<text>:1`');
    expect(CWD).toContain(' ');
  });
});
