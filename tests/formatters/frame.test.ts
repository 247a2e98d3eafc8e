import { describe, expect, it } from 'vitest';
import { loadFormatter, type Message, type Result } from '../../src/formatters/index.ts';

const LINES = ['export async function stop() {', '\tawait worker.terminate();', '\treturn done;', '}', ''];
const TEXT = LINES.join('\n');
const FOUND: Message = {
  ruleId: 'graceful/kill',
  severity: 2,
  message: 'It is killed.',
  line: 2,
  column: 8,
  endLine: 2,
  endColumn: 26,
};
const AT = TEXT.indexOf('worker');
const CALL = { range: [AT, AT + 'worker.terminate()'.length], text: 'stopWorker(worker)' } as const;

describe('the format frame', () => {
  it('shows the code with the finding marked, and what each cure changes', async () => {
    const suggestions = [{ desc: 'Ask.', fix: { range: [AT, AT] as const, text: 'stop();\n\tawait ' } }];
    const lines = [
      'a.js:2:8  error  graceful/kill',
      '  It is killed.',
      '',
      '  1 | export async function stop() {',
      '> 2 |   await worker.terminate();',
      '    |         ^^^^^^^^^^^^^^^^^^',
      '  3 |   return done;',
      '  4 | }',
      '',
      '  fix: --fix applies it',
      '    -   await worker.terminate();',
      '    +   await stopWorker(worker);',
      '',
      '  suggestion: Ask.',
      '    +   await stop();',
      '        await worker.terminate();',
      '',
      '1 finding in 1 of 1 file; 1 with a fix (--fix); 1 with suggestions (--fix-suggestions, or --interactive one by one)',
      '',
    ];
    expect((await print({ ...FOUND, fix: CALL, suggestions })).split('\n')).toEqual(lines);
  });

  it('marks every line of a finding, up to its end', async () => {
    const printed = await print({ ...FOUND, endLine: 3, endColumn: 14 });
    expect(printed).toContain('> 3 |   return done;\n    |   ^^^^^^^^^^^^\n');
  });

  it('sends a terminal nothing but text and its own colours', async () => {
    const hostile: Message = { ...FOUND, message: 'Bad \u001B[2J thing.' };
    expect(await print(hostile)).not.toContain('\u001B');
    const colored = await print(FOUND, true);
    expect(colored).toContain('\u001B[31merror\u001B[39m');
    expect(colored.replace(/\u001B\[\d+m/g, '')).toBe(await print(FOUND));
  });
});

async function print(message: Message, hasColors = false): Promise<string> {
  const results: Result[] = [{ filePath: '/p/a.js', messages: [message], source: TEXT }];
  return (await loadFormatter('frame'))(results, { cwd: '/p', hasColors });
}
