import { dirname, join } from 'node:path';
import type { PresetName } from '../../configs.ts';
import { canParse } from '../comments.ts';
import { findConfig, FLAT } from '../find-config.ts';
import { isTypescript } from '../is-typescript.ts';
import { setJson } from '../json-text.ts';
import { getInstallCommand } from '../package-manager.ts';
import { UsageError } from '../usage-error.ts';
import { addPreset, hasPreset } from './add-preset.ts';
import { change, findVersion, getName, readPlanned, type Plan } from './plan.ts';

const LEGACY = ['', '.js', '.cjs', '.yaml', '.yml', '.json'].map((ending) => `.eslintrc${ending}`);
const OXLINT = [
  '.oxlintrc.json',
  '.oxlintrc.jsonc',
  ...['js', 'mjs', 'ts', 'mts'].map((ending) => `oxlint.config.${ending}`),
];
const OLDEST = [9, 39] as const;
/** The newest that typescript-eslint reads. */
const NEWEST_TYPESCRIPT = 6;
const TYPESCRIPT = `typescript@${NEWEST_TYPESCRIPT}`;

/** The linter that runs our rules in this project. */
export type Host = 'eslint' | 'oxlint';

/**
 * Plans the preset in the config of ESLint or oxlint: in the one that is there, else in a new one.
 *
 * @throws UsageError for an ESLint that is too old, and for a config that only such a one reads.
 */
export function planConfig(plan: Plan, preset: PresetName): Host {
  const { root, manifest } = plan.project;
  const host = chooseHost(plan);
  plan.packages.add(host).add('eslint-plugin-graceful');
  const path = findConfig(root, host === 'eslint' ? FLAT : OXLINT);
  if (host === 'eslint') checkVersion(plan, path === null ? root : dirname(path));
  if (path === null) planNewConfig(plan, host, preset);
  else {
    const text = readPlanned(plan, path) ?? '';
    const name = getName(plan, path);
    const isCode = /\.[cm]?[jt]s$/.test(path);
    const isBroken = isCode && !canParse(text, path);
    const edited = host === 'eslint' ? addPreset(text, preset) : addToOxlint(path, text, preset);
    const wanted = isBroken || edited === null || (isCode && !canParse(edited, path)) ? null : edited;
    if (hasPreset(text)) plan.steps.push(`${name} has eslint-plugin-graceful already`);
    else if (wanted !== null) change(plan, path, wanted, ['Added', 'add', `the ${preset} preset to ${name}`]);
    else
      plan.pastes.push({
        where: `to ${name}, ${isBroken ? 'which does not parse' : 'whose form is not one that this command edits'}`,
        text: getPaste(path, preset),
      });
  }
  if (host === 'eslint' && manifest.data['eslintConfig'] !== undefined && path !== null) {
    plan.steps.push('package.json has an eslintConfig, which ESLint no longer reads');
  }
  return host;
}

function chooseHost({ project: { root, manifest } }: Plan): Host {
  if (findConfig(root, FLAT) !== null) return 'eslint';
  const legacy = findConfig(root, LEGACY) ?? ('eslintConfig' in manifest.data ? manifest.path : null);
  if (legacy !== null) {
    throw new UsageError(
      `${legacy} is a config of ESLint 8, which ESLint 10 does not read; nothing was changed`,
      `Migrate it first: npx @eslint/migrate-config ${legacy}`,
    );
  }
  if (findConfig(root, OXLINT) !== null) return 'oxlint';
  const { dependencies, devDependencies } = manifest.data;
  const names = Object.keys({ ...(dependencies as object), ...(devDependencies as object) });
  return names.includes('oxlint') && !names.includes('eslint') ? 'oxlint' : 'eslint';
}

function checkVersion(plan: Plan, folder: string): void {
  const version = findVersion(folder, 'eslint');
  const [major = 0, minor = 0] = (version ?? '99.0').split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new UsageError(
    `ESLint ${version} is installed, and ${OLDEST.join('.')} or newer is needed; nothing was changed`,
    `Install it: ${getInstallCommand(plan.project, 'eslint@latest')}`,
  );
}

function planNewConfig(plan: Plan, host: Host, preset: PresetName): void {
  const { root, manifest } = plan.project;
  const name =
    host === 'oxlint'
      ? '.oxlintrc.json'
      : manifest.data['type'] === 'module'
        ? 'eslint.config.js'
        : 'eslint.config.mjs';
  const isTyped = host === 'eslint' && isTypescript(plan.project);
  const isReadable = isTyped && canReadTypescript(plan);
  if (isReadable) plan.packages.add('typescript-eslint').add(TYPESCRIPT);
  const text = host === 'oxlint' ? (addToOxlint(name, '{}\n', preset) ?? '') : getNewConfig(preset, isReadable);
  change(plan, join(root, name), text, ['Wrote', 'write', `${name} with the ${preset} preset`]);
  if (isTyped && !isReadable)
    plan.notes.push(
      'typescript-eslint does not read TypeScript 7 yet: ESLint looks at JavaScript only, graceful lint at all',
    );
}

/** What is installed, or will be; without either, we ask for one that can be read. */
function canReadTypescript({ project: { root, manifest } }: Plan): boolean {
  const { dependencies, devDependencies } = manifest.data;
  const { typescript } = { ...(dependencies as object), ...(devDependencies as object) } as { typescript?: unknown };
  const version = findVersion(root, 'typescript') ?? (typeof typescript === 'string' ? typescript : '');
  return !(Number(/\d+/.exec(version)?.[0]) > NEWEST_TYPESCRIPT);
}

function getNewConfig(preset: PresetName, isTyped: boolean): string {
  return [
    "import { defineConfig } from 'eslint/config';",
    "import graceful from 'eslint-plugin-graceful';",
    ...(isTyped ? ["import tseslint from 'typescript-eslint';"] : []),
    '',
    'export default defineConfig([',
    `  graceful.configs.${preset},`,
    ...(isTyped ? ["  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } },"] : []),
    ']);',
    '',
  ].join('\n');
}

function addToOxlint(path: string, text: string, preset: PresetName): string | null {
  if (!/\.jsonc?$/.test(path)) return null;
  try {
    const data = JSON.parse(text) as { extends?: unknown };
    const old: unknown = data.extends ?? [];
    if (!Array.isArray(old)) return null;
    return setJson(text, { ...data, extends: [...(old as unknown[]), getOxlintPreset(preset)] });
  } catch {
    return null; // with comments
  }
}

function getOxlintPreset(preset: PresetName): string {
  return `./node_modules/eslint-plugin-graceful/oxlint/${preset}.json`;
}

function getPaste(path: string, preset: PresetName): string {
  if (/\.jsonc?$/.test(path)) return `"extends": ["${getOxlintPreset(preset)}"]`;
  const isModule = !/\.c[jt]s$/.test(path);
  const load = isModule
    ? "import graceful from 'eslint-plugin-graceful';"
    : "const graceful = require('eslint-plugin-graceful');";
  return path.includes('oxlint')
    ? `${load}\n\njsPlugins: ['eslint-plugin-graceful'],\nrules: { ...graceful.configs.${preset}.rules },`
    : `${load}\n\ngraceful.configs.${preset}, // one more entry of the config array`;
}
