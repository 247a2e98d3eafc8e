import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './project.ts';

/** Workspaces lie as deep: `packages/app/tsconfig.json`. */
const DEPTH = 2;

/** Is there TypeScript in the project: the compiler in its package.json, or a tsconfig of it or of one of its packages? */
export function isTypescript({ root, manifest }: Project): boolean {
  const { dependencies, devDependencies } = manifest?.data ?? {};
  return 'typescript' in { ...(dependencies as object), ...(devDependencies as object) } || hasConfig(root, DEPTH);
}

function hasConfig(folder: string, depth: number): boolean {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some(({ name }) => /^tsconfig(?:\..+)?\.json$/.test(name))) return true;
  const folders =
    depth === 0 ? [] : entries.filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  return folders.some(({ name }) => hasConfig(join(folder, name), depth - 1));
}
