import { workerImports, type WorkerImportRow } from '../knowledge/worker-imports.ts';
import type { Origin } from './module-path.ts';

/** An import that a bundler makes a worker of. */
export interface WorkerImport {
  readonly gives: WorkerImportRow['gives'];
  /** The specifier of the file that runs, without the bundler's marks. */
  readonly specifier: string;
}

/** What a bundler makes of an import, by its specifier and the export that is meant; null for a plain import. */
export function findWorkerImport({ module, path }: Origin): WorkerImport | null {
  const row = workerImports.find(({ pattern }) => pattern.test(module));
  // A loader may replace all of the module, a rule on names gives a default export.
  const isMeant = path === 'default' || (path === '' && row?.gives !== 'likely-class');
  return row && isMeant ? { gives: row.gives, specifier: module.replace(/^.*!/, '').replace(/\?.*$/, '') } : null;
}
