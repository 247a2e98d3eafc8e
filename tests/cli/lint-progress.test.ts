import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';
import { createLintTally } from '../../src/cli/lint-tally.ts';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('progress of graceful lint', () => {
  /** What a run of three files writes, at one time unit a file. */
  function run(terminal: { isTTY: boolean; columns: number }, env: Record<string, string> = {}, step = 1000): string[] {
    const written: string[] = [];
    let now = 0;
    const write = (text: string): boolean => written.push(text) > 0;
    const progress = createProgress({ ...terminal, write }, env, () => (now += step));
    const tally = createLintTally(progress.show);
    for (const file of ['a', 'b', 'c']) tally.addFound(file);
    for (const file of ['a', 'b', 'c', 'c']) tally.addDone(file, file === 'c' ? 2 : 0);
    progress.clear();
    return written.map((text) => text.replace(/^\r\u001B\[K/, '| '));
  }

  it('is one line, written over, and gone at the end', () => {
    expect(run({ isTTY: true, columns: 80 })).toEqual([
      '| 1 of 3 files, 0 findings',
      '| 2 of 3 files, 0 findings',
      '| 3 of 3 files, 2 findings',
      // Linted again with another syntax: counted once.
      '| 3 of 3 files, 2 findings',
      '| ',
    ]);
  });

  it('does not wrap, and is not drawn for every file', () => {
    expect(run({ isTTY: true, columns: 10 })[0]).toBe('| 1 of 3 fi');
    expect(run({ isTTY: true, columns: 80 }, {}, 20)).toEqual(['| 1 of 3 files, 0 findings', '| ']);
  });

  it('is not there in a pipe, in CI and on a terminal that has no cursor', () => {
    expect(run({ isTTY: false, columns: 80 })).toEqual([]);
    expect(run({ isTTY: true, columns: 80 }, { CI: 'true' })).toEqual([]);
    expect(run({ isTTY: true, columns: 80 }, { TERM: 'dumb' })).toEqual([]);
  });
});

describe('what graceful lint says at the end', () => {
  useCli();

  it('is how many files, how many findings, how long, and how many it could skip', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean, 'b.ts': SAMPLES.clean, 'c.js': SAMPLES.kill });
    const { stderr } = graceful(cwd, ['lint'], { withTimes: true });
    expect(stderr).toMatch(/^graceful: 3 files, 1 finding \(\d+\.\d s, 2 skipped by the fast path\)\n$/);
  });
});

describe('the fast path', () => {
  useCli();

  it('does not parse what no rule looks at, in any preset', () => {
    const cwd = makeProject({ 'a.js': 'this is prose', 'b.ts': '<<<<' });
    for (const preset of ['recommended', 'strict', 'all']) {
      expect(graceful(cwd, ['lint', '--preset', preset])).toMatchObject({
        code: 0,
        stderr: 'graceful: 2 files, no findings\n',
      });
    }
  });

  it('knows the words that the settings add', () => {
    const settings = {
      pools: [{ module: '@acme/pool', constructors: ['Crew'], kills: ['slay'], graceful: 'close()' }],
    };
    const crew =
      "import { Crew } from '@acme/pool';\nconst crew = new Crew();\nexport const end = () => crew.slay();\n";
    const cwd = makeProject({ 'package.json': JSON.stringify({ graceful: settings }), 'a.js': crew });
    expect(graceful(cwd, ['lint']).stdout).toContain('graceful/no-abrupt-terminate');
  });
});
