export interface Case {
  /** Why the case is there; unique in its list. */
  name: string;
  code: string;
  /** Relative to the working folder; `file.ts` when left out. `.js`, `.tsx`, `.cjs` ... parse as such. */
  filename?: string;
  /** May be partial: the rule's `defaultOptions` are merged in. */
  options?: readonly object[];
  /** ESLint's `settings`, so `{ graceful: { workers: [...] } }`. */
  settings?: Record<string, unknown>;
  only?: boolean;
}

export interface Suggestion<M extends string> {
  messageId: M;
  data?: Record<string, unknown>;
  output: string;
}

export interface ExpectedError<M extends string> {
  messageId: M;
  data?: Record<string, unknown>;
  suggestions?: readonly Suggestion<M>[];
}

export interface InvalidCase<M extends string> extends Case {
  /** One for each mark, in their order; or leave it out and give `messageId` for all of them. */
  errors?: readonly ExpectedError<M>[];
  messageId?: M;
  data?: Record<string, unknown>;
  /** The text when `--fix` is through all its passes; null says that there is no fix. */
  output: string | null;
  /** Short for `errors[0].suggestions`, where there is one error. */
  suggestion?: Suggestion<M>;
  suggestions?: readonly Suggestion<M>[];
}

export interface RuleCases<M extends string> {
  valid: readonly Case[];
  invalid: readonly InvalidCase<M>[];
}

export function listSuggestions<M extends string>(item: InvalidCase<M>): readonly Suggestion<M>[] {
  if (item.errors) return item.errors.flatMap((error) => error.suggestions ?? []);
  return item.suggestion ? [item.suggestion] : (item.suggestions ?? []);
}

/** What a case's file name says about its language, for the rule tester and for `Linter` alike. */
export function getLanguageOptions({ filename = 'file.ts' }: { filename?: string }): CaseLanguage {
  const sourceType = filename.endsWith('.cjs') ? 'commonjs' : 'module';
  return { sourceType, parserOptions: filename.endsWith('x') ? { ecmaFeatures: { jsx: true } } : {} };
}

interface CaseLanguage {
  sourceType: 'commonjs' | 'module';
  parserOptions: object;
}

/** The same cases, each with more of its rule's options where it has none of that name. */
export function withOptions<M extends string>({ valid, invalid }: RuleCases<M>, options: object): RuleCases<M> {
  const add = <C extends { options?: readonly object[] }>(item: C): C => ({
    ...item,
    options: [{ ...options, ...item.options?.[0] }],
  });
  return { valid: valid.map(add), invalid: invalid.map(add) };
}
