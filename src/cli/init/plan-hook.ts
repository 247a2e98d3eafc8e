import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setJson } from '../json-text.ts';
import { EXTENSIONS } from '../lint-inputs.ts';
import { getCommands } from '../package-manager.ts';
import { getVersion } from '../version.ts';
import { change, readPlanned, type Plan } from './plan.ts';
import type { Host } from './plan-config.ts';

export const HOOKS = ['husky', 'lefthook', 'simple-git-hooks', 'pre-commit'] as const;
export type Hook = (typeof HOOKS)[number];

/** Packages whose projects have components: the ending of those, which ESLint then reads. */
const FRAMEWORKS: Readonly<Record<string, string>> = { vue: 'vue', nuxt: 'vue', svelte: 'svelte', astro: 'astro' };
const LINT: Record<Host, string> = {
  eslint: 'eslint --fix --max-warnings 0 --no-warn-ignored',
  oxlint: 'oxlint --fix --deny-warnings',
};
const REPOSITORY = 'https://github.com/eslint-plugin-graceful/eslint-plugin-graceful';
/** 17 needs a newer Node than we do. */
const LINT_STAGED = 'lint-staged@16';

/** Plans a hook that lints and fixes the staged files before each commit. */
export function planHook(plan: Plan, hook: Hook, host: Host): void {
  const plans: Record<Hook, () => void> = {
    husky: () => planHusky(plan, host),
    lefthook: () => planLefthook(plan, host),
    'simple-git-hooks': () => planSimpleGitHooks(plan, host),
    'pre-commit': () => planPreCommit(plan, host),
  };
  plans[hook]();
}

function getGlob({ project }: Plan): string {
  const { dependencies, devDependencies } = project.manifest.data;
  const names = Object.keys({ ...(dependencies as object), ...(devDependencies as object) });
  const more = Object.keys(FRAMEWORKS).flatMap((name) => (names.includes(name) ? (FRAMEWORKS[name] ?? []) : []));
  return `*.{${[...new Set([...EXTENSIONS, ...more])].join(',')}}`;
}

function planHusky(plan: Plan, host: Host): void {
  planLintStaged(plan, host);
  plan.packages.add('husky');
  const command = `${getCommands(plan.project).run} lint-staged`;
  const path = join(plan.project.root, '.husky/pre-commit');
  const text = readPlanned(plan, path);
  if (text?.includes('lint-staged')) plan.steps.push('.husky/pre-commit runs lint-staged already');
  else {
    const before = text === null || text.endsWith('\n') || text === '' ? (text ?? '') : `${text}\n`;
    change(plan, path, `${before}${command}\n`, ['Added', 'add', `${command} to .husky/pre-commit`]);
  }
  setInManifest(plan, ['scripts', 'prepare'], 'husky', 'husky');
  plan.commands.add(`${getCommands(plan.project).run} husky`);
}

function planSimpleGitHooks(plan: Plan, host: Host): void {
  planLintStaged(plan, host);
  plan.packages.add('simple-git-hooks');
  const { run } = getCommands(plan.project);
  setInManifest(plan, ['simple-git-hooks', 'pre-commit'], `${run} lint-staged`, 'lint-staged');
  setInManifest(plan, ['scripts', 'prepare'], 'simple-git-hooks', 'simple-git-hooks');
  plan.commands.add(`${run} simple-git-hooks`);
}

function planLintStaged(plan: Plan, host: Host): void {
  plan.packages.add(LINT_STAGED);
  const own = readdirSync(plan.project.root).find((file) => /^(?:\.lintstagedrc|lint-staged\.config\.)/.test(file));
  if (own === undefined) setInManifest(plan, ['lint-staged', getGlob(plan)], LINT[host], host);
  else if (!readPlanned(plan, join(plan.project.root, own))?.includes(host)) {
    plan.pastes.push({ where: `to ${own}`, text: `"${getGlob(plan)}": "${LINT[host]}"` });
  }
}

/** Sets one value in an object of package.json; where another is there that does not do it, it is left to the user. */
function setInManifest(plan: Plan, [section, key]: readonly [string, string], value: string, word: string): void {
  const { path } = plan.project.manifest;
  const text = readPlanned(plan, path) ?? '';
  const data = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, Record<string, unknown> | undefined>;
  const old = data[section];
  const known = old === undefined ? undefined : section === 'lint-staged' ? JSON.stringify(old) : old[key];
  const isThere = typeof known === 'string' && known.includes(word);
  if (isThere) plan.steps.push(`package.json has ${word} in ${section} already`);
  else if (known !== undefined && section !== 'lint-staged') {
    plan.pastes.push({ where: `to "${key}" in ${section} of package.json, which does something else`, text: value });
  } else {
    const wanted = { ...data, [section]: { ...old, [key]: value } };
    change(plan, path, setJson(text, wanted), ['Set', 'set', `${section} in package.json: "${key}": "${value}"`]);
  }
}

function planLefthook(plan: Plan, host: Host): void {
  const { root } = plan.project;
  const { run } = getCommands(plan.project);
  plan.packages.add('lefthook');
  plan.commands.add(`${run} lefthook install`);
  const job = [
    '    graceful:',
    `      glob: '${getGlob(plan)}'`,
    `      run: ${run} ${LINT[host]} {staged_files}`,
    '      stage_fixed: true',
  ];
  const lines = ['pre-commit:', '  commands:', ...job];
  const own = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml'].find((name) =>
    existsSync(join(root, name)),
  );
  const text = own === undefined ? null : readPlanned(plan, join(root, own));
  if (text === null) {
    change(plan, join(root, 'lefthook.yml'), `${lines.join('\n')}\n`, ['Wrote', 'write', 'lefthook.yml']);
  } else if (text.includes(host)) plan.steps.push(`${own} runs ${host} already`);
  else plan.pastes.push({ where: `to ${own}`, text: lines.join('\n') });
}

/** The project's own ESLint and config where it has one; the plugin's own for oxlint, which has no hook of ours. */
function planPreCommit(plan: Plan, host: Host): void {
  const path = join(plan.project.root, '.pre-commit-config.yaml');
  const text = readPlanned(plan, path);
  const id = host === 'eslint' ? 'graceful-system' : 'graceful';
  const entry = [
    `  - repo: ${REPOSITORY}`,
    `    rev: v${getVersion()}`,
    '    hooks:',
    `      - id: ${id}`,
    '        args: [--fix]',
  ];
  plan.commands.add('pre-commit install');
  if (text === null) {
    change(plan, path, `repos:\n${entry.join('\n')}\n`, ['Wrote', 'write', '.pre-commit-config.yaml']);
  } else if (text.includes(REPOSITORY)) plan.steps.push('.pre-commit-config.yaml has the hook already');
  else {
    const indent = findListAtEnd(text);
    const added = entry.map((line) => line.replace(/^ {2}/, indent ?? '')).join('\n');
    if (indent === null) plan.pastes.push({ where: 'to repos in .pre-commit-config.yaml', text: entry.join('\n') });
    else {
      const after = `${text}${text.endsWith('\n') ? '' : '\n'}${added}\n`;
      change(plan, path, after, ['Added', 'add', `the hook ${id} to .pre-commit-config.yaml`]);
    }
  }
}

/** The indentation of the list `repos` when it is the last thing of the file. */
function findListAtEnd(text: string): string | null {
  const keys = [...text.matchAll(/^([\w-]+):(.*)$/gm)];
  const last = keys.at(-1);
  if (last?.[1] !== 'repos' || last[2]?.replace(/#.*/, '').trim() !== '') return null;
  return /^( *)- repo:/m.exec(text.slice(last.index))?.[1] ?? null;
}
