import { findOwnDependencies, isForBundlers } from '../project/own-package.ts';
import type { SourceFile } from '../source/source-file.ts';
import { isCommonJs } from './insert-import.ts';
import { BROWSER_PACKAGE, SPEAKS_OF_BROWSER, SPEAKS_OF_NODE } from '../knowledge/platforms.ts';

/** Is it certain that the file runs on Node? */
export function isSurelyNode({ code }: SourceFile): boolean {
  return SPEAKS_OF_NODE.test(code.text) || isCommonJs(code);
}

/**
 * Does the file run on Node? Its imports, `require` and `process` say so; globals of browsers, a name that ends with `x`
 * and a package with components, or one that others bundle, speak against it.
 */
export function findPlatform(file: SourceFile): 'node' | 'web' {
  if (isSurelyNode(file)) return 'node';
  const isWeb = SPEAKS_OF_BROWSER.test(file.code.text);
  const mayBeWeb =
    isWeb ||
    /[jt]sx$/.test(file.filename) ||
    isForBundlers(file) ||
    findOwnDependencies(file).some((name) => BROWSER_PACKAGE.has(name));
  return mayBeWeb ? 'web' : 'node';
}
