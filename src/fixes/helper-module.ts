import path from 'node:path';
import { isHelperPath } from '../kit/helper-file.ts';
import type { SourceCode } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';

/**
 * The specifier by which this file imports the project's stop helper: packages and aliases as they are, files relative
 * to this one and in the file's own manner of endings. Null for a file that is the helper itself.
 */
export function findHelperSpecifier(file: SourceFile, helper: string): string | null {
  if (!isHelperPath(helper)) return helper;
  const target = path.resolve(file.root, helper);
  if (target === file.filename) return null;
  const relative = path.relative(path.dirname(file.filename), target).replaceAll('\\', '/');
  const specifier = relative.startsWith('.') ? relative : `./${relative}`;
  return specifier.replace(/\.([cm]?)tsx?$/, (ending, kind: string) => getEnding(file.code, ending, `.${kind}js`));
}

function getEnding(code: SourceCode, typescript: string, javascript: string): string {
  const relatives = code.ast.body.flatMap((node) =>
    node.type === 'ImportDeclaration' && node.source.value.startsWith('.') ? [node.source.value] : [],
  );
  if (relatives.some((source) => source.endsWith(typescript))) return typescript;
  return relatives.length === 0 || relatives.some((source) => source.endsWith(javascript)) ? javascript : '';
}
