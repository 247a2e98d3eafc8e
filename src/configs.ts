import type { Rule } from './kit/create-rule.ts';

/** A rule as a config sees it. Each host has types of its own for the inside, and they do not fit each other. */
export interface ConfigRule {
  meta: { docs: { description: string; url: string } };
  create(context: never): Record<string, never>;
}

/** The plugin as a config sees it. */
export interface ConfigPlugin {
  meta: { name: string; version: string; namespace: 'graceful' };
  rules: Record<string, ConfigRule>;
}

/** A flat config object: put it in `extends`, or in the config array itself. */
export interface GracefulConfig {
  name: string;
  plugins: { graceful: ConfigPlugin };
  rules: Record<`graceful/${string}`, 'error' | ['error', Record<string, unknown>]>;
}

export type PresetName = 'recommended' | 'strict' | 'all';

/** Computes the presets from each rule's `meta`; `error` throughout, because bulk suppressions ignore warnings. */
export function createConfigs(plugin: ConfigPlugin, rules: Record<string, Rule>): Record<PresetName, GracefulConfig> {
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
    ),
  });
  return {
    recommended: preset('recommended', (rule) => rule.meta.docs?.recommended === 'recommended'),
    strict: preset('strict', (rule) => rule.meta.docs?.recommended !== undefined),
    all: preset('all', () => true),
  };
}
