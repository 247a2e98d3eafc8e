import type { WorkerMap } from './model.ts';
import { getTotals } from './wording.ts';

/** Goes up when a reader of the old form could be misled; new keys alone do not raise it. */
export const SCHEMA_VERSION = 1;

/** The map as JSON; `schema.json` beside this file describes it. */
export function printJson(map: WorkerMap): string {
  return `${JSON.stringify({ version: SCHEMA_VERSION, totals: getTotals(map), ...map }, null, 2)}\n`;
}
