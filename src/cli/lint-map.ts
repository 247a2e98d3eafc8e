import type { ESLint } from 'eslint';
import { printSvg } from '../map/index.ts';
import { createLintRun, type LintRunOptions } from './lint-run.ts';
import { toMapFindings } from './map-findings.ts';
import type { Project } from './project.ts';
import { getWholeMap } from './whole-map.ts';

/**
 * Draws the worker map of what was linted, as SVG; null when there is nothing to draw. What lies at the other end of an
 * arrow is drawn too, and so it is linted here, by the same preset; it is not part of the report.
 */
export async function drawReportMap(
  results: readonly ESLint.LintResult[],
  Host: typeof ESLint,
  options: LintRunOptions,
  project: Project,
): Promise<string | null> {
  const run = createLintRun(Host, { ...options, fix: false }, project);
  const { map } = await getWholeMap(toMapFindings(results, project.root), run, project);
  return map.owners.length + map.workers.length === 0 ? null : printSvg(map);
}
