import type { TSESLint } from '@typescript-eslint/utils';
import { isHelperMissing } from '../kit/helper-file.ts';
import { getSettings } from '../kit/settings.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getProjectView } from './index.ts';

const files = new WeakMap<object, SourceFile>();

/**
 * The file that a rule is running on; the same object for every rule of one run.
 *
 * @throws TypeError when `settings.graceful` is malformed, or names a stop helper that is not there.
 */
export function getSourceFile(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): SourceFile {
  const settings = getSettings(context.settings);
  const known = files.get(context.sourceCode.ast);
  if (known?.settings === settings && known.filename === context.filename) return known;
  if (isHelperMissing(settings.helper, context.cwd)) {
    throw new TypeError(`settings.graceful.helper names no file: '${settings.helper}' (from ${context.cwd}).`);
  }
  const file = {
    code: context.sourceCode,
    filename: context.filename,
    root: context.cwd,
    settings,
    project: getProjectView(context.cwd, settings),
  };
  files.set(context.sourceCode.ast, file);
  return file;
}
