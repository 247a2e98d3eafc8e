import { readFileSync } from 'node:fs';

interface PackageInfo {
  readonly name: string;
  readonly version: string;
}

/** What this package calls itself: from its package.json, so that caches and reports notice an upgrade. */
export const { name, version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as PackageInfo;

/** Where the sources and the pages of the rules are. */
export const HOME = 'https://github.com/eslint-plugin-graceful/eslint-plugin-graceful';
