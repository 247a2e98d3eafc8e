import { join } from 'node:path';
import { getSettings } from '../kit/settings.ts';
import { getIndexOf, getMap, listFiles, type WorkerMap } from '../map/index.ts';
import { getJoinedSettings } from './project-settings.ts';
import type { LintRun } from './lint-run.ts';
import { getMapFindings, type MapFindings } from './map-findings.ts';
import type { Project } from './project.ts';

export interface WholeMap {
  readonly map: WorkerMap;
  /** How many files could not be parsed. */
  readonly unparsed: number;
  /** Were there more files than are read, so that nothing is known? */
  readonly isTooLarge: boolean;
}

/** The map of what was linted and of what lies at the other end of its arrows, which is linted here. */
export async function getWholeMap(asked: MapFindings, run: LintRun, project: Project): Promise<WholeMap> {
  const { root } = project;
  // Looked at again now: a fix may have written a moment ago.
  const index = getIndexOf(root, getSettings(getJoinedSettings(project)), true);
  const isWanted = (file: string): boolean => asked.files.has(file);
  const files = listFiles(getMap(index, [], isWanted)).filter((file) => !isWanted(file));
  const beyond = await getMapFindings(
    run,
    files.map((file) => join(root, file)),
    root,
  );
  return {
    map: getMap(index, [...asked.findings, ...beyond.findings], isWanted),
    unparsed: asked.unparsed + beyond.unparsed,
    isTooLarge: index.isTooLarge,
  };
}
