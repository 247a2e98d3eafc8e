import { describe, expect, it } from 'vitest';
import formatHtml from '../../src/formatters/html.ts';
import type { Context, Result } from '../../src/formatters/index.ts';
import { CONTEXT, getSamples, HOSTILE, message, result } from '../support/sample-results.ts';

function print(results: readonly Result[] = getSamples(), context: Context = CONTEXT): string {
  return formatHtml(results, context);
}

/** What a reader sees, without markup. */
function getText(html: string): string {
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
}

describe('html', () => {
  it('names each finding, its rule, its place and its line', () => {
    const text = getText(print());
    expect(text).toContain('How workers stop in app');
    for (const part of ['src/pool.js', 'line 2, column 3', 'graceful/kill is wrong.', 'Do it right.', '  kill(a);']) {
      expect(text).toContain(part);
    }
    expect(print()).toContain('<a href="https://example.org/kill.md">graceful/kill</a>');
    expect(print()).toContain('<mark>kill(a)</mark>');
  });

  it('leads from each rule to its places', () => {
    const html = print();
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids)).toHaveLength(ids.length);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
    expect(targets.filter((id) => id?.startsWith('finding-'))).toHaveLength(4);
  });

  it('needs nothing from outside and runs nothing', () => {
    const html = print(getSamples(), { ...CONTEXT, workerMap: '<svg></svg>' });
    const tags = html.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /^<(?:script|link|img|iframe|object|embed|base|form)\b|\bsrc=/i.test(tag))).toEqual([]);
    expect(html).not.toMatch(/url\(|@import/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('<svg></svg>');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
  });

  it('shows hostile names and texts as they are', () => {
    const html = print();
    for (const tag of html.match(/<[^>]*>/g) ?? []) expect(tag).not.toMatch(/onerror|alert|<[^>]*</);
    expect(html).not.toMatch(/[\u202E\u0007]/);
    const spelt = (text: string): string => text.replace('\u202E', '\\u{202e}').replace('\u0007', '\\u{7}');
    for (const text of [HOSTILE.file, HOSTILE.message, HOSTILE.line]) expect(getText(html)).toContain(spelt(text));
  });

  it('leads to the web only', () => {
    const docs = { docs: { url: 'javascript:alert(1)', description: 'x' } };
    expect(print(getSamples(), { ...CONTEXT, rulesMeta: { 'graceful/kill': docs } })).not.toContain('javascript:');
  });

  it('shows what a fix and a suggestion would change, line by line', () => {
    const lines = ['import a from "a";', '', 'go();', 'kill(a);', 'end();'];
    const text = lines.join('\n');
    const edit = (from: string, to: string) => ({
      range: [text.indexOf(from), text.indexOf(from) + from.length] as const,
      text: to,
    });
    const both = edit(text.slice(18, text.indexOf('kill(a)') + 7), '\nimport b from "b";\n\ngo();\nstop(a);\nwait()');
    const html = print([
      result('a.js', lines, [
        message('graceful/kill', 4, 1, {
          fix: edit('kill(a)', 'stop(a)'),
          suggestions: [{ desc: 'Use <b>.', fix: both }],
        }),
      ]),
    ]);
    expect(getChanges(html)).toEqual([
      ['-kill(a);', '+stop(a);'],
      [' import a from "a";', '+import b from "b";', ' ', ' go();', '-kill(a);', '+stop(a);', '+wait();'],
    ]);
    expect(html).toContain('Suggestion: Use &lt;b&gt;.');
  });

  it('stays readable for long lines and long edits', () => {
    const long = `${'x'.repeat(5000)} kill(a); ${'y'.repeat(5000)}`;
    const html = print([
      result(
        'bundle.js',
        [long],
        [
          message('graceful/kill', 1, 5002, {
            endLine: 1,
            endColumn: 5009,
            fix: { range: [0, 5], text: 'line\n'.repeat(900) },
          }),
        ],
      ),
    ]);
    expect(html).toContain('<mark>kill(a)</mark>');
    expect(html.length).toBeLessThan(60_000);
    expect(html).toMatch(/… \d+ more lines/);
  });

  it('says that all is well', () => {
    const html = print([result('a.js', [''], [])]);
    expect(getText(html)).toContain('Nothing stands in the way of a stop: no findings in 1 file.');
  });
});

/** The lines of each change that is shown. */
function getChanges(html: string): string[][] {
  const SIGNS: Record<string, string> = { del: '-', ins: '+', span: ' ' };
  return [...html.matchAll(/<pre class="code diff">([^]*?)<\/pre>/g)].map(([, body = '']) =>
    [...body.matchAll(/<(del|ins|span) class="line">([^]*?)<\/\1>/g)].map(
      ([, tag = '', text = '']) => `${SIGNS[tag]}${getText(text).replace(/^ $/, '')}`,
    ),
  );
}
