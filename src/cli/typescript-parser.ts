import type { Linter } from 'eslint';
import type { Project } from './project.ts';
import { hasPeer, loadPeer } from './resolve-peer.ts';

/** A parser that loads the real one when the first TypeScript file comes by. */
export interface TypescriptParser {
  readonly parser: Linter.Parser;
  /** The same for the scripts of components; null when it is not installed. */
  readonly componentParser: Linter.Parser | null;
  /** Throws what loading has thrown: ESLint takes it for a syntax error of the file. */
  check(): void;
}

/** Loads `@typescript-eslint/parser` from the project, or from beside this plugin, when it is needed. */
export function createTypescriptParser(project: Project): TypescriptParser {
  let loaded: Attempt<Parser> | undefined;
  const load = (): Parser => {
    loaded ??= attempt(() => loadPeer(PEER, project) as Parser);
    return loaded.value ?? raise(loaded.error);
  };
  const parse = (text: string, options: object = {}): Linter.ESLintParseResult => load().parseForESLint(text, options);
  const parseScripts = (text: string, options: object = {}): Linter.ESLintParseResult => {
    try {
      return parse(text, { ...options, ecmaFeatures: { jsx: false } });
    } catch (error) {
      // With `lang="tsx"`, or not at all.
      return attempt(() => parse(text, { ...options, ecmaFeatures: { jsx: true } })).value ?? raise(error);
    }
  };
  return {
    parser: { meta: { name: 'graceful/typescript-parser' }, parseForESLint: parse },
    componentParser: hasPeer(PEER, project)
      ? { meta: { name: 'graceful/component-parser' }, parseForESLint: parseScripts }
      : null,
    check() {
      if (loaded && 'error' in loaded) raise(loaded.error);
    },
  };
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

interface Attempt<T> {
  readonly value?: T;
  readonly error?: unknown;
}

function attempt<T>(act: () => T): Attempt<T> {
  try {
    return { value: act() };
  } catch (error) {
    return { error };
  }
}

function raise(error: unknown): never {
  throw error;
}
