import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEST_NAME } from '../knowledge/test-files.ts';
import { quietly } from './patch.ts';
import { findLoadedPlace, type FilePlace } from './source-map.ts';

/** Where in the program something was done. */
export interface Place {
  /** Absolute path as it runs, before source maps; or `[eval]`, source that is in no file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The calls above it, `file:line:column`, innermost first. */
  readonly stack: readonly string[];
  /** Where the author wrote it, as far as only the thread that ran it can tell: loaders such as tsx keep their maps in memory. */
  readonly source?: FilePlace;
}

const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));
const FRAMES = 16;
/** Node's own, where it shows one. */
const DEFAULT: unknown = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')?.value;

/** Stands for the file of source that is in none. */
export const EVAL = '[eval]';

/**
 * The innermost place of the calling code that is neither Node's, nor the checker's, nor, where there is other, a
 * package's. Null when there is none. Takes about 5 us, so it is for rare events.
 */
export function captureSite(): Place | null {
  try {
    const place = getPlace(captureFrames());
    const source = place && findLoadedPlace(place);
    return source ? { ...place, source } : place;
  } catch {
    return null;
  }
}

let sparse = 0;
let sparseSince = 0;

/** The same for frequent events: the first twenty in each tenth of a second, else null. */
export function captureSparsely(): Place | null {
  if (sparse >= 20) {
    const now = Date.now();
    if (now - sparseSince < 100) return null;
    sparseSince = now;
    sparse = 0;
  }
  sparse += 1;
  return captureSite();
}

/** Is it the code of an installed package? */
export function isForeign({ file }: Place): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

/** Is it the code of a test? By the name alone: of a program that runs it is not known below which folder a folder of tests would count. */
export function isTestPlace(place: Place): boolean {
  const { file } = place;
  return !isForeign(place) && (TEST_NAME.test(basename(file)) || /[\\/]__tests__[\\/]/.test(file));
}

interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The place that the lines of an error's `stack` lead to. */
export function readStack(stack: string): Place | null {
  return getPlace(parseStack(stack));
}

function parseStack(stack: string): Frame[] {
  const lines = stack.split('\n').slice(1);
  const frames = lines.map((line) => /(?:\(|at )((?:[^()]|\([^()]*\))+):(\d+):(\d+)\)?$/.exec(line));
  return frames.flatMap((match) =>
    match
      ? [
          {
            file: toPath((match[1] as string).replace(/^async /, '')),
            line: Number(match[2]),
            column: Number(match[3]),
          },
        ]
      : [],
  );
}

function getPlace(all: readonly Frame[]): Place | null {
  const frames = all.filter(({ file }) => isProgram(file));
  const own = frames.find((frame) => !isForeign(frame as Place)) ?? frames[0];
  if (!own || isLoader(all, own)) return null;
  const stack = frames.slice(0, 8).map(({ file, line, column }) => `${file}:${line}:${column}`);
  return { file: own.file, line: own.line, column: own.column, stack };
}

/** Is it done by a package while a module is loaded: by a compiler, for its own ends? */
function isLoader(all: readonly Frame[], own: Frame): boolean {
  const above = all.slice(0, isForeign(own as Place) ? all.length : all.indexOf(own));
  const loader = above.findIndex(({ file }) => /^node:internal\/modules\//.test(file));
  return above.slice(0, Math.max(0, loader)).some((frame) => isProgram(frame.file));
}

function isProgram(file: string): boolean {
  if (file === '' || /^(?:node:|<|\[(?!eval\]))/.test(file)) return false;
  return !file.startsWith(OWN_FOLDER);
}

function captureFrames(): Frame[] {
  const { stackTraceLimit } = Error;
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    Error.stackTraceLimit = FRAMES;
    // Places as they run: with `--enable-source-maps` Node would map them, and we would map them again.
    // A host's own way, as Vitest's, maps them where the file on disk does not tell how.
    const own = before?.value as ((error: Error, sites: NodeJS.CallSite[]) => unknown) | undefined;
    Error.prepareStackTrace = (error, sites) => {
      const text = typeof own === 'function' && own !== DEFAULT ? quietly(() => own(error, sites)) : null;
      return typeof text === 'string' ? text : sites;
    };
    const { stack } = new Error() as unknown as { stack: NodeJS.CallSite[] | string };
    if (typeof stack === 'string') return parseStack(stack);
    return stack.map((site) => ({
      file: toPath(site.getFileName() ?? ''),
      line: site.getLineNumber() ?? 1,
      column: site.getColumnNumber() ?? 1,
    }));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
    else delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
  }
}

/** A path for a file's URL; one name for source that is in no file. */
function toPath(name: string): string {
  if (/^data:|(?:^|\/)\[(?:worker )?eval\d*\]$/.test(name)) return EVAL;
  if (!name.startsWith('file:')) return name;
  try {
    return fileURLToPath(name.replace(/[?#].*$/, ''));
  } catch {
    return name;
  }
}
