import { describe, expect, it } from 'vitest';
import formatSarif from '../../src/formatters/sarif.ts';
import type { Result } from '../../src/formatters/index.ts';
import { checkSarif, type Log, type SarifResult } from '../support/sarif.ts';
import { CONTEXT, getSamples, HOSTILE, message, result } from '../support/sample-results.ts';

function getRun(results: readonly Result[] = getSamples()): Log['runs'][number] {
  const log = JSON.parse(formatSarif(results, CONTEXT)) as Log;
  checkSarif(log);
  return log.runs[0];
}

function getPrints(results: readonly Result[]): (string | undefined)[] {
  return getRun(results).results.map((it: SarifResult) => Object.values(it.partialFingerprints)[0]);
}

describe('sarif', () => {
  it('holds to the schema', () => {
    expect(() => getRun()).not.toThrow();
    expect(() => getRun([])).not.toThrow();
  });

  it('names rule, level, message and place of each finding', () => {
    const { results } = getRun();
    expect(results).toContainEqual({
      ruleId: 'graceful/wait',
      ruleIndex: 1,
      level: 'warning',
      message: { text: 'graceful/wait is wrong. Do it right.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/pool.js', uriBaseId: 'SRCROOT' },
            region: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 1 },
          },
        },
      ],
      partialFingerprints: { 'gracefulFinding/v1': expect.stringMatching(/^[\da-f]{40}$/) },
      suppressions: [],
    });
  });

  it('tells each rule once, with its page', () => {
    const { rules } = getRun().tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(['graceful/kill', 'graceful/wait']);
    expect(rules[0]).toMatchObject({
      helpUri: 'https://example.org/kill.md',
      shortDescription: { text: 'Disallow | killing.' },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('says what each rule is about, how sure it is, and what it asks for', () => {
    const docs = { description: 'disallow it', url: 'https://example.org/kill.md', recommended: 'recommended' };
    const rulesMeta = { 'graceful/kill': { docs, messages: { kill: "'{{name}}' is <killed>. Ask.", ask: 'Ask it.' } } };
    const log = JSON.parse(formatSarif(getSamples(), { ...CONTEXT, rulesMeta })) as Log;
    expect(() => checkSarif(log)).not.toThrow();
    expect(log.runs[0].tool.driver.rules[0]).toMatchObject({
      name: 'kill',
      fullDescription: { text: "Disallow it. '…' is <killed>. Ask." },
      help: {
        text: "Disallow it.\n'…' is <killed>. Ask.\nAsk it.\nSee https://example.org/kill.md",
        markdown:
          "Disallow it.\n\n- '…' is \\<killed\\>. Ask.\n- Ask it.\n\n[Its page, with examples](https://example.org/kill.md)",
      },
      properties: { precision: 'high', tags: expect.arrayContaining(['concurrency']), 'problem.severity': 'error' },
    });
  });

  it('has the fix and the suggestions of a finding, each as one replacement', () => {
    const lines = ['if (x) {', '  kill(a);', '}'];
    const fix = { range: [11, 15] as const, text: 'stop' };
    const suggestions = [{ desc: 'Remove it.', fix: { range: [8, 19] as const, text: '' } }];
    const run = getRun([result('src/a.js', lines, [message('graceful/kill', 2, 3, { fix, suggestions })])]);
    const change = (startLine: number, startColumn: number, endColumn: number, text: string) => [
      {
        artifactLocation: { uri: 'src/a.js', uriBaseId: 'SRCROOT' },
        replacements: [{ deletedRegion: { startLine, startColumn, endLine: 2, endColumn }, insertedContent: { text } }],
      },
    ];
    expect(run.results[0]).toMatchObject({
      fixes: [
        { description: { text: 'Fix, which --fix applies' }, artifactChanges: change(2, 3, 7, 'stop') },
        { description: { text: 'Suggestion: Remove it.' }, artifactChanges: change(1, 9, 11, '') },
      ],
    });
  });

  it('escapes what a URI cannot hold', () => {
    const uris = getRun().results.map((it) => it.locations[0].physicalLocation.artifactLocation.uri);
    expect(uris).toContain(HOSTILE.file.split('/').map(encodeURIComponent).join('/'));
    for (const uri of uris) expect(uri).toMatch(/^[\w.!~*'()%/-]+$/);
  });

  it('keeps suppressed findings and says where they are suppressed', () => {
    const suppressions = getRun().results.map((it) => it.suppressions);
    expect(suppressions.filter((it) => it?.length === 1)).toEqual([
      [{ kind: 'inSource', justification: 'legacy' }],
      [{ kind: 'external' }],
    ]);
    // All say it, or none does.
    expect(suppressions.filter((it) => it?.length === 0)).toHaveLength(3);
    expect(getRun(getSamples().slice(0, 2)).results.map((it) => it.suppressions)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('tells of a file that cannot be parsed apart from the results', () => {
    const { results, invocations } = getRun();
    expect(results.map(({ ruleId }) => ruleId)).not.toContain(null);
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'Parsing error:\nUnexpected token' } }],
    });
    expect(getRun(getSamples().slice(0, 1)).invocations[0]).toEqual({
      executionSuccessful: true,
      toolExecutionNotifications: [],
    });
  });
});

describe('fingerprints', () => {
  const lines = ['kill(a);', 'kill(a);', 'kill(b);'];
  const at = (...places: number[]) => places.map((line) => message('graceful/kill', line, 1));
  const before = getPrints([result('a.js', lines, at(1, 2, 3))]);

  it('differ, also of equal lines and in equal files', () => {
    const other = getPrints([result('b.js', lines, at(1, 2, 3))]);
    expect(new Set([...before, ...other])).toHaveLength(6);
  });

  it('stay when lines move or are indented', () => {
    const moved = ['', 'if (x) {', ...lines.map((line) => `  ${line}`), '}'];
    expect(getPrints([result('a.js', moved, at(3, 4, 5))])).toEqual(before);
  });

  it('stay when a line is suppressed', () => {
    const suppressed = at(1).map((it) => ({ ...it, suppressions: [{ kind: 'file', justification: '' }] }));
    const [second, third, first] = getPrints([{ ...result('a.js', lines, at(2, 3)), suppressedMessages: suppressed }]);
    expect([first, second, third]).toEqual(before);
  });

  it('change with the line, the rule and the file', () => {
    const [first] = before;
    expect(getPrints([result('a.js', ['kill(c);'], at(1))])).not.toContain(first);
    expect(getPrints([result('a.js', lines, [message('graceful/wait', 1, 1)])])).not.toContain(first);
  });
});
