import type { TSESLint } from '@typescript-eslint/utils';

/** The facts about a rule from which the presets, the index, the page header and the README table are derived. */
export interface RuleDocs {
  description: string;
  /** Presets beside `all` that hold the rule; `strict` includes `recommended`. */
  recommended?: 'recommended' | 'strict';
  /** The options that `strict` turns on. */
  strict?: Record<string, unknown>;
  dialects?: readonly string[];
  url?: string;
}

export type Rule<M extends string = string, O extends readonly unknown[] = readonly unknown[]> = TSESLint.RuleModule<
  M,
  O,
  RuleDocs
> & { name: string };

const PAGES = 'https://github.com/eslint-plugin-graceful/eslint-plugin-graceful/blob/main/rules-docs/';

/** Completes a rule's `meta`: the address of its page and the dialects that it reads. */
export function createRule<M extends string, O extends readonly unknown[]>(
  rule: Omit<Rule<M, O>, 'defaultOptions'>,
): Rule<M, O> {
  return {
    ...rule,
    meta: {
      ...rule.meta,
      docs: { ...rule.meta.docs, url: `${PAGES}${rule.name}.md`, dialects: ['JavaScript', 'TypeScript'] },
    },
  } as Rule<M, O>;
}
