import type { ESLint } from 'eslint';
import { resolve } from 'node:path';
import { isEmpty, NOTHING, printJson, printMermaid, printSvg, printText } from '../map/index.ts';
import type { WorkerMap } from '../map/index.ts';
import { withEntries } from './eslint-entries.ts';
import { HELP } from './help.ts';
import { getLintInputs, type LintInputs } from './lint-inputs.ts';
import { createLintRun } from './lint-run.ts';
import { getMapFindings } from './map-findings.ts';
import { getMapOptions, type MapFormat, type MapOptions } from './map-options.ts';
import { count, hasColors, print, say } from './print.ts';
import { replaceFile } from './replace-file.ts';
import { loadPeer } from './resolve-peer.ts';
import { getWholeMap } from './whole-map.ts';

/**
 * `graceful map`: draws who starts which worker, how it is asked to stop and what cannot hear it.
 *
 * @returns 0 when it is drawn, whatever is found.
 * @throws UsageError for wrong use.
 */
export async function map(args: readonly string[]): Promise<number> {
  const options = getMapOptions(args);
  if (options.help) {
    print(HELP.map);
    return 0;
  }
  const asked = getLintInputs(options.paths);
  const inputs = { ...asked, project: await withEntries(asked.project) };
  const drawn = await draw(inputs, options);
  const text = PRINTERS[options.format](drawn, options);
  if (options.output === null) print(text);
  else {
    replaceFile(resolve(options.output), text);
    say(`wrote ${options.output}`);
  }
  if (inputs.skipped.length > 0) say(`not JavaScript or TypeScript, skipped: ${inputs.skipped.join(', ')}`);
  // As a text it has said so itself.
  if (isEmpty(drawn) && (options.format !== 'text' || options.output !== null)) say(NOTHING);
  return 0;
}

const PRINTERS: Readonly<Record<MapFormat, (map: WorkerMap, options: MapOptions) => string>> = {
  text: (drawn, { output }) => printText(drawn, getTerminal(output === null)),
  mermaid: printMermaid,
  svg: printSvg,
  json: printJson,
};

async function draw({ project, patterns }: LintInputs, options: MapOptions): Promise<WorkerMap> {
  const peer = { name: 'eslint', purpose: 'to find what cannot hear a stop', atLeast: [9, 39] } as const;
  const { ESLint: Host } = loadPeer(peer, project) as { ESLint: typeof ESLint };
  const run = createLintRun(Host, { ...options, fix: false, inlineConfig: true, named: patterns }, project);
  const asked = await getMapFindings(run, patterns, project.root);
  const { map: drawn, unparsed, isTooLarge } = await getWholeMap(asked, run, project);
  if (isTooLarge) say(`${project.root} has more files than are read: of workers nothing is known`);
  if (unparsed > 0) say(`${count(unparsed, 'file')} could not be parsed and so not checked`);
  return drawn;
}

function getTerminal(isShown: boolean): { columns: number; hasColors: boolean } {
  const { isTTY, columns } = process.stdout;
  if (!isShown || !isTTY) return { columns: 80, hasColors: false };
  return { columns: Math.min(120, Math.max(40, columns || 80)), hasColors: hasColors(process.stdout) };
}
