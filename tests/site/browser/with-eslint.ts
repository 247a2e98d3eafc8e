import parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import graceful from '../../../src/index.ts';

/** A finding as the page shows it. */
export interface Found {
  readonly place: string;
  readonly rule: string | null;
  readonly message: string;
}

/** What ESLint itself finds in files on a real disk. */
export async function findWithESLint(
  files: readonly { readonly name: string; readonly text: string }[],
  preset: 'recommended' | 'strict',
): Promise<Found[]> {
  const there = files.filter(({ text }) => text.trim() !== '');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'graceful-site-')));
  try {
    for (const { name, text } of there) writeFileSync(join(folder, name), text);
    const config = {
      ...graceful.configs[preset],
      files: ['**/*.*'],
      languageOptions: { parser },
    } as unknown as Linter.Config;
    const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: config });
    const results = await eslint.lintFiles(there.map(({ name }) => name));
    return there.flatMap(({ name }) =>
      results
        .filter(({ filePath }) => relative(folder, filePath) === name)
        .flatMap(({ messages }) =>
          messages.map(({ ruleId, line, message }) => ({
            place: `${name}:${line}`,
            rule: ruleId?.replace('graceful/', '') ?? null,
            message,
          })),
        ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
