import type { TSESLint } from '@typescript-eslint/utils';
import type { SourceFile } from './source-file.ts';

type Offered = (listeners: TSESLint.RuleListener) => TSESLint.RuleListener;

/** Listeners for the expressions of a Vue template, where the parser offers it: vue-eslint-parser's parser services. */
export function onTemplate({ code }: SourceFile, listeners: TSESLint.RuleListener): TSESLint.RuleListener {
  const services = code.parserServices as { defineTemplateBodyVisitor?: Offered } | undefined;
  return services?.defineTemplateBodyVisitor?.(listeners) ?? {};
}
