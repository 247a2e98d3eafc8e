import type { ESLint } from 'eslint';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getReadRoot } from '../map/index.ts';
import { getChosenRules } from './chosen-rules.ts';
import { createLintCache, type LintCache } from './lint-cache.ts';
import { getProjectSettings } from './project-settings.ts';
import type { LintOptions } from './lint-options.ts';
import { say } from './print.ts';
import type { Project } from './project.ts';
import { getVersion } from './version.ts';

/** The cache of `--cache`, which never makes a run fail; null without it. */
export function createCache(options: LintOptions, project: Project, Host: typeof ESLint): LintCache | null {
  if (!options.useCache) return null;
  const settings = {
    versions: [getVersion(), Host.version, process.version],
    rules: getChosenRules(options),
    settings: getProjectSettings(project),
    entries: project.entries,
    isNamed: options.isNamed,
    inlineConfig: options.inlineConfig,
  };
  const file = options.cacheFile === null ? getDefaultFile(project.root) : resolve(options.cacheFile);
  const cache = createLintCache(file, project.root, settings, getReadRoot(project.root));
  return {
    ...cache,
    write() {
      try {
        cache.write();
      } catch (error) {
        say(`the cache is not kept: ${(error as Error).message}`);
      }
    },
  };
}

function getDefaultFile(root: string): string {
  const folder = existsSync(join(root, 'node_modules')) ? 'node_modules/.cache/graceful' : '.graceful';
  return join(root, folder, 'lint-cache.json');
}
