import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { readMarks, type Place } from './marks.ts';
import { makeProject } from './temporary-project.ts';

/**
 * Runs one rule on a marked text that lies among other files of a new project, and expects reports at the marks and
 * nowhere else.
 *
 * @returns the reports, and the text without marks.
 */
export function expectInProject(
  rule: Rule,
  marked: string,
  others: Readonly<Record<string, string>>,
  { file = 'src/owner.ts', options }: { file?: string; options?: object } = {},
): { messages: Linter.LintMessage[]; code: string } {
  const { code, places } = readMarks(marked);
  const root = makeProject({ 'package.json': '{}', ...others, [file]: code });
  const config = {
    files: ['**/*.{js,cjs,ts}'],
    languageOptions: { parser, sourceType: file.endsWith('.cjs') ? 'commonjs' : 'module' },
    plugins: { graceful: { rules: { [rule.name]: rule as never } } },
    rules: { [`graceful/${rule.name}`]: options ? ['error', options] : 'error' },
  } as Linter.Config;
  const messages = new Linter({ cwd: root }).verify(code, [config], { filename: path.join(root, file) });
  expect(messages.map(toPlace)).toEqual(places);
  return { messages, code };
}

function toPlace({ line, column, endLine, endColumn, fatal, message }: Linter.LintMessage): Place {
  if (fatal) throw new Error(message);
  return { line, column, endLine: endLine as number, endColumn: endColumn as number };
}
