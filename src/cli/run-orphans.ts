import { setTimeout as sleep } from 'node:timers/promises';
import { getProcessMark } from '../runtime/process-mark.ts';
import type { RecordedChild } from '../runtime/report.ts';
import { mergeResults } from '../runtime/results.ts';
import type { Record } from './run-records.ts';

/** Milliseconds that a child may take to see that its parent is gone. */
const LONGEST = 1500;
const STEP = 50;
/** What a signal of the terminal, or the last one of all, leaves behind is not the program's fault. */
const EXCUSED = new Set<NodeJS.Signals | null>(['SIGINT', 'SIGQUIT', 'SIGKILL']);

/** The record with the children that run on after the end of the program. Waits only while there are some. */
export async function withOrphans(record: Record, signal: NodeJS.Signals | null): Promise<Record> {
  if (EXCUSED.has(signal)) return record;
  let left = record.children.filter(isRunning);
  for (let ms = 0; ms < LONGEST && left.length > 0; ms += STEP) {
    await sleep(STEP);
    left = left.filter(isRunning);
  }
  return { ...record, results: mergeResults([record.results, ...left.map(({ results }) => results)]) };
}

function isRunning({ pid, mark }: RecordedChild): boolean {
  if (mark !== '') return getProcessMark(pid) === mark;
  try {
    return process.platform !== 'linux' && process.kill(pid, 0);
  } catch {
    return false;
  }
}
