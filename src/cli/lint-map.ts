import type { ESLint } from 'eslint';
import { createJobSeeker, printSvg, type JobSeeker } from '../map/index.ts';
import { createLintRun, type LintRunOptions } from './lint-run.ts';
import { toMapFindings } from './map-findings.ts';
import type { Project } from './project.ts';
import { getWholeMap } from './whole-map.ts';

/** Draws the worker map of what is linted. */
export interface ReportMap {
  /** Runs along in the lint run: it notes the job processors. */
  readonly rule: JobSeeker['rule'];
  /** As SVG; null when there is nothing to draw. */
  draw(results: readonly ESLint.LintResult[]): Promise<string | null>;
}

/**
 * What lies at the other end of an arrow is drawn too, and so it is linted here, by the same preset; it is not part of
 * the report.
 */
export function createReportMap(Host: typeof ESLint, options: LintRunOptions, project: Project): ReportMap {
  const jobs = createJobSeeker(project.root);
  return {
    rule: jobs.rule,
    async draw(results) {
      const run = createLintRun(Host, { ...options, fix: false, rule: jobs.rule }, project);
      const { map } = await getWholeMap(toMapFindings(results, project.root), run, jobs, project);
      return map.owners.length + map.workers.length === 0 ? null : printSvg(map);
    },
  };
}
