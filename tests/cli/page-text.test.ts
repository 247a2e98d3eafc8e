import { describe, expect, it } from 'vitest';
import { toPageText } from '../../src/cli/page-text.ts';

const show = (markdown: string, width = 40, hasColors = false): string => toPageText(markdown, { width, hasColors });

describe('a page in the terminal', () => {
  it('has headings, paragraphs and lists of its width', () => {
    const page =
      '<!-- header -->\n\n# graceful/a\n\nIt says **more** than [one](b.md) line of\ntext can hold.\n\n- an item that is longer than\n  a line of it\n- `two`, at [the web](https://a.b)\n\n1. three\n';
    expect(show(page)).toBe(
      'graceful/a\n\nIt says more than one line of text can\nhold.\n\n  - an item that is longer than a line\n    of it\n  - `two`, at the web: https://a.b\n\n  1. three\n',
    );
  });

  it('keeps code as it is', () => {
    const code = "if (a | b) {\n\n  // # no heading, and much longer than forty letters\n  c['-'];\n}";
    expect(show(`\`\`\`js\n${code}\n\`\`\`\n`)).toBe(`${code.replace(/^(?=.)/gm, '    ')}\n`);
  });

  it('breaks the cells of a table that is too wide', () => {
    const table = '| what | then |\n| --- | --- |\n| a `b\\|c` | twenty letters or more are here |\n| d | e |\n';
    expect(show(table, 60)).toBe('what     then\na `b|c`  twenty letters or more are here\nd        e\n');
    expect(show(table, 26)).toBe('what     then\na `b|c`  twenty letters or\n         more are here\n\nd        e\n');
    expect(show('| a | b |\n| - | - |\n| abcdefghijklmnop | c |\n', 12)).toBe('a          b\nabcdefghi  c\njklmnop\n');
  });

  it('has colours where they are wanted', () => {
    expect(show('## A\n', 40, true)).toBe('\u001b[1mA\u001b[22m\n');
  });
});
