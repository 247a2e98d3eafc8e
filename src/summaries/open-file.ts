import type { TSESLint } from '@typescript-eslint/utils';
import path from 'node:path';
import { isHelperMissing } from '../kit/helper-file.ts';
import { fromRoot, getSettings } from '../kit/settings.ts';
import { findWorkspace } from '../project/workspace.ts';
import type { SourceFile } from '../source/source-file.ts';
import { getProjectView } from './index.ts';

const files = new WeakMap<object, SourceFile>();

/**
 * The file that a rule is running on; the same object for every rule of one run.
 *
 * @throws TypeError when `settings.graceful` is malformed, or names a stop helper that is not there.
 */
export function getSourceFile(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): SourceFile {
  const workspace = findWorkspace(context.cwd);
  const root = workspace?.root ?? context.cwd;
  const written = getSettings(context.settings);
  const settings = workspace ? fromRoot(written, path.relative(root, context.cwd)) : written;
  const known = files.get(context.sourceCode.ast);
  if (known?.settings === settings && known.filename === context.filename) return known;
  if (isHelperMissing(written.helper, context.cwd)) {
    throw new TypeError(`settings.graceful.helper names no file: '${written.helper}' (from ${context.cwd}).`);
  }
  const file = {
    code: context.sourceCode,
    filename: context.filename,
    root,
    settings,
    project: getProjectView(root, settings, workspace?.folders),
  };
  files.set(context.sourceCode.ast, file);
  return file;
}
