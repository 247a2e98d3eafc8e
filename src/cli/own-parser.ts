import type { Linter } from 'eslint';
import { analyze, getSyntaxError, getVisitorKeys, Lines, parseText } from '../source/parse.ts';
import type { TSESTree } from '../source/types.ts';
import { listTokens } from './list-tokens.ts';

/**
 * Reads a text for ESLint by the parser that this plugin reads other files with: where the project brings no parser for
 * TypeScript, or one that cannot be loaded. The tree is the same; it knows no types.
 *
 * @param filename decides by its ending what is read
 * @throws Error with `lineNumber`, `column` and `index`, as ESLint shows them.
 */
export function parseByOwn(text: string, filename: string): Linter.ESLintParseResult {
  const program = parseText(filename, text);
  const lines = new Lines(text);
  if (program === null) {
    const { message, at } = getSyntaxError(filename, text);
    const { line, column } = lines.getPosition(at);
    throw Object.assign(new SyntaxError(message), { lineNumber: line, column: column + 1, index: at });
  }
  const visitorKeys = getVisitorKeys();
  const locate = <T extends { readonly range: TSESTree.Range }>({ range, ...rest }: T) => ({
    ...rest,
    range,
    loc: { start: lines.getPosition(range[0]), end: lines.getPosition(range[1]) },
  });
  program.tokens = listTokens(text, program, visitorKeys).map(locate) as unknown as TSESTree.Token[];
  program.comments = (program.comments ?? []).map(locate);
  return {
    ast: program,
    scopeManager: analyze(program),
    visitorKeys,
    services: {},
  } as unknown as Linter.ESLintParseResult;
}
