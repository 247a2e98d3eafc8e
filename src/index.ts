import { readFileSync } from 'node:fs';
import type { TSESLint } from '@typescript-eslint/utils';
import { createConfigs, type GracefulConfig, type PresetName } from './configs.ts';
import { rules } from './rules/index.ts';

/** The plugin object: what `import graceful from 'eslint-plugin-graceful'` gives. */
export interface GracefulPlugin {
  meta: { name: string; version: string; namespace: 'graceful' };
  rules: typeof rules;
  configs: Record<PresetName, GracefulConfig>;
}

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

const plugin = {
  meta: { name, version, namespace: 'graceful' },
  rules,
} as GracefulPlugin;
plugin.configs = createConfigs(plugin as unknown as TSESLint.FlatConfig.Plugin, rules);

export default plugin;
export { plugin as 'module.exports' };
