import type { TSESLint } from '@typescript-eslint/utils';
import { isCompiled, isGenerated } from './is-generated.ts';

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

/**
 * Completes a rule: the address of its page, the dialects that it reads, and that it passes generated code over. That is
 * looked at last, for most files hold nothing that the rule asks for.
 */
export function createRule<M extends string, O extends readonly unknown[]>(
  rule: Omit<Rule<M, O>, 'defaultOptions'>,
): Rule<M, O> {
  return {
    ...rule,
    meta: {
      ...rule.meta,
      docs: { ...rule.meta.docs, url: `${PAGES}${rule.name}.md`, dialects: ['JavaScript', 'TypeScript'] },
    },
    create(context) {
      const listeners = rule.create(context);
      return Object.keys(listeners).length > 0 && isGeneratedCode(context.sourceCode) ? {} : listeners;
    },
  } as Rule<M, O>;
}

const answers = new WeakMap<object, boolean>();

function isGeneratedCode(code: { readonly text: string }): boolean {
  let answer = answers.get(code);
  if (answer === undefined) answers.set(code, (answer = isGenerated(code.text) || isCompiled(code.text)));
  return answer;
}
