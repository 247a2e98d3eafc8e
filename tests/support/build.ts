import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lock = join(root, 'node_modules', '.graceful-build');

/**
 * Builds dist when a source is newer than it. Without type checks and declarations: those have a command of their own.
 * Test files run in processes of their own, so one of them builds and the others wait for it.
 */
export function buildOnce(): void {
  while (isStale()) {
    try {
      mkdirSync(lock);
    } catch {
      waitForOther();
      continue;
    }
    try {
      const program = join(root, 'scripts', 'build.mjs');
      execFileSync(process.execPath, [program, '--code-only'], { cwd: root, stdio: 'pipe' });
      return;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

/** For Vitest's `globalSetup`. */
export default buildOnce;

function isStale(): boolean {
  const built = getTime(join(root, 'dist', 'index.js'));
  // package.json lists the entries.
  if (getTime(join(root, 'package.json')) > built) return true;
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .some((file) => getTime(join(root, 'src', file)) > built);
}

/** Polls for the end of the other process's build; one that was killed leaves its lock, which ages. */
function waitForOther(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  if (Date.now() - getTime(lock) > 60_000) rmSync(lock, { recursive: true, force: true });
}

function getTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
