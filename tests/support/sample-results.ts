import type { Context, Message, Result } from '../../src/formatters/index.ts';

export const CWD = '/work space/app';

export const CONTEXT: Context = {
  cwd: CWD,
  rulesMeta: {
    'graceful/kill': { docs: { description: 'disallow | killing', url: 'https://example.org/kill.md' } },
    'graceful/wait': { docs: { description: 'require waits' } },
  },
};

/** Names and texts that break what is not escaped. */
export const HOSTILE = {
  file: 'src/<b>&"\'`|%,:\u202E#?.js',
  message: 'A "quoted" <script>alert(1)</script> & ]]> | `tick` %0A, @team ::error:: \u0007',
  line: 'await w.terminate(); // <img src=x onerror=alert(1)> \u202E </code>',
};

/** One error and one warning in a file, one in a hostile file, one that is suppressed twice over, one unparsed file. */
export function getSamples(): Result[] {
  return [
    result(
      'src/pool.js',
      ['const a = 1;', '  kill(a);', 'kill(b);', ''],
      [
        message('graceful/kill', 2, 3, { endLine: 2, endColumn: 10 }),
        message('graceful/wait', 3, 1, { severity: 1, endLine: 4, endColumn: 1 }),
      ],
    ),
    result(HOSTILE.file, [HOSTILE.line], [message('graceful/kill', 1, 1, { message: HOSTILE.message })]),
    {
      ...result('src/silent.js', ['kill(c);', 'kill(d);'], []),
      suppressedMessages: [
        { ...message('graceful/kill', 1, 1), suppressions: [{ kind: 'directive', justification: 'legacy' }] },
        { ...message('graceful/kill', 2, 1), suppressions: [{ kind: 'file', justification: '' }] },
      ],
    },
    result(
      'src/broken.js',
      ['const ('],
      [{ ruleId: null, severity: 2, fatal: true, message: 'Parsing error:\nUnexpected token', line: 1, column: 7 }],
    ),
    result('src/clean.js', ['export {};'], []),
  ];
}

export function result(file: string, lines: readonly string[], messages: readonly Message[]): Result {
  return { filePath: `${CWD}/${file}`, source: lines.join('\n'), messages, suppressedMessages: [] };
}

export function message(ruleId: string, line: number, column: number, more: Partial<Message> = {}): Message {
  return { ruleId, severity: 2, message: `${ruleId} is wrong. Do it right.`, line, column, ...more };
}
