// Builds the package. npm prepares a package from Git before it packs it, but under `npm install --global`, as pre-commit
// says since 4.6, it forgets the packages that the build needs: the children inherit `global`. They are installed first.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('../', import.meta.url));

if (!isInstalled('rolldown')) runNpm('ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund');
runNpm('run', '--silent', 'build');

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

function runNpm(...args) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(?:global|location|prefix|install_links)$/i.test(name),
    ),
  );
  const { status } = spawnSync('npm', args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(1);
}
