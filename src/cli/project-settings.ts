import { relative } from 'node:path';
import { isHelperMissing } from '../kit/helper-file.ts';
import { getSettings } from '../kit/settings.ts';
import { findConfig, FLAT } from './find-config.ts';
import type { Project } from './project.ts';
import { UsageError } from './usage-error.ts';

/**
 * ESLint's `settings` that hold for all files of a project: the `graceful` object of package.json.
 *
 * @throws UsageError when it, or what an entry of the ESLint config says, is malformed or names a stop helper that is not there.
 */
export function getProjectSettings(project: Project): Record<string, unknown> {
  const { manifest, root, entries = [] } = project;
  const own = manifest?.data['graceful'];
  const config = relative(process.cwd(), findConfig(root, FLAT) ?? '');
  check(own, manifest?.path ?? '', root);
  for (const { settings } of entries) check(settings, config, root);
  return own === undefined ? {} : { graceful: own };
}

/** What holds for one file or another: the lists of package.json and of all entries of the ESLint config in one. */
export function getJoinedSettings(project: Project): Record<string, unknown> {
  const { graceful: own } = getProjectSettings(project);
  const joined: Record<string, unknown> = {};
  for (const stated of [own, ...(project.entries ?? []).map(({ settings }) => settings)]) {
    for (const [key, value] of Object.entries(stated ?? {})) {
      const before = joined[key];
      joined[key] = Array.isArray(before) ? before.concat(value) : value;
    }
  }
  return { graceful: joined };
}

function check(value: unknown, place: string, root: string): void {
  if (value === undefined) return;
  try {
    const { helper } = getSettings({ graceful: value });
    if (isHelperMissing(helper, root)) throw new TypeError(`graceful.helper names no file: '${helper}'`);
  } catch (error) {
    throw new UsageError(`${place}: ${(error as Error).message.replace(/^settings\./, '')}`);
  }
}
