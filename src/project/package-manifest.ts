import { joinPath } from './relative-path.ts';
import { findObject, findString, readJson, type Json } from './read-json.ts';
import { findStamp, isSameStamp, type FileStamp } from './walk-files.ts';

/** What is used of a `package.json`. */
export interface PackageManifest {
  /** Its folder, relative to the root; '' for the root. */
  readonly folder: string;
  readonly name: string | null;
  readonly exports: unknown;
  readonly imports: unknown;
  readonly main: string | null;
  /** The `tsconfig.json` that others get who extend the package. */
  readonly tsconfig: string | null;
  /** The names of the packages that it asks for, those for development left out. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** All that it asks for and that is no package of the same workspace, those for development too. */
  readonly foreign: readonly string[];
  /** Files that its commands and its scripts for a start run, as they are written there, relative to its folder. */
  readonly programs: readonly string[];
  /** Is it for bundlers too: has it an entry for them, or for browsers? */
  readonly isForBundlers: boolean;
}

interface Known {
  readonly stamp: FileStamp;
  readonly manifest: PackageManifest | null;
}

const known = new Map<string, Known>();

/** The manifest in a folder of the root; null where there is none that can be read. Read again when it has changed. */
export function readManifest(
  root: string,
  folder: string,
  stamp = findStamp(root, joinPath(folder, 'package.json')),
): PackageManifest | null {
  if (!stamp) return null;
  const key = `${root}/${stamp.file}`;
  let entry = known.get(key);
  if (!entry || !isSameStamp(entry.stamp, stamp)) {
    known.set(key, (entry = { stamp, manifest: toManifest(folder, root, stamp) }));
  }
  return entry.manifest;
}

/** The name of the package in a module specifier, and what is asked of it: `.` or `./part`. */
export function splitSpecifier(specifier: string): { readonly name: string; readonly subpath: string } {
  const name = /^(?:@[^/]*\/)?[^/]*/.exec(specifier)?.[0] ?? '';
  return { name, subpath: `.${specifier.slice(name.length)}` };
}

function toManifest(folder: string, root: string, stamp: FileStamp): PackageManifest | null {
  const json = readJson(root, stamp);
  if (!json) return null;
  const asked = [json['dependencies'], json['peerDependencies']].map(findObject);
  return {
    folder,
    name: findString(json['name']),
    exports: json['exports'],
    imports: json['imports'],
    main: findString(json['module']) ?? findString(json['main']),
    tsconfig: findString(json['tsconfig']),
    dependencies: asked.flatMap((list) => Object.keys(list ?? {})),
    devDependencies: Object.keys(findObject(json['devDependencies']) ?? {}),
    foreign: [...asked, ...['devDependencies', 'optionalDependencies'].map((kind) => findObject(json[kind]))].flatMap(
      (list) =>
        Object.entries(list ?? {}).flatMap(([name, from]) => (LOCAL.test(findString(from) ?? '') ? [] : [name])),
    ),
    programs: listPrograms(json),
    isForBundlers: json['module'] !== undefined || json['browser'] !== undefined || isPublished(json),
  };
}

/** Where a package of the same repository comes from. */
const LOCAL = /^(?:workspace|link|file|portal):/;

/** A library whose files others import, on whatever platform theirs is. */
function isPublished(json: Json): boolean {
  return json['private'] !== true && json['exports'] !== undefined && json['bin'] === undefined;
}

/** Scripts that run the program itself, not its tools. */
const START_SCRIPT = /^(?:pre|post)?(?:start|serve|server|worker|prod|production)(?![a-z])/;

/** `bin`, and in `"start": "node --enable-source-maps dist/main.js"` the first word that is no option. */
function listPrograms(json: Json): string[] {
  const commands = Object.values(findObject(json['bin']) ?? { bin: json['bin'] });
  const scripts = Object.entries(findObject(json['scripts']) ?? {}).flatMap(([name, script]) => {
    const text = START_SCRIPT.test(name) ? findString(script) : null;
    return [...(text ?? '').matchAll(/\b(?:node|nodemon|tsx|ts-node|bun|pm2 start)((?:\s+-\S+)*)\s+([\w./-]+)/g)].map(
      ([, , file]) => file,
    );
  });
  return [...commands, ...scripts].flatMap((file) => findString(file) ?? []);
}
