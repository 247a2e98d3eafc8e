import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { buildOnce } from './build.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOBODY = 65534;
const folders: string[] = [];

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Which copy of the command to run; the repository's by default. */
  main?: string;
  /** As a user to whom file permissions apply, also when the tests run as root. */
  unprivileged?: boolean;
  env?: Record<string, string>;
  /** What it reads from stdin. */
  input?: string;
  /** With the times and counts that end what is said of a run. */
  withTimes?: boolean;
}

/** Builds dist before a file's tests, and removes the projects that they have made after them. */
export function useCli(): void {
  beforeAll(buildOnce, 120_000);
  afterAll(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }, 60_000);
}

/** A project in a temporary folder, by file name and text; gives its path. */
export function makeProject(files: Record<string, string | Uint8Array>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'graceful-cli-')));
  folders.push(folder);
  chmodSync(folder, 0o755);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Installs the built package into a project, with links to those of its peers that are named; gives its command. */
export function install(project: string, peers: Record<string, string> = {}): string {
  const target = join(project, 'node_modules', 'eslint-plugin-graceful');
  cpSync(join(ROOT, 'dist'), join(target, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'oxlint'), join(target, 'oxlint'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(target, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const own = Object.fromEntries(Object.keys(dependencies).map((name) => [name, name]));
  for (const [name, from] of Object.entries({ ...own, ...peers })) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', from), link);
  }
  return join(target, 'dist', 'cli', 'main.js');
}

/** Runs `graceful` in a folder. How long it took is cut off, because that differs. */
export function graceful(cwd: string, args: readonly string[], options: RunOptions = {}): Outcome {
  const asNobody = options.unprivileged && process.getuid?.() === 0;
  const { status, stdout, stderr } = spawnSync(process.execPath, [getMain(options), ...args], {
    cwd,
    encoding: 'utf8',
    input: options.input ?? '',
    env: { ...process.env, npm_config_user_agent: '', ...options.env },
    ...(asNobody ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  return { code: status, stdout, stderr: options.withTimes ? stderr : stderr.replace(/ \(\d+\.\d s[^)]*\)$/gm, '') };
}

export function getMain({ main }: RunOptions = {}): string {
  return main ?? join(ROOT, 'dist', 'cli', 'main.js');
}

/** Sources that the rules have something to say about, and one that they have not. */
export const SAMPLES = {
  /** no-abrupt-terminate: in the recommended preset. */
  kill: `import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./job.js', import.meta.url));
export async function shutdown() {
  await worker.terminate();
}
process.on('message', (task) => worker.postMessage(task));
`,
  /** prefer-interruptible-wait, with a fix. */
  sleep: `import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
export async function poll(signal) {
  while (!signal.aborted) {
    parentPort.postMessage('tick');
    await sleep(5000);
  }
}
`,
  clean: 'export const answer = 42;\n',
  /** Has a word that makes the rules look, and nothing to report. */
  /** Has a word that makes the rules look, and nothing to report. */
  words: 'void ((worker) => worker.terminate());\n',
  /** Cannot be parsed, and has a word that makes the rules look. */
  broken: 'const worker = new Worker(1);\nconst ( = 2;\n',
};
