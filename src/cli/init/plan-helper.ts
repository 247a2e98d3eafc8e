import { readFileSync } from 'node:fs';
import { getHelperTarget } from '../helper-target.ts';
import { setHelper } from '../json-text.ts';
import { UsageError } from '../usage-error.ts';
import { change, readPlanned, writeFile, type Plan } from './plan.ts';

/**
 * Plans the project's own copy of the stop helper, and the setting that names it.
 *
 * @param wanted a path from the working folder
 * @returns the value of `settings.graceful.helper`
 * @throws UsageError when a file of another content is in the way
 */
export function planHelper(plan: Plan, wanted: string | undefined): string {
  const { path, name, source, specifier } = getHelperTarget(plan.project, wanted);
  if (!writeFile(plan, path, readFileSync(source, 'utf8'))) {
    throw new UsageError(`${name} is there already and differs; --force overwrites it`);
  }
  const manifest = plan.project.manifest.path;
  const text = readPlanned(plan, manifest) ?? '';
  const changed = setHelper(text, specifier);
  if (changed === text) plan.steps.push('package.json names it already: graceful.helper');
  else change(plan, manifest, changed, ['Set', 'set', `graceful.helper in package.json to ${specifier}`]);
  return specifier;
}
