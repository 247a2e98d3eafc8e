import type { ThreadStart } from './records.ts';

let list: (thread: number) => readonly ThreadStart[] = () => [];

/** The main thread knows all threads; the others know their own workers only. */
export function knowDescendants(find: (thread: number) => readonly ThreadStart[]): void {
  list = find;
}

/** The living workers of a worker, and theirs. */
export function listDescendants(thread: number): readonly ThreadStart[] {
  return list(thread);
}
