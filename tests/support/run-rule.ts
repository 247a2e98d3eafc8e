import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import type { Rule } from '../../src/kit/create-rule.ts';
import { getLanguageOptions, type Case } from './rule-case.ts';

/**
 * What one rule reports in a text, read with a case's file name, options and settings.
 *
 * @param root absolute path of the folder that the file is in, with the other files of its project
 *
 * @throws Error when the text does not parse, or when ESLint ignores a file of that name.
 */
export function runRule(rule: Rule, item: Case, code: string, root = process.cwd()): TSESLint.Linter.LintMessage[] {
  const linter = new Linter({ cwd: root }) as unknown as TSESLint.Linter;
  const messages = linter.verify(
    code,
    [
      {
        files: ['**'],
        plugins: { graceful: { rules: { [rule.name]: rule } } },
        languageOptions: { parser, ...getLanguageOptions(item) },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        rules: { [`graceful/${rule.name}`]: ['error', ...(item.options ?? [])] },
        settings: item.settings ?? {},
      } as TSESLint.FlatConfig.Config,
    ],
    path.join(root, item.filename ?? 'file.ts'),
  );
  const broken = messages.find(({ fatal }) => fatal);
  if (broken) throw new Error(`does not parse: ${broken.message} (line ${broken.line})\n${code}`);
  // ESLint answers so for a path that it ignores, and then no rule has run.
  const unlinted = messages.find(({ ruleId }) => ruleId === null);
  if (unlinted) throw new Error(`was not linted: ${unlinted.message}`);
  return messages;
}

/** The text after each pass of `--fix`, ten at most. */
export function getPasses(rule: Rule, item: Case, code: string): string[] {
  const passes: string[] = [];
  for (let text = fixOnce(rule, item, code); text !== null && passes.length < 10; text = fixOnce(rule, item, text)) {
    passes.push(text);
  }
  return passes;
}

/** Applies one pass of fixes: in the order of the text, none that overlaps one before it. Null when there is none. */
function fixOnce(rule: Rule, item: Case, code: string): string | null {
  const fixes = runRule(rule, item, code).flatMap(({ fix }) => fix ?? []);
  fixes.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  let text = '';
  let last = -1;
  for (const { range, text: replacement } of fixes) {
    if (last >= range[0] || range[0] > range[1]) continue;
    text += code.slice(Math.max(0, last), range[0]) + replacement;
    last = range[1];
  }
  text += code.slice(Math.max(0, last));
  return fixes.length === 0 || text === code ? null : text;
}
