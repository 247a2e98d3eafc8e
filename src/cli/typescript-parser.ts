import type { Linter } from 'eslint';
import type { Project } from './project.ts';
import { loadPeer } from './resolve-peer.ts';

/** A parser that loads the real one when the first TypeScript file comes by. */
export interface TypescriptParser {
  readonly parser: Linter.Parser;
  /** Throws what loading has thrown: ESLint takes it for a syntax error of the file. */
  check(): void;
}

/** Loads `@typescript-eslint/parser` from the project, or from beside this plugin, when it is needed. */
export function createTypescriptParser(project: Project): TypescriptParser {
  let loaded: { parser: Linter.Parser } | { error: unknown } | undefined;
  const load = (): Linter.Parser => {
    loaded ??= attempt(() => loadParser(project));
    if ('error' in loaded) throw loaded.error;
    return loaded.parser;
  };
  return {
    parser: {
      meta: { name: 'graceful/typescript-parser' },
      parseForESLint: (text: string, options?: unknown) =>
        (load() as { parseForESLint(text: string, options?: unknown): Linter.ESLintParseResult }).parseForESLint(
          text,
          options,
        ),
    },
    check() {
      if (loaded && 'error' in loaded) throw loaded.error;
    },
  };
}

function attempt(load: () => Linter.Parser): { parser: Linter.Parser } | { error: unknown } {
  try {
    return { parser: load() };
  } catch (error) {
    return { error };
  }
}

function loadParser(project: Project): Linter.Parser {
  const peer = {
    name: '@typescript-eslint/parser',
    purpose: 'to read TypeScript files',
    via: ['typescript-eslint'],
    atLeast: [8, 0],
  } as const;
  return loadPeer(peer, project) as Linter.Parser;
}
