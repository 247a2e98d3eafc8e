import { describe, expect, it } from 'vitest';
import { graceful, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('the reports of graceful lint', () => {
  useCli();

  it.each([
    [['--report', 'sarif=a.out', '--report', 'junit=./a.out'], './a.out'],
    [['--output-file', 'a.out', '--report', 'sarif=a.out'], 'a.out'],
  ])('are refused when two go to one file: %j', (args, file) => {
    expect(graceful(makeProject({ 'a.js': SAMPLES.clean }), ['lint', ...args])).toEqual({
      code: 2,
      stdout: '',
      stderr: `graceful: two reports cannot be written to one file: ${file}\n`,
    });
  });

  it('are written when each has its own file', () => {
    const cwd = makeProject({ 'a.js': SAMPLES.clean });
    expect(graceful(cwd, ['lint', '--report', 'sarif=a', '--report', 'junit=b'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: wrote a\ngraceful: wrote b\ngraceful: 1 file, no findings\n',
    });
  });
});
