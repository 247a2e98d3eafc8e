import type { ESLint } from 'eslint';
import { join } from 'node:path';
import { getSettings } from '../kit/settings.ts';
import { getIndexOf, getMap, listFiles, printSvg } from '../map/index.ts';
import { getProjectSettings } from './lint-config.ts';
import { createLintRun, type LintRunOptions } from './lint-run.ts';
import { getMapFindings, toMapFindings } from './map-findings.ts';
import type { Project } from './project.ts';

/**
 * The worker map of what has been linted, as SVG; null when there is nothing to draw. What lies at the other end of an
 * arrow is drawn too, and so it is linted here, by the same preset; it is not part of the report.
 */
export async function findReportMap(
  Host: typeof ESLint,
  options: LintRunOptions,
  project: Project,
  results: readonly ESLint.LintResult[],
): Promise<string | null> {
  const index = getIndexOf(project.root, getSettings(getProjectSettings(project)));
  const asked = toMapFindings(results, project.root);
  const isWanted = (file: string): boolean => asked.files.has(file);
  const files = listFiles(getMap(index, [], isWanted)).filter((file) => !isWanted(file));
  const run = createLintRun(Host, { ...options, fix: false }, project);
  const beyond = await getMapFindings(run, files.map((file) => join(project.root, file)), project.root);
  const map = getMap(index, [...asked.findings, ...beyond.findings], isWanted);
  return map.owners.length + map.workers.length === 0 ? null : printSvg(map);
}
