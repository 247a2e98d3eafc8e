import type { TSESLint } from '@typescript-eslint/utils';
import type { Rule } from './kit/create-rule.ts';

/** A flat config object: put it in `extends`, or in the config array itself. */
export interface GracefulConfig {
  name: string;
  plugins: { graceful: TSESLint.FlatConfig.Plugin };
  rules: Record<`graceful/${string}`, 'error' | ['error', Record<string, unknown>]>;
}

export type PresetName = 'recommended' | 'strict' | 'all';

/** Computes the presets from each rule's `meta`; `error` throughout, because bulk suppressions ignore warnings. */
export function createConfigs(
  plugin: TSESLint.FlatConfig.Plugin,
  rules: Record<string, Rule>,
): Record<PresetName, GracefulConfig> {
  const preset = (name: PresetName, includes: (rule: Rule) => boolean): GracefulConfig => ({
    name: `graceful/${name}`,
    plugins: { graceful: plugin },
    rules: Object.fromEntries(
      Object.values(rules)
        .filter(includes)
        .map((rule) => {
          const strict = name === 'recommended' ? undefined : rule.meta.docs?.strict;
          return [`graceful/${rule.name}`, strict ? ['error', strict] : 'error'];
        }),
    ) as GracefulConfig['rules'],
  });
  return {
    recommended: preset('recommended', (rule) => rule.meta.docs?.recommended === 'recommended'),
    strict: preset('strict', (rule) => rule.meta.docs?.recommended !== undefined),
    all: preset('all', () => true),
  };
}
