import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getScripts } from '../../src/cli/script-blocks.ts';
import { graceful, install, makeProject, SAMPLES, useCli } from '../support/cli.ts';

describe('the scripts of components', () => {
  useCli();

  const vue = (script: string, attributes = ''): string =>
    `<template>\n  <p v-if="a < b">terminate()</p>\n</template>\n<script${attributes}>\n${script}</script>\n<style>p {}</style>\n`;

  it.each([
    ['a.vue', vue(SAMPLES.kill), '8:9'],
    ['a.vue', vue(`${SAMPLES.kill}const a = <string>b;\n`, ' setup lang="ts"'), '8:9'],
    ['a.vue', vue(`${SAMPLES.kill}const a = <p>{b}</p>;\n`, " lang='tsx'"), '8:9'],
    ['a.svelte', `<script>\r\n${SAMPLES.kill.replaceAll('\n', '\r\n')}</script>\r\n<h1>Hi</h1>\r\n`, '5:9'],
    ['a.astro', `---\n${SAMPLES.kill}---\n<p>{a}</p>\n`, '5:9'],
    ['a.astro', `---\nif (a) return b;\n---\n<p>{a}</p>\n<script>\n${SAMPLES.kill}</script>\n`, '9:9'],
  ])('are linted at their place: %s %#', (name, text, place) => {
    const { code, stdout, stderr } = graceful(makeProject({ [name]: text }), ['lint']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'graceful: 1 file, 1 finding\n' });
    expect(stdout).toMatch(new RegExp(`${place}\\s+error .*graceful/no-abrupt-terminate`));
  });

  it('are fixed where they stand, and nothing is written around them', () => {
    const cwd = makeProject({ 'a.vue': vue(SAMPLES.sleep) });
    expect(graceful(cwd, ['lint', '--fix']).code).toBe(0);
    const fixed = SAMPLES.sleep.replace('sleep(5000)', 'sleep(5000, undefined, { signal }).catch(() => {})');
    expect(readFileSync(join(cwd, 'a.vue'), 'utf8')).toBe(vue(fixed));
  });

  it.each([
    ['<script type="application/json">{ "a": }</script>', ''],
    ['<script lang="coffee">a = -> b</script>', ''],
    ['<!-- <script>a(</script> --><script>b</script>', 'b'],
    ['<script src="./a.js" /><p/><script data-x="a>b">c</script>', 'c'],
    ['<SCRIPT>a</SCRIPT ><script>b</script>', 'ab'],
    ["<script>a</script><script on:load={() => { done = { a: '>' }; }} src='b.js'></script>{'>'}", 'a'],
  ])('are found in %s', (text, code) => {
    const scripts = getScripts(text, 'a.vue');
    expect(scripts.code.replaceAll(' ', '')).toBe(code);
    expect(scripts.code).toHaveLength(text.length);
  });

  it('are read without any parser in the project', () => {
    const cwd = makeProject({
      'package.json': '{}',
      'b.vue': vue(`${SAMPLES.kill}const a = <string>b;\n`, ' lang="ts"'),
    });
    const main = install(cwd, { eslint: 'eslint' });
    expect(graceful(cwd, ['lint'], { main }).stdout).toMatch(/8:9 +error .*no-abrupt-terminate/);
  });
});
