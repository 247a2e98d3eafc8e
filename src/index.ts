import { readFileSync } from 'node:fs';
import { createConfigs, type ConfigRule, type GracefulConfig, type PresetName } from './configs.ts';
import { rules, type RuleName } from './rules/index.ts';

/** The plugin object: what `import graceful from 'eslint-plugin-graceful'` gives. */
export interface GracefulPlugin {
  meta: { name: string; version: string; namespace: 'graceful' };
  rules: Readonly<Record<RuleName, ConfigRule>>;
  configs: Record<PresetName, GracefulConfig>;
}

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

const plugin = {
  meta: { name, version, namespace: 'graceful' },
  rules,
} as unknown as GracefulPlugin;
plugin.configs = createConfigs(plugin, rules);

export default plugin;
export { plugin as 'module.exports' };
