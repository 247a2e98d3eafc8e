import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce } from './build.ts';
import { root } from './sources.ts';

/** npm's own program, so that no shell is needed on any platform. */
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];

/** Installs packages of the registry into a project, which gets a package.json where it has none. */
export function npmInstall(project: string, ...packages: readonly string[]): void {
  if (!existsSync(path.join(project, 'package.json')))
    writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n');
  const { status, stdout, stderr } = spawnSync('npm', ['install', ...QUIET, '--save-dev', ...packages], {
    cwd: project,
    encoding: 'utf8',
    timeout: 300_000,
    // Some tools set up the repository around them when they are installed, unless on a machine of a CI service.
    env: { ...process.env, CI: 'true' },
  });
  if (status !== 0) throw new Error(`npm install ${packages.join(' ')}: ${stdout}${stderr}`);
}

/** A folder with a node_modules of these packages, kept from run to run; gives the path of that node_modules. */
export function cachePackages(...packages: readonly string[]): string {
  const name = packages.join('+').replace(/[^\w.+-]/g, '_');
  const folder = path.join(root, 'node_modules/.cache/graceful-packages', name);
  const modules = path.join(folder, 'node_modules');
  if (!existsSync(path.join(modules, '.package-lock.json'))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    npmInstall(folder, ...packages);
  }
  return modules;
}

/** Makes the packages of one node_modules visible in a project that has one of its own. */
export function linkPackages(project: string, modules: string): void {
  const target = path.join(project, 'node_modules');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(modules)) {
    if (!name.startsWith('.') && !existsSync(path.join(target, name)))
      symlinkSync(path.join(modules, name), path.join(target, name));
  }
}

/** Packs the repository as npm would publish it; gives the path of the tarball, in a folder of its own. */
export function packTarball(): string {
  buildOnce();
  const folder = mkdtempSync(path.join(tmpdir(), 'graceful-tarball-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })) as [{ filename: string }];
  return path.join(folder, packed.filename);
}
