import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/formatters/index.ts';
import { install, makeProject, ROOT, SAMPLES, useCli, type Outcome } from '../support/cli.ts';
import { checkSarif, type Log } from '../support/sarif.ts';
import { parseXml } from '../support/xml.ts';

const CONFIG = `import graceful from 'eslint-plugin-graceful';
export default [graceful.configs.recommended];
`;

/** Throws for a report that its reader could not read. */
const READERS: Readonly<Record<string, (text: string) => void>> = {
  checkstyle: parseXml,
  junit: parseXml,
  json: JSON.parse,
  gitlab: JSON.parse,
  sarif: (text) => checkSarif(JSON.parse(text) as Log),
};

describe.each(['eslint', 'eslint9'])('%s', (host) => {
  useCli();

  /** A fresh project with the plugin and this ESLint. */
  function makeHost(files: Record<string, string>): string {
    const cwd = makeProject({ 'package.json': '{ "type": "module" }', 'eslint.config.js': CONFIG, ...files });
    install(cwd, { eslint: host });
    return cwd;
  }

  it.each(FORMATS)('takes %s as a path', (format) => {
    const cwd = makeHost({ 'src/pool.js': SAMPLES.kill, 'src/broken.js': SAMPLES.broken });
    const { code, stdout, stderr } = eslint(host, cwd, ['-f', getPath(format), 'src']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    READERS[format]?.(stdout);
    expect(stdout).toContain('pool.js');
    expect(stdout).toContain('graceful/no-abrupt-terminate');
  });

  it("json is ESLint's, byte for byte", () => {
    const cwd = makeHost({ 'src/pool.js': SAMPLES.kill, 'src/clean.js': SAMPLES.clean });
    expect(eslint(host, cwd, ['-f', getPath('json'), 'src']).stdout).toBe(
      eslint(host, cwd, ['-f', 'json', 'src']).stdout,
    );
  });

  it("ESLint's own suppressions and comments are in the SARIF report", () => {
    const comment = '// eslint-disable-next-line graceful/no-abrupt-terminate -- it is idle';
    const cwd = makeHost({
      'src/a.js': SAMPLES.kill,
      'src/b.js': SAMPLES.kill.replace('  await worker', `  ${comment}\n  await worker`),
    });
    expect(eslint(host, cwd, ['--suppress-all', 'src']).code).toBe(0);
    const { code, stdout } = eslint(host, cwd, ['-f', getPath('sarif'), 'src']);
    const log = JSON.parse(stdout) as Log;
    checkSarif(log);
    expect(code).toBe(0);
    expect(log.runs[0].results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'external' }],
      [{ kind: 'inSource', justification: 'it is idle' }],
    ]);
  });
});

function getPath(format: string): string {
  return `./node_modules/eslint-plugin-graceful/dist/formatters/${format}.js`;
}

function eslint(host: string, cwd: string, args: readonly string[]): Outcome {
  const bin = join(ROOT, 'node_modules', host, 'bin', 'eslint.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
