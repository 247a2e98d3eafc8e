import type { WorkerMap } from './model.ts';

/** Every file that the map shows: of owners, of workers, and what these run through their imports. */
export function listFiles({ owners, workers }: WorkerMap): string[] {
  const run = workers.flatMap(({ file, inside }) => [...(file === null ? [] : [file]), ...inside]);
  return [...new Set([...owners.map(({ file }) => file), ...run])];
}
