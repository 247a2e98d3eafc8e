import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { install, makeProject, SAMPLES, useCli } from '../support/cli.ts';
import { cachePackages, linkPackages } from '../support/packages.ts';

const LOAD = "import graceful from 'eslint-plugin-graceful';\nimport { defineConfig } from 'eslint/config';\n";
const MODULE = '{ "type": "module" }\n';
const KILL = 'graceful/no-abrupt-terminate';

interface Message {
  ruleId: string;
  line: number;
  suggestions?: object[];
}

/** A worker that cannot be stopped, known as a worker only by the file that starts it. */
const STARTED = {
  'src/main.js': "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./job.js', import.meta.url));\n",
  'src/job.js': 'while (true) {\n  work();\n}\n',
};

describe('the plugin in a config', () => {
  useCli();

  it.each([
    [
      'by object',
      `${LOAD}export default defineConfig([{ files: ['**/*.js'], extends: [graceful.configs.recommended] }]);`,
    ],
    ['by name', `${LOAD}export default defineConfig([{ plugins: { graceful }, extends: ['graceful/recommended'] }]);`],
    ['as an entry', `${LOAD}export default [graceful.configs.recommended];`],
    ['as a plugin only', `${LOAD}export default [{ plugins: { graceful }, rules: { '${KILL}': 'error' } }];`],
    [
      'twice',
      `${LOAD}export default defineConfig([graceful.configs.strict, { extends: [graceful.configs.recommended] }]);`,
    ],
  ])('%s', (_, config) => {
    for (const host of ['eslint', 'eslint9']) {
      const cwd = makeProject({ 'package.json': MODULE, 'eslint.config.js': config, 'a.js': SAMPLES.kill });
      install(cwd, { eslint: host });
      expect(lint(cwd)).toEqual(['a.js:4 graceful/no-abrupt-terminate']);
    }
  });

  it('under another namespace', () => {
    const config = `${LOAD}export default defineConfig([{ plugins: { g: graceful }, extends: ['g/recommended'] }]);`;
    const cwd = makeProject({ 'package.json': MODULE, 'eslint.config.js': config, 'a.js': SAMPLES.kill });
    install(cwd, { eslint: 'eslint' });
    expect(lint(cwd)).toEqual(['a.js:4 g/no-abrupt-terminate']);
  });

  it('from CommonJS', () => {
    const config = "module.exports = [require('eslint-plugin-graceful').configs.recommended];";
    const cwd = makeProject({ 'package.json': '{}', 'eslint.config.js': config, 'a.mjs': SAMPLES.kill });
    install(cwd, { eslint: 'eslint' });
    expect(lint(cwd)).toEqual(['a.mjs:4 graceful/no-abrupt-terminate']);
  });

  it('from TypeScript', () => {
    const cwd = makeProject({
      'package.json': MODULE,
      'eslint.config.ts': `${LOAD}const preset: 'strict' = 'strict';\nexport default defineConfig([graceful.configs[preset]]);`,
      'a.js': SAMPLES.kill,
    });
    install(cwd);
    linkPackages(cwd, cachePackages('eslint@10.15.0', 'jiti@2'));
    expect(lint(cwd)).toEqual(['a.js:4 graceful/no-abrupt-terminate']);
  });

  it('with and without type information', () => {
    const base = `${LOAD}import tseslint from 'typescript-eslint';\n`;
    const findings = ['tseslint.configs.base', 'tseslint.configs.recommendedTypeCheckedOnly'].map((preset) => {
      const typed = preset.includes('Typed') ? '' : 'languageOptions: { parserOptions: { projectService: true } },';
      const cwd = makeProject({
        'package.json': MODULE,
        'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true }, "include": ["*.ts"] }',
        'eslint.config.js': `${base}export default defineConfig([{ files: ['**/*.ts'], ${typed} extends: [${preset}, graceful.configs.recommended] }]);`,
        'a.ts': SAMPLES.kill,
        'b.ts': SAMPLES.sleep.replace('(signal)', '(signal: AbortSignal)').replaceAll('parentPort.', 'parentPort!.'),
      });
      install(cwd, { eslint: 'eslint', 'typescript-eslint': 'typescript-eslint', '@types': '@types' });
      return lint(cwd, '.').filter((line) => line.includes('graceful/'));
    });
    expect(findings[0]).toEqual(['a.ts:4 graceful/no-abrupt-terminate', 'b.ts:6 graceful/prefer-interruptible-wait']);
    expect(findings[1]).toEqual(findings[0]);
  });

  it('in a monorepo: the same from the root and from each package, each by its own config', () => {
    const config = (preset: string) => `${LOAD}export default defineConfig([graceful.configs.${preset}]);`;
    const cwd = makeProject({
      'package.json': MODULE,
      ...inFolder('packages/a', { ...STARTED, 'package.json': MODULE, 'eslint.config.js': config('recommended') }),
      ...inFolder('packages/b', {
        'package.json': MODULE,
        'eslint.config.js': config('strict'),
        'src/a.js': SAMPLES.kill,
      }),
    });
    install(cwd, { eslint: 'eslint' });
    const inA = ['src/job.js:1 graceful/no-unstoppable-loop'];
    const inB = ['src/a.js:4 graceful/no-abrupt-terminate'];
    const prefix = (folder: string, lines: string[]) => lines.map((line) => `${folder}/${line}`);
    expect(lint(cwd, 'packages')).toEqual([...prefix('packages/a', inA), ...prefix('packages/b', inB)]);
    expect(lint(join(cwd, 'packages/a'), 'src')).toEqual(inA);
    expect(lint(join(cwd, 'packages/b'), 'src')).toEqual(inB);
  });

  it('in the scripts of Vue files, and with strict in the handlers of their templates', () => {
    const setup = `<script setup>\n${SAMPLES.kill.replace('export ', '')}</script>\n`;
    const cwd = makeProject({
      'package.json': MODULE,
      'eslint.config.js': `${LOAD}import vue from 'eslint-plugin-vue';\nexport default defineConfig([vue.configs['flat/base'], graceful.configs.strict]);`,
      'a.vue': `${setup}<template>\n  <button @click="worker.terminate()">Stop</button>\n  <button @click="idle && worker.terminate()">Free</button>\n</template>\n`,
      'b.vue': `<template><p>{{ a }}</p></template>\n<script>\n${SAMPLES.sleep}</script>\n`,
    });
    install(cwd);
    linkPackages(cwd, cachePackages('eslint@10.15.0', 'eslint-plugin-vue@10', 'vue-eslint-parser@10'));
    const inScripts = ['a.vue:5 graceful/no-abrupt-terminate', 'b.vue:8 graceful/prefer-interruptible-wait'];
    expect(lint(cwd)).toEqual([inScripts[0], 'a.vue:10 graceful/no-abrupt-terminate', inScripts[1]]);
    const config = readFileSync(join(cwd, 'eslint.config.js'), 'utf8');
    writeFileSync(join(cwd, 'eslint.config.js'), config.replace('configs.strict', 'configs.recommended'));
    expect(lint(cwd)).toEqual(inScripts);
    lint(cwd, '--fix', '.');
    expect(readFileSync(join(cwd, 'b.vue'), 'utf8')).toContain('await sleep(5000, undefined, { signal })');
  });

  it('in the code blocks of Markdown, also where Markdown itself is linted', () => {
    const files = {
      'package.json': MODULE,
      'a.md': `# Title\n\n\`\`\`js\n${SAMPLES.sleep}\`\`\`\n\n\`\`\`js\n${SAMPLES.clean}\`\`\`\n`,
    };
    const load = `${LOAD}import markdown from '@eslint/markdown';\n`;
    const modules = cachePackages('eslint@10.15.0', '@eslint/markdown@8');
    const blocks = makeProject({
      ...files,
      'eslint.config.js': `${load}export default defineConfig([markdown.configs.processor, graceful.configs.recommended]);`,
    });
    install(blocks);
    linkPackages(blocks, modules);
    expect(lint(blocks)).toEqual(['a.md:9 graceful/prefer-interruptible-wait']);
    lint(blocks, '--fix', '.');
    expect(readFileSync(join(blocks, 'a.md'), 'utf8')).toContain('await sleep(5000, undefined, { signal })');
    const prose = makeProject({
      ...files,
      'eslint.config.js': `${load}export default defineConfig([markdown.configs.recommended, graceful.configs.all]);`,
    });
    install(prose);
    linkPackages(prose, modules);
    expect(lint(prose)).toEqual([]);
  });

  it.each([
    [
      'oxlint/strict.json',
      '.oxlintrc.json',
      '{ "extends": ["./node_modules/eslint-plugin-graceful/oxlint/strict.json"] }',
    ],
    [
      'a config in JavaScript',
      'oxlint.config.js',
      "import graceful from 'eslint-plugin-graceful';\nexport default { jsPlugins: ['eslint-plugin-graceful'], rules: graceful.configs.strict.rules };",
    ],
  ])('in oxlint by %s', (_, name, config) => {
    const kill = SAMPLES.kill.replace('./job.js', './other.js');
    const cwd = makeProject({ 'package.json': MODULE, [name]: config, ...STARTED, 'src/a.js': kill });
    install(cwd, { oxlint: 'oxlint' });
    const program = join(cwd, 'node_modules/oxlint/bin/oxlint');
    const { status, stdout } = spawnSync(process.execPath, [program, '-c', name, '-f', 'json', 'src'], {
      cwd,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
    expect(diagnostics.map(({ code, filename }) => `${filename} ${code}`).sort()).toEqual([
      'src/a.js graceful(no-abrupt-terminate)',
      'src/job.js graceful(no-unstoppable-loop)',
    ]);
    expect(status).toBe(1);
  });

  it('in an editor: text with a path, suggestions that can be applied, and files seen as they are now', () => {
    const script = `
      import { ESLint } from 'eslint';
      import { writeFileSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      const eslint = new ESLint();
      const lint = async (text, filePath) => (await eslint.lintText(text, { filePath }))[0].messages;
      const [first] = await lint(process.env.KILL, 'src/new.js');
      const before = await lint('while (true) {\\n  work();\\n}\\n', 'src/job.js');
      writeFileSync('src/main.js', '');
      let after = before;
      for (let turn = 0; turn < 100 && after.length > 0; turn += 1) {
        await sleep(100);
        after = await lint('while (true) {\\n  work();\\n}\\n', 'src/job.js');
      }
      console.log(JSON.stringify({ first, before: before.length, after: after.length }));
    `;
    const cwd = makeProject({
      'package.json': MODULE,
      'eslint.config.js': `${LOAD}export default [graceful.configs.recommended, { rules: { '${KILL}': ['error', { message: 'stop' }] } }];`,
      ...STARTED,
    });
    install(cwd, { eslint: 'eslint' });
    const env = { ...process.env, KILL: SAMPLES.kill };
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd,
      encoding: 'utf8',
      env,
    });
    expect(stderr).toBe('');
    const { first, before, after } = JSON.parse(stdout) as { first: Message; before: number; after: number };
    expect(first).toMatchObject({
      ruleId: KILL,
      line: 4,
      suggestions: [{ desc: expect.any(String), fix: { range: expect.any(Array) } }],
    });
    expect({ before, after }).toEqual({ before: 1, after: 0 });
  });
});

/** `file:line rule` of each finding; a file that does not parse and a run that fails throw. */
function lint(cwd: string, ...args: string[]): string[] {
  const roots = [cwd, join(cwd, '../..')];
  const program = roots.map((folder) => join(folder, 'node_modules/eslint/bin/eslint.js')).find(existsSync) ?? '';
  const all = [program, '-f', 'json', ...(args.length > 0 ? args : ['.'])];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd, encoding: 'utf8' });
  if (status === 2 || stdout === '') throw new Error(`${stdout}${stderr}`);
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: (Message & { fatal?: boolean; message: string })[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, fatal, message }) => {
      if (fatal) throw new Error(`${filePath}: ${message}`);
      return `${filePath.slice(cwd.length + 1)}:${line} ${ruleId}`;
    }),
  );
}

function inFolder(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}
