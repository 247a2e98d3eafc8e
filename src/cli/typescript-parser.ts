import type { Linter } from 'eslint';
import { parseByOwn } from './own-parser.ts';
import type { Project } from './project.ts';
import { hasPeer, loadPeer } from './resolve-peer.ts';

/** Parsers for what ESLint alone does not read; the project's own is loaded when the first such file comes by. */
export interface TypescriptParser {
  readonly parser: Linter.Parser;
  /** The same for the scripts of components. */
  readonly componentParser: Linter.Parser;
}

/**
 * Parses by the project's `@typescript-eslint/parser`, so that its ESLint finds the same; by the one of this plugin where there is
 * none, or none that can be loaded: typescript-eslint refuses a TypeScript that is newer than itself.
 */
export function createTypescriptParser(project: Project): TypescriptParser {
  let loaded: Parser | null | undefined;
  const parse = (text: string, { isTsx, ...options }: Options): Linter.ESLintParseResult => {
    loaded ??= loadParser(project);
    if (loaded === null) return parseByOwn(text, getName(options.filePath, isTsx));
    return loaded.parseForESLint(text, isTsx === undefined ? options : { ...options, ecmaFeatures: { jsx: isTsx } });
  };
  const parseScripts = (text: string, options: Options = {}): Linter.ESLintParseResult => {
    try {
      return parse(text, { ...options, isTsx: false });
    } catch (error) {
      return parseAsTsx(text, options) ?? raise(error);
    }
  };
  // With `lang="tsx"`, or not at all.
  const parseAsTsx = (text: string, options: Options): Linter.ESLintParseResult | null => {
    try {
      return parse(text, { ...options, isTsx: true });
    } catch {
      return null;
    }
  };
  return {
    parser: {
      meta: { name: 'graceful/typescript-parser' },
      parseForESLint: (text, options = {}) => parse(text, options as Options),
    },
    componentParser: { meta: { name: 'graceful/component-parser' }, parseForESLint: parseScripts },
  };
}

interface Options {
  readonly filePath?: string;
  /** Of a script in a component, whose name does not tell. */
  readonly isTsx?: boolean;
}

interface Parser {
  parseForESLint(text: string, options: object): Linter.ESLintParseResult;
}

const PEER = {
  name: '@typescript-eslint/parser',
  purpose: 'to read TypeScript files',
  via: ['typescript-eslint'],
  atLeast: [8, 0],
} as const;

function loadParser(project: Project): Parser | null {
  if (!hasPeer(PEER, project)) return null;
  try {
    return loadPeer(PEER, project) as Parser;
  } catch {
    return null;
  }
}

function getName(path = 'file.ts', isTsx: boolean | undefined): string {
  return isTsx === undefined ? path : `${path}.${isTsx ? 'tsx' : 'ts'}`;
}

function raise(error: unknown): never {
  throw error;
}
