import type { TSESLint } from '@typescript-eslint/utils';
import { getSettings, type GracefulSettings } from './settings.ts';

/** What every analysis question starts from: one parsed file and the user's settings. */
export interface SourceFile {
  readonly code: Readonly<TSESLint.SourceCode>;
  /** Absolute path, or `<input>` when the text has no file. */
  readonly filename: string;
  /** Absolute path that the globs of the settings are relative to: ESLint's working folder. */
  readonly root: string;
  readonly settings: GracefulSettings;
}

const files = new WeakMap<object, SourceFile>();

/**
 * The file that a rule is running on; the same object for every rule of one run.
 *
 * @throws TypeError when `settings.graceful` is malformed.
 */
export function getSourceFile(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): SourceFile {
  const settings = getSettings(context.settings);
  const known = files.get(context.sourceCode.ast);
  if (known?.settings === settings && known.filename === context.filename) return known;
  const file = { code: context.sourceCode, filename: context.filename, root: context.cwd, settings };
  files.set(context.sourceCode.ast, file);
  return file;
}

/** Remembers the answer of `compute` for each file, so that all rules share it. */
export function oncePerFile<T>(compute: (file: SourceFile) => T): (file: SourceFile) => T {
  const answers = new WeakMap<SourceFile, { value: T }>();
  return (file) => {
    let answer = answers.get(file);
    if (!answer) answers.set(file, (answer = { value: compute(file) }));
    return answer.value;
  };
}

/** May an edit write types here? */
export function isTypeScript({ filename }: Pick<SourceFile, 'filename'>): boolean {
  return /\.[cm]?tsx?$/.test(filename);
}
