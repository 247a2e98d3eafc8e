import type { ESLint, Linter } from 'eslint';
import type { Edit } from '../formatters/index.ts';
import { getFileReports } from '../formatters/report/findings.ts';
import { printFinding } from '../formatters/report/print-frame.ts';
import { rulesMeta } from './host-formatter.ts';
import { listSuggestions, type Chooser } from './take-suggestions.ts';

/** Shows a text and gives the answer to it; null when there will be no more answers. */
export type Ask = (shown: string) => Promise<string | null>;

/**
 * Goes through the findings that have a fix or a suggestion one by one, shows what each would change, and asks. A finding
 * that was passed by is not asked about again, also when its line has moved.
 */
export function createAsker(ask: Ask, cwd: string, hasColors: boolean): Chooser {
  const passed = new Set<string>();
  let isOver = false;
  return async (result, text) => {
    const seen = new Map<string, number>();
    for (const message of result.messages) {
      const edits = [...(message.fix ? [message.fix] : []), ...listSuggestions(message).map(({ fix }) => fix)];
      const same = getKey(result.filePath, message);
      const nth = seen.get(same) ?? 0;
      seen.set(same, nth + 1);
      const key = `${same}\0${nth}`;
      if (isOver || edits.length === 0 || passed.has(key)) continue;
      const answer = await askFor(edits, `${show(result, message, text)}${getQuestion(edits.length)}`);
      if (answer === 'quit') isOver = true;
      else if (answer !== null) return [answer];
      passed.add(key);
    }
    return [];
  };

  async function askFor(edits: readonly Edit[], shown: string): Promise<Edit | 'quit' | null> {
    for (let question = shown; ; question = getQuestion(edits.length)) {
      const word = (await ask(question))?.trim().toLowerCase() ?? 'q';
      if (word === 'q') return 'quit';
      if (word === '' || word === 'n') return null;
      const edit = edits[word === 'y' ? 0 : Number(word) - 1];
      if (edit !== undefined && !(word === 'y' && edits.length > 1)) return edit;
    }
  }

  function show(result: ESLint.LintResult, message: Linter.LintMessage, text: string): string {
    const shown = { filePath: result.filePath, messages: [message], source: text };
    const [report] = getFileReports([shown], { cwd, rulesMeta });
    return (report?.findings ?? []).map((finding) => printFinding(finding, text, hasColors)).join('\n');
  }
}

function getQuestion(choices: number): string {
  const yes = choices === 1 ? 'y takes it' : `1 to ${choices} takes that one, from above`;
  return `${yes}, n or Enter passes by, q ends: `;
}

/** With what the edit says, and not with the line's number, which the edits above it change. */
function getKey(file: string, message: Linter.LintMessage): string {
  const edits = [message.fix, ...listSuggestions(message).map(({ fix }) => fix)].map((edit) => edit?.text ?? '');
  return [file, message.ruleId, message.message, message.column, ...edits].join('\0');
}
