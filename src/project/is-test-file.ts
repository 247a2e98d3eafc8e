import { TEST_FOLDER, TEST_NAME } from '../knowledge/test-files.ts';
import { findRelative } from './relative-path.ts';

/** Is the file a test or benchmark by its place below `root` or its name? Killing workers there is tidying up. */
export function isTestFile(filename: string, root: string): boolean {
  if (last.filename !== filename || last.root !== root)
    last = { filename, root, isTest: isTestPath(findRelative(root, filename) ?? filename) };
  return last.isTest;
}

/** Each rule asks about the file that is linted. */
let last = { filename: '', root: '', isTest: false };

/** The same of a path from the root. */
export function isTestPath(file: string): boolean {
  return TEST_FOLDER.test(file) || TEST_NAME.test(file.replace(/^.*[\\/]/, ''));
}
