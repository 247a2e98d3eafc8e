import { dirname } from 'node:path';
import { canParse } from '../comments.ts';
import { findConfig, FLAT } from '../find-config.ts';
import { getHelperTarget } from '../helper-target.ts';
import { setHelper } from '../json-text.ts';
import { getTexts } from '../texts.ts';
import { UsageError } from '../usage-error.ts';
import { addEntry, getQuote, hasPreset } from './add-preset.ts';
import { change, getName, readPlanned, writeFile, type Plan } from './plan.ts';

/** The setting, as a config has it. */
const SETTING = /\bhelper\s*:\s*(['"`])([^'"`]*)\1/;

/**
 * Plans the project's own copy of the stop helper, and the setting that names it: in the project's ESLint config where that has the
 * plugin, for ESLint and this command read it there; else in package.json.
 *
 * @param wanted a path from the working folder
 * @throws UsageError when a file of another content is in the way
 */
export function planHelper(plan: Plan, wanted: string | undefined): void {
  const config = findOwnConfig(plan);
  const stated = config && (SETTING.exec(config.text)?.[2] ?? null);
  const { path, name, language, specifier } = getHelperTarget(plan.project, wanted, stated);
  if (!writeFile(plan, path, getTexts().helper[language])) {
    throw new UsageError(`${name} is there already and differs; --force overwrites it`);
  }
  if (config === null) setInManifest(plan, specifier);
  else if (stated === specifier) plan.steps.push(`${config.name} names it already: settings.graceful.helper`);
  else setInConfig(plan, config, specifier, stated);
}

interface Config {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/** Of the project itself: what a config above it names is found from there. */
function findOwnConfig(plan: Plan): Config | null {
  const path = findConfig(plan.project.root, FLAT);
  const text = path !== null && dirname(path) === plan.project.root ? readPlanned(plan, path) : null;
  return path === null || text === null || !hasPreset(text) ? null : { path, name: getName(plan, path), text };
}

function setInConfig(plan: Plan, { path, name, text }: Config, specifier: string, stated: string | null): void {
  const quote = getQuote(text);
  const entry = `{ settings: { graceful: { helper: ${quote}${specifier}${quote} } } }`;
  const edited = stated === null && canParse(text, path) ? addEntry(text, entry) : null;
  if (edited !== null && canParse(edited, path)) {
    change(plan, path, edited, ['Set', 'set', `settings.graceful.helper in ${name} to ${specifier}`]);
  } else {
    const why = stated === null ? 'whose form is not one that this command edits' : `in place of ${stated}`;
    plan.pastes.push({ where: `to ${name}, ${why}`, text: `${entry}, // one more entry of the config array` });
  }
}

function setInManifest(plan: Plan, specifier: string): void {
  const { path } = plan.project.manifest;
  const text = readPlanned(plan, path) ?? '';
  const changed = setHelper(text, specifier);
  if (changed === text) plan.steps.push('package.json names it already: graceful.helper');
  else change(plan, path, changed, ['Set', 'set', `graceful.helper in package.json to ${specifier}`]);
  plan.notes.push(`For ESLint, which does not read that: settings: { graceful: { helper: '${specifier}' } }`);
}
