import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { getSettings } from '../../src/kit/settings.ts';
import type { WorkerIndex } from '../../src/source/project-view.ts';
import { getIndexOf } from '../../src/summaries/index.ts';

/** Writes files into a new folder, which goes when the test ends; gives its absolute path. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-project-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFiles(root, files);
  return root;
}

export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const absolute = path.join(root, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
  }
}

/** The worker index of a new project. */
export function indexProject(
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): WorkerIndex {
  return getIndexOf(makeProject(files), getSettings({ graceful: settings }));
}

/** `src/pool.ts:3 worker worker_threads -> src/worker.ts (resolved)`, one line a start. */
export function listStarts({ starts }: WorkerIndex): string[] {
  return starts.map(
    ({ kind, library, place, target, specifier, reason }) =>
      `${place.file}:${place.line} ${kind} ${library} -> ${target ?? `?${specifier ?? ''}`} (${reason})`,
  );
}
