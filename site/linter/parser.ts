// The TypeScript parser for ESLint, without what needs a disk: the converter of @typescript-eslint over a tree of the
// compiler's, as their own playground puts it together.
import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { astConverter } from '@typescript-eslint/typescript-estree/use-at-your-own-risk';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import ts from 'typescript';

type Settings = Parameters<typeof astConverter>[1];

const SETTINGS = { comment: true, loc: true, range: true, tokens: true } as unknown as Settings;

/** @throws an error with `lineNumber` and `column` where the text does not parse */
export function parse(filename: string, text: string, lang = getLanguage(filename)): TSESTree.Program {
  const kind = lang === 'ts' ? ts.ScriptKind.TS : ts.ScriptKind.TSX;
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const source = ts.createSourceFile(filename, text, options, true, kind);
  return astConverter(source, SETTINGS, false).estree;
}

/** What ESLint takes as `languageOptions.parser`. */
export const parser = {
  meta: { name: 'typescript-in-the-page', version: ts.version },
  parseForESLint(text: string, { filePath }: { filePath: string }) {
    const ast = parse(filePath, text);
    ast.sourceType = 'module';
    return { ast, visitorKeys, services: {}, scopeManager: analyze(ast, { sourceType: 'module' }) };
  },
};

/** JavaScript may hold JSX, and types as well: who runs it has a compiler. */
function getLanguage(filename: string): 'ts' | 'tsx' {
  return /\.[cm]?ts$/.test(filename) ? 'ts' : 'tsx';
}
