import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import type { Project } from '../project.ts';
import { UsageError } from '../usage-error.ts';

/** One change to one file: what to say of it, and the text that it is to have. */
export interface Change {
  readonly path: string;
  readonly done: string;
  readonly planned: string;
  readonly before: string | null;
  readonly after: string;
}

/** What `graceful init` will do, worked out before the first file is touched: a refusal leaves everything as it was. */
export interface Plan {
  readonly project: Project & { readonly manifest: NonNullable<Project['manifest']> };
  /** Overwrite a file that differs. */
  readonly force: boolean;
  /** Lines about what is so already, and changes, in their order. */
  readonly steps: (string | Change)[];
  /** What the user has to do by hand: where, and the text to paste. */
  readonly pastes: { readonly where: string; readonly text: string }[];
  /** What else there is to say, a line each. */
  readonly notes: string[];
  /** Packages that have to be there, with a range where not any version will do. */
  readonly packages: Set<string>;
  /** Commands to run when all is written and installed. */
  readonly commands: Set<string>;
}

/** @throws UsageError when there is no package.json. */
export function createPlan(project: Project, force: boolean): Plan {
  const { manifest } = project;
  if (!manifest) throw new UsageError(`no package.json in ${process.cwd()} or above it`);
  return {
    project: { ...project, manifest },
    force,
    steps: [],
    pastes: [],
    notes: [],
    packages: new Set(),
    commands: new Set(),
  };
}

/** The text of a file as it will be when the plan is carried out; null when there is none. */
export function readPlanned(plan: Plan, path: string): string | null {
  const planned = plan.steps.findLast((step): step is Change => typeof step !== 'string' && step.path === path);
  if (planned) return planned.after;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  if (!stats.isFile()) throw new UsageError(`${getName(plan, path)} is there already, and it is no file`);
  return readFileSync(path, 'utf8');
}

/** Plans another text for a file; `what` says it as in "Added x to y": the verb comes first. */
export function change(
  plan: Plan,
  path: string,
  after: string,
  [done, verb, what]: readonly [string, string, string],
): void {
  const before = readPlanned(plan, path);
  plan.steps.push({ path, before, after, done: `${done} ${what}`, planned: `Would ${verb} ${what}` });
}

/** Plans a file of one's own: written, left as it is, or, when it differs, refused. */
export function writeFile(plan: Plan, path: string, text: string): boolean {
  const name = getName(plan, path);
  const before = readPlanned(plan, path);
  if (before === text) plan.steps.push(`${name} is up to date`);
  else if (before === null) change(plan, path, text, ['Wrote', 'write', name]);
  else if (plan.force) change(plan, path, text, ['Overwrote', 'overwrite', name]);
  else return false;
  return true;
}

/** A path as told to the user, from the project's root. */
export function getName(plan: Plan, path: string): string {
  return relative(plan.project.root, path).split(sep).join('/');
}

/** Those of the packages that the project neither names nor can load. */
export function listMissing({ project, packages }: Plan): string[] {
  const { data } = project.manifest;
  const named = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
    Object.keys(data[key] ?? {}),
  );
  return [...packages].filter((wanted) => {
    const name = wanted.replace(/(?<=.)@.*$/, '');
    return !named.includes(name) && findVersion(project.root, name) === null;
  });
}

/** The installed version of a package, seen from a folder. */
export function findVersion(folder: string, name: string): string | null {
  const require = createRequire(join(folder, '_'));
  for (const place of require.resolve.paths(name) ?? []) {
    const path = join(place, name, 'package.json');
    if (existsSync(path)) return (require(path) as { version: string }).version;
  }
  return null;
}
