import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { graceful, install, makeProject, SAMPLES, useCli } from '../support/cli.ts';

const ESLINT = { eslint: 'eslint' };
const PARSER = { '@typescript-eslint/parser': '@typescript-eslint/parser' };

describe('the packages that graceful lint borrows', () => {
  useCli();

  it.each([
    ['npm', {}, 'npm install --save-dev eslint'],
    ['pnpm', { 'pnpm-lock.yaml': '' }, 'pnpm add --save-dev eslint'],
    ['yarn', { 'yarn.lock': '' }, 'yarn add --dev eslint'],
    ['bun', { 'bun.lock': '' }, 'bun add --dev eslint'],
    ['the stated one', { 'package.json': '{"packageManager":"yarn@4.1.0"}', 'bun.lock': '' }, 'yarn add --dev eslint'],
  ])('asks for ESLint in the words of %s', (_, files, command) => {
    const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.kill, ...files });
    expect(graceful(cwd, ['lint'], { main: install(cwd) })).toEqual({
      code: 2,
      stdout: '',
      stderr: `graceful: eslint is needed to lint, but it is not installed. Install it: ${command}\n`,
    });
  });

  it('refuses an ESLint that is too old', () => {
    const cwd = makeProject({
      'package.json': '{}',
      'a.js': SAMPLES.kill,
      'node_modules/eslint/package.json': '{ "name": "eslint", "version": "8.57.1", "main": "index.js" }',
      'node_modules/eslint/index.js': 'throw new Error("must not be loaded");',
    });
    const { code, stderr } = graceful(cwd, ['lint'], { main: install(cwd) });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^graceful: eslint 9\.39 or newer is needed to lint, but 8\.57\.1 is installed\. .*\n$/);
  });

  it.each([
    ['the project’s ESLint 9', { eslint: 'eslint9' }],
    ['the project’s ESLint 10', ESLINT],
  ])('uses %s', (_, peers) => {
    const cwd = makeProject({ 'package.json': '{}', 'a.js': SAMPLES.kill, 'b.ts': SAMPLES.kill });
    const { code, stdout } = graceful(cwd, ['lint'], { main: install(cwd, { ...peers, ...PARSER }) });
    expect(code).toBe(1);
    expect(stdout.match(/graceful\/no-abrupt-terminate/g)).toHaveLength(2);
  });

  it.each([
    ['none', {}],
    [
      'one that refuses its TypeScript',
      {
        'node_modules/@typescript-eslint/parser/package.json': '{ "version": "8.72.0" }',
        'node_modules/@typescript-eslint/parser/index.js': 'throw new Error("TS 7 is not supported\\nat length");',
      },
    ],
  ])('reads TypeScript by its own parser where the project has %s', (_, files) => {
    const typed = (text: string) => `enum A { B }\nconst c = <A>A.B; let d: Map<A, Array<A>> | undefined;\n${text}`;
    const cwd = makeProject({
      'package.json': '{}',
      'a.tsx': `const e = <p>it's</p>;\n${SAMPLES.kill}`,
      'b.ts': typed(SAMPLES.sleep),
      ...files,
    });
    const main = install(cwd, ESLINT);
    expect(graceful(cwd, ['lint'], { main }).stdout).toMatch(
      /a\.tsx\n +\d+:9 .*no-abrupt-terminate\n\n.*b\.ts\n +\d+:\d+ .*prefer-interruptible-wait\n/,
    );
    expect(graceful(cwd, ['lint', '--fix', 'b.ts'], { main }).code).toBe(0);
    const fixed = SAMPLES.sleep.replace('sleep(5000)', 'sleep(5000, undefined, { signal }).catch(() => {})');
    expect(readFileSync(join(cwd, 'b.ts'), 'utf8')).toBe(typed(fixed));
  });

  it('tells where a TypeScript file does not parse', () => {
    const cwd = makeProject({ 'package.json': '{}', 'a.ts': `${SAMPLES.kill}let a: = 1;\n` });
    const { code, stdout } = graceful(cwd, ['lint'], { main: install(cwd, ESLINT) });
    expect(code).toBe(1);
    expect(stdout).toMatch(/ 7:8 +error +Parsing error: /);
  });

  it('finds the parser through typescript-eslint', () => {
    const cwd = makeProject({ 'package.json': '{}', 'b.ts': `${SAMPLES.words}export const b: number = 1;\n` });
    const main = install(cwd, { ...ESLINT, 'typescript-eslint': 'typescript-eslint' });
    expect(graceful(cwd, ['lint'], { main })).toMatchObject({ code: 0, stderr: 'graceful: 1 file, no findings\n' });
  });
});
