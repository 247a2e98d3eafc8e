import { describe, expect, it } from 'vitest';
import { getLintOptions } from '../../src/cli/lint-options.ts';

describe('the reports of graceful lint', () => {
  it.each([
    [['--report', 'sarif=a.out', '--report', 'junit=./a.out'], './a.out'],
    [['--output-file', 'a.out', '--report', 'sarif=a.out'], 'a.out'],
  ])('are refused when two go to one file: %j', (args, file) => {
    expect(() => getLintOptions(args)).toThrow(`two reports cannot be written to one file: ${file}`);
  });

  it('are taken when each has its own file', () => {
    expect(getLintOptions(['--report', 'sarif=a', '--report', 'junit=b']).reports).toEqual([
      { format: 'sarif', file: 'a' },
      { format: 'junit', file: 'b' },
    ]);
  });
});
