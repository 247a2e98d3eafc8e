import type { ESLint } from 'eslint';
import { join } from 'node:path';
import { getSettings } from '../kit/settings.ts';
import { createJobSeeker, getIndexOf, getMap, listFiles, printSvg, type JobSeeker } from '../map/index.ts';
import { getProjectSettings } from './lint-config.ts';
import { createLintRun, type LintRunOptions } from './lint-run.ts';
import { getMapFindings, toMapFindings } from './map-findings.ts';
import type { Project } from './project.ts';

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
      const index = getIndexOf(project.root, getSettings(getProjectSettings(project)));
      const asked = toMapFindings(results, project.root);
      const isWanted = (file: string): boolean => asked.files.has(file);
      const files = listFiles(getMap(index, [], isWanted)).filter((file) => !isWanted(file));
      const run = createLintRun(Host, { ...options, fix: false, rule: jobs.rule }, project);
      const beyond = await getMapFindings(run, files.map((file) => join(project.root, file)), project.root);
      const map = getMap(jobs.addTo(index), [...asked.findings, ...beyond.findings], isWanted);
      return map.owners.length + map.workers.length === 0 ? null : printSvg(map);
    },
  };
}
