import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addPreset } from '../../src/cli/init/add-preset.ts';
import { graceful, install, makeProject, ROOT, SAMPLES, useCli } from '../support/cli.ts';

const MODULE = '{\n  "name": "app",\n  "type": "module"\n}\n';
const TSESLINT = "import tseslint from 'typescript-eslint';\n";
const DEFINE = "import { defineConfig } from 'eslint/config';\n";
const LOAD = "import graceful from 'eslint-plugin-graceful';\n";
const OURS = 'graceful.configs.recommended';

describe('the preset in a config', () => {
  it.each([
    ['an array', 'export default [a, b];\n', `${LOAD}\nexport default [${OURS}, a, b];\n`],
    ['an empty array', 'export default []\n', `${LOAD}\nexport default [${OURS}]\n`],
    ['an array with blanks', 'export default [ a ];\n', `${LOAD}\nexport default [ ${OURS}, a ];\n`],
    [
      'an array of several lines, with its indentation',
      "import js from '@eslint/js';\n\nexport default [\n\tjs.configs.recommended,\n\t{ rules: {} },\n];\n",
      `${LOAD}import js from '@eslint/js';\n\nexport default [\n\t${OURS},\n\tjs.configs.recommended,\n\t{ rules: {} },\n];\n`,
    ],
    ['an empty array of two lines', 'export default [\n];\n', `${LOAD}\nexport default [\n  ${OURS},\n];\n`],
    [
      'comments at the bracket',
      'export default [ // ours\n  // first\n  a,\n];\n',
      `${LOAD}\nexport default [\n  ${OURS}, // ours\n  // first\n  a,\n];\n`,
    ],
    [
      'defineConfig of an array',
      `${DEFINE}export default defineConfig([a]);\n`,
      `${LOAD}${DEFINE}export default defineConfig([${OURS}, a]);\n`,
    ],
    [
      'defineConfig of objects',
      `${DEFINE}export default defineConfig({});\n`,
      `${LOAD}${DEFINE}export default defineConfig(${OURS}, {});\n`,
    ],
    [
      'defineConfig over lines',
      `${DEFINE}export default defineConfig(\n  [\n    a,\n  ],\n);\n`,
      `${LOAD}${DEFINE}export default defineConfig(\n  [\n    ${OURS},\n    a,\n  ],\n);\n`,
    ],
    [
      'tseslint.config',
      `${TSESLINT}export default tseslint.config(\n  a,\n);\n`,
      `${LOAD}${TSESLINT}export default tseslint.config(\n  ${OURS},\n  a,\n);\n`,
    ],
    [
      'a named array',
      'const config = [\n  a,\n];\n\nexport default config;\n',
      `${LOAD}\nconst config = [\n  ${OURS},\n  a,\n];\n\nexport default config;\n`,
    ],
    [
      'a typed array',
      "import type { Linter } from 'eslint'\nconst config: Linter.Config[] = []\nexport default config\n",
      `import graceful from 'eslint-plugin-graceful'\nimport type { Linter } from 'eslint'\nconst config: Linter.Config[] = [${OURS}]\nexport default config\n`,
    ],
    ['an array with satisfies', 'export default [] satisfies C;\n', `${LOAD}\nexport default [${OURS}] satisfies C;\n`],
    [
      'CommonJS',
      "'use strict';\nconst js = require('@eslint/js');\nmodule.exports = [js.configs.recommended];\n",
      `'use strict';\nconst graceful = require('eslint-plugin-graceful');\nconst js = require('@eslint/js');\nmodule.exports = [${OURS}, js.configs.recommended];\n`,
    ],
    [
      'CommonJS without another require',
      "'use strict';\n\nmodule.exports = [];\n",
      `'use strict';\n\nconst graceful = require('eslint-plugin-graceful');\n\nmodule.exports = [${OURS}];\n`,
    ],
    [
      'a type comment, which stays at its array',
      "// @ts-check\n/** @type {import('eslint').Linter.Config[]} */\nexport default [\n  {},\n];\n",
      `// @ts-check\n${LOAD}\n/** @type {import('eslint').Linter.Config[]} */\nexport default [\n  ${OURS},\n  {},\n];\n`,
    ],
    [
      'double quotes and Windows line ends',
      'import js from "@eslint/js";\r\nexport default [\r\n  js,\r\n];\r\n',
      `import graceful from "eslint-plugin-graceful";\r\nimport js from "@eslint/js";\r\nexport default [\r\n  ${OURS},\r\n  js,\r\n];\r\n`,
    ],
    [
      'an import of several lines',
      "import {\n  a,\n} from 'a';\nexport default [a];\n",
      `${LOAD}import {\n  a,\n} from 'a';\nexport default [${OURS}, a];\n`,
    ],
    [
      'words in comments, strings and patterns',
      "// export default [\nconst a = 'export default [';\nconst b = /[\"'`]/;\nexport default [b];\n",
      `// export default [\n${LOAD}\nconst a = 'export default [';\nconst b = /["'\`]/;\nexport default [${OURS}, b];\n`,
    ],
    [
      'defineConfigWithVueTs',
      "import { defineConfigWithVueTs } from '@vue/eslint-config-typescript';\nexport default defineConfigWithVueTs(\n  a,\n);\n",
      `${LOAD}import { defineConfigWithVueTs } from '@vue/eslint-config-typescript';\nexport default defineConfigWithVueTs(\n  ${OURS},\n  a,\n);\n`,
    ],
    [
      'withNuxt',
      "import withNuxt from './.nuxt/eslint.config.mjs'\n\nexport default withNuxt({ rules: {} })\n",
      `import graceful from 'eslint-plugin-graceful'\nimport withNuxt from './.nuxt/eslint.config.mjs'\n\nexport default withNuxt(${OURS}, { rules: {} })\n`,
    ],
    [
      'antfu without options',
      "import antfu from '@antfu/eslint-config'\n\nexport default antfu()\n",
      `import graceful from 'eslint-plugin-graceful'\nimport antfu from '@antfu/eslint-config'\n\nexport default antfu({}, ${OURS})\n`,
    ],
    [
      'antfu with options',
      "import antfu from '@antfu/eslint-config'\nexport default antfu({\n  vue: true, // )\n}).append({})\n",
      `import graceful from 'eslint-plugin-graceful'\nimport antfu from '@antfu/eslint-config'\nexport default antfu({\n  vue: true, // )\n}, ${OURS}).append({})\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(addPreset(before, 'recommended')).toBe(after);
  });

  it.each([
    ['a call of another package', "import antfu from 'other';\nexport default antfu({}, []);\n"],
    ['a function that gives configs later', 'export default (async () => [a])();\n'],
    ['a defineConfig of another package', "import { defineConfig } from 'other';\nexport default defineConfig([]);\n"],
    ['a promise', 'export default load();\n'],
    ['a name that comes from elsewhere', "import config from './config.js';\nexport default config;\n"],
    ['a name of a name', 'const a = [];\nconst b = a;\nexport default b;\n'],
    ['a name that is taken', 'const graceful = true;\nexport default [graceful];\n'],
    ['two exports', 'module.exports = [];\nmodule.exports = [1];\n'],
    ['no export', 'const config = [];\n'],
    ['a changed array', 'export default config.concat([]);\n'],
  ])('leaves %s alone', (_, code) => {
    expect(addPreset(code, 'recommended')).toBeNull();
  });
});

describe('graceful init', () => {
  useCli();
  const read = (cwd: string, file: string) => readFileSync(join(cwd, file), 'utf8');
  const write = (cwd: string, file: string, text: string) => {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  };

  it.each([
    ['eslint.config.js', `${DEFINE}export default defineConfig([]);\n`, 'eslint'],
    ['eslint.config.mjs', 'export default [\n  { rules: {} },\n];\n', 'eslint9'],
    [
      'eslint.config.cjs',
      "const { defineConfig } = require('eslint/config');\nmodule.exports = defineConfig([{}]);\n",
      'eslint',
    ],
    ['eslint.config.cjs', 'module.exports = [];\n', 'eslint9'],
    ['eslint.config.js', `${TSESLINT}export default tseslint.config(\n  tseslint.configs.base,\n);\n`, 'eslint'],
  ])('adds the preset to %s, with which ESLint then finds the kill', (name, config, host) => {
    const cwd = makeProject({ 'package.json': MODULE, 'package-lock.json': '', [name]: config, 'a.js': SAMPLES.kill });
    install(cwd, { eslint: host, 'typescript-eslint': 'typescript-eslint' });
    expect(graceful(cwd, ['init'])).toEqual({
      code: 0,
      stdout: `Added the recommended preset to ${name}\n`,
      stderr: '',
    });
    const eslint = spawnSync(process.execPath, [join(cwd, 'node_modules/eslint/bin/eslint.js'), 'a.js'], {
      cwd,
      encoding: 'utf8',
    });
    expect(eslint).toMatchObject({
      status: 1,
      stderr: '',
      stdout: expect.stringContaining('graceful/no-abrupt-terminate'),
    });
    const text = read(cwd, name);
    expect(graceful(cwd, ['init']).stdout).toBe(`${name} has eslint-plugin-graceful already\n`);
    expect(read(cwd, name)).toBe(text);
  });

  it.each([
    ['eslint.config.js', { 'package.json': MODULE }, 'npm install --save-dev eslint eslint-plugin-graceful'],
    ['eslint.config.mjs', { 'package.json': '{}', 'yarn.lock': '' }, 'yarn add --dev eslint eslint-plugin-graceful'],
    [
      'eslint.config.mjs',
      { 'package.json': '{ "packageManager": "pnpm@10.0.0" }', 'package-lock.json': '' },
      'pnpm add --save-dev eslint eslint-plugin-graceful',
    ],
    [
      'eslint.config.mjs',
      { 'package.json': '{ "devDependencies": { "eslint": "^10.0.0" } }', 'bun.lock': '' },
      'bun add --dev eslint-plugin-graceful',
    ],
  ])('writes %s where there is no config, and says what to install', (name, files, command) => {
    const cwd = makeProject({ ...files });
    expect(graceful(cwd, ['init', '--preset', 'strict'])).toEqual({
      code: 0,
      stdout: `Wrote ${name} with the strict preset\nThen run: ${command}\n`,
      stderr: '',
    });
    expect(read(cwd, name)).toBe(`${DEFINE}${LOAD}\nexport default defineConfig([\n  graceful.configs.strict,\n]);\n`);
  });

  it('writes a config that reads TypeScript', () => {
    const cwd = makeProject({ 'package.json': MODULE, 'tsconfig.json': '{}', 'a.ts': SAMPLES.kill });
    expect(graceful(cwd, ['init']).stdout).toContain('eslint eslint-plugin-graceful typescript-eslint typescript@6\n');
    install(cwd, { eslint: 'eslint', 'typescript-eslint': 'typescript-eslint', typescript: 'typescript' });
    const eslint = spawnSync(process.execPath, [join(cwd, 'node_modules/eslint/bin/eslint.js'), '.'], {
      cwd,
      encoding: 'utf8',
    });
    expect(eslint).toMatchObject({
      status: 1,
      stderr: '',
      stdout: expect.stringContaining('graceful/no-abrupt-terminate'),
    });
    expect(graceful(cwd, ['init']).stdout).toBe('eslint.config.js has eslint-plugin-graceful already\n');
  });

  it.each([
    { 'package.json': '{ "type": "module", "workspaces": ["packages/*"] }', 'packages/a/tsconfig.json': '{}' },
    { 'package.json': '{ "type": "module", "devDependencies": { "typescript": "^6.0.0" } }' },
  ])('writes a config that reads TypeScript for %j', (files) => {
    const cwd = makeProject({ ...files });
    expect(graceful(cwd, ['init']).stdout).toContain(' typescript-eslint');
    expect(read(cwd, 'eslint.config.js')).toContain('tseslint.parser');
  });

  it('says that ESLint does not read the newest TypeScript', () => {
    const cwd = makeProject({ 'package.json': '{ "type": "module", "devDependencies": { "typescript": "^7.0.0" } }' });
    expect(graceful(cwd, ['init'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('\ntypescript-eslint does not read TypeScript 7 yet'),
    });
    expect(read(cwd, 'eslint.config.js')).not.toContain('tseslint');
  });

  it.each([
    [
      'a new config',
      { 'package.json': '{ "devDependencies": { "oxlint": "1" } }' },
      'Wrote .oxlintrc.json with the recommended preset\n',
    ],
    [
      'a config',
      { 'package.json': '{}', '.oxlintrc.json': '{\n  "rules": {}\n}\n' },
      'Added the recommended preset to .oxlintrc.json\n',
    ],
    [
      'a config that extends',
      { 'package.json': '{}', '.oxlintrc.json': '{ "extends": [] }' },
      'Added the recommended preset to .oxlintrc.json\n',
    ],
  ])('sets up oxlint with %s, which then finds the kill', (_, files, said) => {
    const cwd = makeProject({ ...files, 'src/a.js': SAMPLES.kill });
    install(cwd, { oxlint: 'oxlint' });
    expect(graceful(cwd, ['init'])).toEqual({ code: 0, stdout: said, stderr: '' });
    const oxlint = spawnSync(process.execPath, [join(cwd, 'node_modules/oxlint/bin/oxlint'), 'src'], {
      cwd,
      encoding: 'utf8',
    });
    expect(oxlint).toMatchObject({ status: 1, stdout: expect.stringContaining('graceful(no-abrupt-terminate)') });
    expect(graceful(cwd, ['init']).stdout).toBe('.oxlintrc.json has eslint-plugin-graceful already\n');
  });

  it.each([
    [
      'eslint.config.js',
      'export default (async () => [await load()])();\n',
      "import graceful from 'eslint-plugin-graceful';\n\n  graceful.configs.recommended,",
    ],
    ['eslint.config.js', 'export default [a b];\n', 'graceful.configs.recommended,'],
    ['eslint.config.cjs', 'module.exports = load();\n', "const graceful = require('eslint-plugin-graceful');"],
    [
      '.oxlintrc.json',
      '{\n  // ours\n}\n',
      '"extends": ["./node_modules/eslint-plugin-graceful/oxlint/recommended.json"]',
    ],
    ['oxlint.config.js', 'export default {};\n', 'rules: { ...graceful.configs.recommended.rules }'],
  ])('prints what to paste into a %s that it does not understand', (name, text, paste) => {
    const cwd = makeProject({ 'package.json': MODULE, [name]: text });
    const { code, stdout } = graceful(cwd, ['init']);
    expect(code).toBe(1);
    expect(stdout).toContain(`Add this by hand to ${name}`);
    expect(stdout).toContain(paste);
    expect(read(cwd, name)).toBe(text);
  });

  it.each([
    [{ '.eslintrc.json': '{}' }, '.eslintrc.json'],
    [{ '.eslintrc': '{}' }, '.eslintrc'],
    [{ 'package.json': '{ "eslintConfig": {} }' }, 'package.json'],
  ])('says in one line that %j is a config of ESLint 8', (files, name) => {
    const cwd = makeProject({ 'package.json': MODULE, ...files });
    const path = join(cwd, name);
    expect(graceful(cwd, ['init', '--hook', 'husky'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `graceful: ${path} is a config of ESLint 8, which ESLint 10 does not read; nothing was changed\n` +
        `Migrate it first: npx @eslint/migrate-config ${path}\n`,
    });
  });

  it('says that ESLint is too old', () => {
    const cwd = makeProject({ 'package.json': MODULE, 'eslint.config.js': 'export default [];\n' });
    write(cwd, 'node_modules/eslint/package.json', '{ "version": "8.57.1" }');
    const { code, stderr } = graceful(cwd, ['init']);
    expect({ code, config: read(cwd, 'eslint.config.js') }).toEqual({ code: 2, config: 'export default [];\n' });
    expect(stderr).toBe(
      'graceful: ESLint 8.57.1 is installed, and 9.39 or newer is needed; nothing was changed\n' +
        'Install it: npm install --save-dev eslint@latest\n',
    );
  });

  it('takes the config above a package of a monorepo, but none from outside the repository', () => {
    const cwd = makeProject({
      'eslint.config.js': 'export default [];\n',
      'repo/eslint.config.js': 'export default [];\n',
      'repo/packages/a/package.json': '{}',
      'repo/packages/a/src/x.js': '',
    });
    execFileSync('git', ['init', '-q', join(cwd, 'repo')]);
    expect(graceful(join(cwd, 'repo/packages/a/src'), ['init']).stdout).toContain('preset to ../../eslint.config.js\n');
    expect(read(cwd, 'repo/eslint.config.js')).toContain(OURS);
    expect(read(cwd, 'eslint.config.js')).toBe('export default [];\n');
  });

  it('shows a diff under --dry-run, which patch can apply, and changes nothing', () => {
    const config = `${DEFINE}${'\n'.repeat(9)}export default defineConfig([\n  {},\n]);\n`;
    const cwd = makeProject({ 'package.json': MODULE, 'eslint.config.js': config });
    const { code, stdout } = graceful(cwd, [
      'init',
      '--helper',
      '--hook',
      'simple-git-hooks',
      '--ci',
      'gitlab',
      '--dry-run',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('Would add the recommended preset to eslint.config.js\n');
    expect(stdout).toContain('Would write .gitlab-ci.yml\n');
    expect(stdout).toContain('\n@@ -9,5 +10,7 @@\n');
    expect([read(cwd, 'eslint.config.js'), read(cwd, 'package.json')]).toEqual([config, MODULE]);
    const patch = spawnSync('git', ['apply', '-p0', '-'], {
      cwd,
      input: stdout.slice(stdout.indexOf('\n---')),
      encoding: 'utf8',
    });
    expect(patch).toMatchObject({ status: 0, stderr: '' });
    const applied = read(cwd, 'package.json');
    const other = makeProject({ 'package.json': MODULE, 'eslint.config.js': config });
    graceful(other, ['init', '--helper', '--hook', 'simple-git-hooks', '--ci', 'gitlab']);
    expect([read(other, 'package.json'), read(other, '.gitlab-ci.yml')]).toEqual([
      applied,
      read(cwd, '.gitlab-ci.yml'),
    ]);
    expect(read(other, 'eslint.config.js')).toBe(read(cwd, 'eslint.config.js'));
  });

  it('lists its options in the help', () => {
    const { stdout } = graceful(ROOT, ['init', '--help']);
    for (const option of ['--preset', '--hook', '--ci', '--helper', '--dry-run', '--force'])
      expect(stdout).toContain(option);
  });
});
