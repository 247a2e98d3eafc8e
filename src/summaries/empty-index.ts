import type { WorkerIndex } from '../source/project-view.ts';

/** The index of a project of which nothing is known. */
export function getEmptyIndex(): WorkerIndex {
  return {
    root: '',
    starts: [],
    isTooLarge: false,
    findWorker: () => null,
    findMarkedLoader: () => null,
    findProcessors: () => [],
    findTarget: () => null,
    workers: () => [],
    findExport: () => null,
    isSetOutside: () => false,
  };
}
