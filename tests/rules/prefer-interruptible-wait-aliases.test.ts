import { describe, it } from 'vitest';
import { preferInterruptibleWait } from '../../src/rules/prefer-interruptible-wait.ts';
import { expectInProject } from '../support/lint-project.ts';

const NAP = 'export const nap = (ms: number) => new Promise((go) => setTimeout(go, ms));\n';
const TSCONFIG = JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { '@shared/*': ['packages/shared/*'] } } });
const getPoll = (specifier: string, pause = '[|nap(5000)|]'): string => `import { nap } from '${specifier}';
export async function poll(signal: AbortSignal) { while (!signal.aborted) { await ask(); await ${pause}; } }`;

describe('a helper that is imported by another name than its path', () => {
  it.each<[string, string, Record<string, string>]>([
    ['an alias of the tsconfig', '@shared/nap', { 'tsconfig.json': TSCONFIG, 'packages/shared/nap.ts': NAP }],
    ['the base of the tsconfig', 'lib/nap', { 'tsconfig.json': TSCONFIG, 'lib/nap.ts': NAP }],
    [
      'an import of the package.json',
      '#nap',
      { 'package.json': '{ "name": "app", "imports": { "#nap": "./src/nap.ts" } }', 'src/nap.ts': NAP },
    ],
    [
      'a package of the workspace, whatever its scope',
      '@lib/tools',
      {
        'package.json': '{ "name": "app", "dependencies": { "@lib/tools": "workspace:*" } }',
        'packages/tools/package.json': '{ "name": "@lib/tools", "main": "./index.ts" }',
        'packages/tools/index.ts': NAP,
      },
    ],
  ])('%s', (_name, specifier, files) => {
    expectInProject(preferInterruptibleWait, getPoll(specifier), files);
  });

  it('not a package from elsewhere, though a folder has its name', () => {
    const files = {
      'package.json': '{ "name": "app", "dependencies": { "lib": "1" } }',
      'tsconfig.json': TSCONFIG,
      'lib/nap.ts': NAP,
    };
    expectInProject(preferInterruptibleWait, getPoll('lib/nap', 'nap(5000)'), files);
  });

  it('not a helper that does more than pause', () => {
    const files = { 'tsconfig.json': TSCONFIG, 'lib/nap.ts': 'export const nap = async (ms: number) => ask(ms);\n' };
    expectInProject(preferInterruptibleWait, getPoll('lib/nap', 'nap(5000)'), files);
  });
});
