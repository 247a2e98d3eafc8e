import { execFile } from 'node:child_process';
import {
  cpSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Linter } from 'eslint';
import { ESLint } from 'eslint';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROOFS = join(ROOT, 'tests', 'proofs');
/** Milliseconds for one run; the slowest takes a fifth of it. */
const LIMIT = 20_000;
const start = promisify(execFile);

/** A value that a program prints, or a bound on it. */
type Expected = string | number | boolean | null | { atLeast: number } | { below: number };

/** What a program prints. */
export type Output = Record<string, unknown>;

/** A case: `tests/proofs/<rule>/<name>/` with `program.mjs`, the files that it needs, and `expect.json`. */
export interface Proof {
  rule: string;
  name: string;
  /** The harm in one line. */
  shows: string;
  /** Oldest Node that can run the program; all by default. */
  node?: number;
  /** The file and line of the one report in the case. */
  file: string;
  line: number;
  /** What is applied: the fix, the first suggestion, or the files of `repaired/`, mended by hand where the rule has no edit. */
  edit: 'fix' | 'suggestion' | 'repaired';
  /** Files that `--fix` goes on to change when it is run again: the owner asks once its worker is seen to hear and to end. */
  then?: readonly string[];
  /** `settings.graceful`. The file that `helper` names becomes a copy of the stop helper. */
  settings?: { helper?: string };
  /** What the program prints before the edit, and after it. */
  harm: Record<string, Expected>;
  harmless: Record<string, Expected>;
}

/** A report, as `file:line rule`, with the edits that it offers. */
export interface Finding {
  place: string;
  message: Linter.LintMessage;
}

export function listProofs(): Proof[] {
  return listFolders(PROOFS).flatMap((rule) =>
    listFolders(join(PROOFS, rule)).map((name) => {
      const text = readFileSync(join(PROOFS, rule, name, 'expect.json'), 'utf8');
      return { ...(JSON.parse(text) as Omit<Proof, 'rule' | 'name'>), rule, name };
    }),
  );
}

/** Can this Node parse the program? */
export function canRun({ node = 0 }: Proof): boolean {
  return Number(process.versions.node.split('.')[0]) >= node;
}

/** Copies the case into a temporary folder; gives its path. */
export function copyProof({ rule, name, settings }: Proof): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `graceful-proof-${name}-`)));
  cpSync(join(PROOFS, rule, name), folder, { recursive: true });
  if (settings?.helper) copyFileSync(join(ROOT, 'dist', 'stop', 'index.js'), join(folder, settings.helper));
  return folder;
}

export function removeProof(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Runs the program and gives the JSON object of the last line that it prints. Its threads end with its process, which
 * is killed when it takes too long or when the signal aborts.
 *
 * @throws Error when it fails, takes too long or prints something else
 */
export async function runProgram(folder: string, signal: AbortSignal): Promise<Output> {
  const options = { cwd: folder, timeout: LIMIT, killSignal: 'SIGKILL' as const, signal };
  const { stdout } = await start(process.execPath, [join(folder, 'program.mjs')], options);
  return parseOutput(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** @throws SyntaxError for a line that is no JSON */
export function parseOutput(line: string): Output {
  return JSON.parse(line) as Output;
}

/** Does what was printed hold exactly the expected values? */
export function matches(printed: Output, expected: Record<string, Expected>): boolean {
  const keys = Object.keys(expected);
  if (Object.keys(printed).join() !== keys.join()) return false;
  return keys.every((key) => {
    const [value, bound] = [printed[key], expected[key]];
    if (typeof bound !== 'object' || bound === null) return value === bound;
    if (typeof value !== 'number') return false;
    return 'atLeast' in bound ? value >= bound.atLeast : value < bound.below;
  });
}

/** All reports on the files of the case: the built plugin's recommended preset, and the case's own rule if it is strict. */
export async function lintProof(folder: string, proof: Proof): Promise<Finding[]> {
  const results = await (await makeLinter(folder, proof, false)).lintFiles(listPrograms(folder, proof));
  return results.flatMap(({ filePath, messages }) =>
    messages.map((message) => ({
      place: `${filePath.slice(folder.length + 1)}:${message.line} ${message.ruleId ?? message.message}`,
      message,
    })),
  );
}

/** What `eslint --fix` does. Gives the names of the files that it changed. */
export async function fixProof(folder: string, proof: Proof): Promise<string[]> {
  const results = await (await makeLinter(folder, proof, true)).lintFiles(listPrograms(folder, proof));
  await ESLint.outputFixes(results);
  return results.filter(({ output }) => output !== undefined).map(({ filePath }) => filePath.slice(folder.length + 1));
}

/** What an editor does with the first suggestion of a report. */
export function takeSuggestion(folder: string, { file }: Proof, { message }: Finding): void {
  const edit = message.suggestions?.[0]?.fix;
  if (!edit) throw new Error(`no suggestion: ${message.message}`);
  const text = readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, file), text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]));
}

/** What a reader of the message does. */
export function takeRepaired(folder: string): void {
  cpSync(join(folder, 'repaired'), folder, { recursive: true });
}

async function makeLinter(folder: string, { rule, settings }: Proof, fix: boolean): Promise<ESLint> {
  const { default: plugin } = (await import(new URL('../../dist/index.js', import.meta.url).href)) as {
    default: { configs: Record<'recommended' | 'strict', Linter.Config> };
  };
  const { recommended, strict } = plugin.configs;
  const own = { [`graceful/${rule}`]: strict.rules?.[`graceful/${rule}`] };
  const rules = { ...own, ...recommended.rules };
  return new ESLint({
    cwd: folder,
    fix,
    overrideConfigFile: true,
    overrideConfig: [{ ...recommended, rules }, { settings: { graceful: settings ?? {} } }],
  });
}

/** The files of the case without the stop helper, which is not its own. */
function listPrograms(folder: string, { settings }: Proof): string[] {
  const helper = settings?.helper?.replace('./', '');
  return readdirSync(folder).filter((file) => file.endsWith('.mjs') && file !== helper);
}

function listFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
