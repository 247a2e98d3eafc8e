import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../support/build.ts';
import { getImports, isBuiltin, read, root } from '../support/sources.ts';

interface PackedFile {
  path: string;
  size: number;
}

/** The package as npm would publish it, installed in an otherwise empty project. */
let project: string;
let tarball: string;
let files: PackedFile[];

beforeAll(() => {
  buildOnce();
  project = mkdtempSync(path.join(tmpdir(), 'graceful-package-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })) as [
    { filename: string; files: PackedFile[] },
  ];
  tarball = path.join(project, packed.filename);
  files = packed.files;
  mkdirSync(path.join(project, 'node_modules'));
  execFileSync('tar', ['-xzf', tarball, '-C', path.join(project, 'node_modules')]);
  renameSync(path.join(project, 'node_modules/package'), path.join(project, 'node_modules/eslint-plugin-graceful'));
}, 120_000);

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

describe('what is packed', () => {
  it('holds the build, its entries and the papers', () => {
    const packed = files.map((file) => file.path);
    const papers = ['README.md', 'LICENSE', 'package.json', 'dist/map/schema.json', 'dist/texts.br'];
    const entries = listEntries();
    expect(entries).toEqual(expect.arrayContaining(['./dist/index.js', './dist/index.d.ts', './dist/cli/main.js']));
    expect(entries.filter((target) => !packed.some((file) => isTarget(file, [target])))).toEqual([]);
    expect(papers.filter((file) => !packed.includes(file))).toEqual([]);
  });

  it('holds nothing else', () => {
    const meant =
      /^(?:dist\/(?:.*\.(?:js|d\.ts)|map\/schema\.json|texts\.br)|oxlint\/\w+\.json|README\.md|LICENSE|package\.json)$/;
    expect(files.map((file) => file.path).filter((file) => !meant.test(file))).toEqual([]);
  });

  it('has no declaration that nobody imports, and all that somebody does', () => {
    const packed = files.map((file) => file.path).filter((file) => file.endsWith('.d.ts'));
    const imported = packed.flatMap((file) =>
      [...read(file).matchAll(/from '(\.[^']+)\.[jt]s'/g)].map(([, to = '']) =>
        path.posix.join(path.posix.dirname(file), `${to}.d.ts`),
      ),
    );
    const entries = packed.filter((file) => isTarget(file));
    expect([...new Set([...entries, ...imported])].sort()).toEqual(packed.sort());
  });

  it('has no code left of an earlier build', () => {
    const chunks = files.map((file) => file.path).filter((file) => /^dist\/.*\.js$/.test(file));
    const entries = chunks.filter((file) => isTarget(file));
    const loaded = new Set(entries);
    for (const file of loaded)
      for (const { target, isRelative } of getImports(file)) if (isRelative) loaded.add(target);
    expect(chunks.filter((file) => !loaded.has(file))).toEqual([]);
  });

  it('the plugin is two files, so that ESLint starts fast', () => {
    expect(getImports('dist/index.js').map(({ target }) => target)).toEqual(['dist/plugin.js']);
    expect(getImports('dist/plugin.js').filter(({ target }) => !isBuiltin(target))).toEqual([]);
  });

  it('its command can be run as a file, by npx in this folder', () => {
    expect(statSync(path.join(root, 'dist/cli/main.js')).mode & 0o111).toBe(0o111);
  });

  it('stays small', () => {
    const total = files.reduce((sum, file) => sum + file.size, 0);
    expect(total, `${total} bytes`).toBeLessThan(830_000);
  });
});

describe('what users load', () => {
  /** What a program prints on both of its streams, whatever its exit code. */
  const run = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    return `${stdout}${stderr}`.trim();
  };

  it('publint has nothing to say', () => {
    const cli = path.join(root, 'node_modules/publint/src/cli.js');
    expect(run(cli, tarball, '--strict')).toContain('All good');
  });

  it('the types resolve for each kind of import', () => {
    const cli = path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const args = [cli, tarball, '--profile', 'esm-only', '--no-color'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    expect(status, stdout).toBe(0);
  });

  it('require() and import give the same object', () => {
    writeFileSync(
      path.join(project, 'same.mjs'),
      `import { createRequire } from 'node:module';
       import imported from 'eslint-plugin-graceful';
       console.log(createRequire(import.meta.url)('eslint-plugin-graceful') === imported);`,
    );
    expect(run('same.mjs')).toBe('true');
  });

  it('the plugin names itself and its version, so that caches notice an upgrade', () => {
    const script = `import g from 'eslint-plugin-graceful'; console.log(JSON.stringify(g.meta));`;
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(JSON.parse(run('--input-type=module', '-e', script))).toEqual({
      name: 'eslint-plugin-graceful',
      version,
      namespace: 'graceful',
    });
  });

  // There is nothing but the package in this project: whatever else it loaded would not be found.
  it.each(['', '/stop'])("the entry '%s' needs nothing but itself and Node", (entry) => {
    const script = `await import('eslint-plugin-graceful${entry}'); console.log('loaded');`;
    expect(run('--input-type=module', '-e', script)).toBe('loaded');
  });

  it('a flat config in TypeScript accepts each preset', () => {
    for (const name of ['eslint', '@types', '@typescript-eslint']) {
      symlinkSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name));
    }
    writeFileSync(
      path.join(project, 'eslint.config.ts'),
      `import { defineConfig } from 'eslint/config';
       import graceful from 'eslint-plugin-graceful';
       export default defineConfig([
         graceful.configs.recommended,
         { extends: [graceful.configs.strict, 'graceful/all'], plugins: { graceful } },
       ]);`,
    );
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
    expect(run(tsc, ...options, 'eslint.config.ts')).toBe('');
  });
});

type Targets = string | { [key: string]: Targets };

function listTargets(value: Targets): string[] {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(listTargets);
}

function listEntries(): string[] {
  const { exports, bin } = JSON.parse(read('package.json')) as { exports: Targets; bin: Targets };
  return listTargets({ exports, bin });
}

/** Is the file one of the entries, in which `*` stands for a name? */
function isTarget(file: string, targets: readonly string[] = listEntries()): boolean {
  return targets.some((target) => {
    const [start = '', end] = target.replace('./', '').split('*');
    if (end === undefined) return file === start;
    return file.startsWith(start) && file.endsWith(end) && !file.slice(start.length).includes('/');
  });
}
