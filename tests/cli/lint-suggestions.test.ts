import type { ESLint, Linter } from 'eslint';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAsker } from '../../src/cli/ask-suggestions.ts';
import { chooseAll, takeSuggestions, type Chooser } from '../../src/cli/take-suggestions.ts';
import { graceful, makeProject, useCli } from '../support/cli.ts';

/** no-lost-task, with one suggestion. */
const SUGGESTED = `const lines = [];
export async function flush(note, signal) {
  while (lines.length > 0) {
    const line = lines.shift();
    if (signal.aborted) return;
    await note(line);
  }
}
`;

describe('graceful lint --fix-suggestions', () => {
  useCli();

  it('writes what the suggestions make, and says how many', () => {
    const cwd = makeProject({ 'a.js': SUGGESTED });
    expect(graceful(cwd, ['lint', '--format', 'json']).code).toBe(1);
    expect(graceful(cwd, ['lint', '--fix-suggestions'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'graceful: took 1 suggestion: read the diff\ngraceful: 1 file, no findings\n',
    });
    expect(readFileSync(join(cwd, 'a.js'), 'utf8')).toContain('lines.unshift(line)');
    expect(graceful(cwd, ['lint', '--fix-suggestions']).stderr).toContain('took 0 suggestions\n');
  });

  it('is not interactive where nobody can answer', () => {
    expect(graceful(makeProject({ 'a.js': SUGGESTED }), ['lint', '--interactive'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'graceful: --interactive asks at a terminal, and there is none\n--fix-suggestions asks nothing\n',
    });
  });
});

describe('taking suggestions', () => {
  it('takes one after another until none is left', async () => {
    expect(await take('aab', { a: ['x'], b: ['y'] })).toEqual({ text: 'xxy', taken: 3 });
  });

  it('leaves a finding with a choice, and one that --fix repairs', async () => {
    expect(await take('ab', { a: ['x', 'y'] })).toEqual({ text: 'ab', taken: 0 });
    const fix = { range: [0, 1] as [number, number], text: 'y' };
    const message = { ...getMessage('a', 0, ['x']), fix };
    expect(chooseAll({ messages: [message] } as ESLint.LintResult)).toEqual([]);
  });

  it('does not go round in a circle', async () => {
    expect(await take('a', { a: ['b'], b: ['a'] })).toEqual({ text: 'b', taken: 1 });
  });

  it('does not grow for ever', async () => {
    expect((await take('a', { a: ['aa'] })).text.length).toBeLessThan(20_000);
  });

  it('gives back what does not parse', async () => {
    expect(await take('ab', { b: ['!'] })).toEqual({ text: 'ab', taken: 0 });
  });

  it('keeps a byte order mark in front', async () => {
    expect(await take('\uFEFFab', { b: ['y'] })).toEqual({ text: '\uFEFFay', taken: 1 });
  });
});

describe('asking for suggestions', () => {
  it('shows each with its diff, takes the one that is named and passes by the others', async () => {
    const shown: string[] = [];
    const answers = ['n', '7', '2', 'y'];
    const ask = (text: string): Promise<string | null> => {
      shown.push(text);
      return Promise.resolve(answers.shift() ?? null);
    };
    const cures = { a: ['1', '2'], b: ['y'] };
    expect(await take('aab', cures, createAsker(ask, '/', false))).toEqual({ text: 'a2y', taken: 2 });
    expect(shown).toHaveLength(4);
    expect(shown[0]).toContain('suggestion: Make it 2.\n    - aab\n    + 2ab\n');
    expect(shown[0]).toMatch(/1 to 2 takes that one, from above, n or Enter passes by, q ends: $/);
    expect(shown[3]).toMatch(/y takes it, n or Enter passes by, q ends: $/);
  });

  it.each(['q', null])('ends at %j, and keeps what was taken', async (end) => {
    const answers = ['y', end, 'y'];
    const ask = (): Promise<string | null> => Promise.resolve(answers.shift() ?? null);
    expect(await take('aaa', { a: ['x'] }, createAsker(ask, '/', false))).toEqual({ text: 'xaa', taken: 1 });
  });
});

/** Suggestions for each letter of a text; a text with `!` does not parse. */
async function take(
  text: string,
  cures: Readonly<Record<string, readonly string[]>>,
  choose: Chooser = chooseAll,
): Promise<{ text: string; taken: number }> {
  const lint = (code: string): ESLint.LintResult => {
    const letters = [...code.replace('\uFEFF', '')];
    const messages = letters.flatMap((letter, at) => (cures[letter] ? [getMessage(letter, at, cures[letter])] : []));
    const fatalErrorCount = code.includes('!') ? 1 : 0;
    return { filePath: '/a.js', messages, fatalErrorCount } as unknown as ESLint.LintResult;
  };
  const { result, taken } = await takeSuggestions(lint(text), text, (code) => Promise.resolve(lint(code)), choose);
  return { text: result.output ?? text, taken };
}

function getMessage(letter: string, at: number, cures: readonly string[]): Linter.LintMessage {
  const suggestions = cures.map((cure) => ({ desc: `Make it ${cure}.`, fix: { range: [at, at + 1], text: cure } }));
  return { ruleId: 'graceful/x', severity: 2, message: letter, line: 1, column: 1, suggestions } as Linter.LintMessage;
}
