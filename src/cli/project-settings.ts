import { relative } from 'node:path';
import { isHelperMissing } from '../kit/helper-file.ts';
import { getSettings } from '../kit/settings.ts';
import { findConfig, FLAT } from './find-config.ts';
import type { Project } from './project.ts';
import { UsageError } from './usage-error.ts';

/**
 * ESLint's `settings` for all files of a project: the `graceful` object of package.json, and over it what the entries of
 * the ESLint config say.
 *
 * @throws UsageError when one of them is malformed, or names a stop helper that is not there.
 */
export function getProjectSettings({ root, manifest, entries = [] }: Project): Record<string, unknown> {
  const config = findConfig(root, FLAT) ?? '';
  const stated = [
    { place: manifest?.path ?? '', value: manifest?.data['graceful'] },
    ...entries.map(({ settings }) => ({ place: relative(process.cwd(), config), value: settings })),
  ].filter(({ value }) => value !== undefined);
  for (const { place, value } of stated) check(value, place, root);
  return stated.length === 0 ? {} : { graceful: Object.assign({}, ...stated.map(({ value }) => value)) as unknown };
}

function check(value: unknown, place: string, root: string): void {
  try {
    const { helper } = getSettings({ graceful: value });
    if (isHelperMissing(helper, root)) throw new TypeError(`graceful.helper names no file: '${helper}'`);
  } catch (error) {
    throw new UsageError(`${place}: ${(error as Error).message.replace(/^settings\./, '')}`);
  }
}
