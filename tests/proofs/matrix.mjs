// Runs the proofs on the other Node versions that we support. Their binaries come from the npm package `node`, into
// node_modules/.cache. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSteps, vitest } from '../../scripts/steps.mjs';

const VERSIONS = ['22', '24'];
const cache = fileURLToPath(new URL('../../node_modules/.cache/graceful-proofs/', import.meta.url));

const nodes = VERSIONS.map((version) => ({ version, binary: getBinary(version) }));
const missing = nodes.filter(({ binary }) => binary === null).map(({ version }) => version);
if (missing.length > 0) {
  console.log(
    `The proofs do not run on Node ${missing.join(' and ')}: 'npm install node@<version>' gave no working binary.`,
  );
}
runSteps(
  nodes.flatMap(({ version, binary }) =>
    binary === null ? [] : [{ ...vitest(`proofs on Node ${version}`, '--project', 'proofs'), binary }],
  ),
  process.env.CI ? missing.length : 0,
);

/** The path of a working Node of this major version: the cached one, or a fresh one; null when it cannot be had. */
function getBinary(version) {
  const folder = path.join(cache, `node-${version}`);
  const binary = path.join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (isVersion(binary, version)) return binary;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // A project of its own: without one npm would install into the repository.
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  // The package's install script fetches the binary of this platform.
  const options = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts=false', '--loglevel=error'];
  const { error } = spawnSync('npm', ['install', ...options, `node@${version}`], {
    cwd: folder,
    stdio: ['ignore', 1, 1],
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  if (error) console.log(`npm: ${error.message}`);
  return isVersion(binary, version) ? binary : null;
}

function isVersion(binary, version) {
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.startsWith(`v${version}.`);
}
