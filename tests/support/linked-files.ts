import path from 'node:path';
import { getExportSummaries } from '../../src/facts/ends/exported-values.ts';
import { findLinkedExport } from '../../src/summaries/link-exports.ts';
import type { ExportedWorker, ProjectView, WorkerIndex } from '../../src/source/project-view.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { parseFile } from './parse.ts';

/** Nothing is known about other files. */
const UNLINKED: ProjectView = {
  isLinked: false,
  isRead: false,
  getIndex: () => {
    throw new Error('A summary asks nothing about other files.');
  },
  findCallable: () => null,
  findSignalType: () => null,
  findProgram: () => null,
};

/** Files by their names, such as `src/pool.ts`, each of which can be asked about the others. */
export interface LinkedSources {
  /** The file as a rule sees it. */
  open(name: string): SourceFile;
  /** The file as its summary is made. */
  openAlone(name: string): SourceFile;
  find(owner: string, specifier: string, name: string): ExportedWorker | null;
}

export function linkFiles(texts: Readonly<Record<string, string>>): LinkedSources {
  const alone = new Map(Object.entries(texts).map(([name, text]) => [name, parseAlone(name, text)]));
  const files = {
    ownPools: [],
    listExports: (name: string) => getExportSummaries(alone.get(name) as SourceFile),
    resolve: (owner: string, specifier: string) => {
      const target = path.posix.join(path.posix.dirname(owner), specifier);
      return [target, `${target}.ts`, `${target}.js`].find((name) => alone.has(name)) ?? null;
    },
  };
  const find = (owner: string, specifier: string, name: string): ExportedWorker | null =>
    findLinkedExport(files, owner, { specifier, name });
  const index = {
    findExport: (absolute: string, specifier: string, name: string) =>
      find(path.relative(process.cwd(), absolute).replaceAll('\\', '/'), specifier, name),
  } as WorkerIndex;
  return {
    find,
    open: (name) => {
      const project = { ...UNLINKED, isLinked: true, isRead: true, getIndex: () => index };
      return { ...parseFile(texts[name] ?? '', { filename: name }), project };
    },
    openAlone: (name) => alone.get(name) as SourceFile,
  };
}

function parseAlone(name: string, text: string): SourceFile {
  return { ...parseFile(text, { filename: name }), project: UNLINKED };
}
