import { readFileSync } from 'node:fs';
import { findSourceMap, SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a file; line and column from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Loaded {
  readonly map: SourceMap;
  /** What its sources are relative to. */
  readonly folder: string;
}

const maps = new Map<string, Loaded | null>();

/** The place in the file that the author wrote, by the source map that the running file names; else the place itself. */
export function mapPlace(place: FilePlace & { readonly source?: FilePlace }): FilePlace {
  if (place.source) return place.source;
  const { file, line, column } = place;
  let loaded = maps.get(file);
  if (loaded === undefined) maps.set(file, (loaded = load(file)));
  if (!loaded) return { file, line, column };
  return findIn(loaded.map, place, loaded.folder) ?? { file, line, column };
}

/** By a map that a loader has left with Node in this thread; null where there is none. */
export function findLoadedPlace(place: FilePlace): FilePlace | null {
  if (!process.sourceMapsEnabled) return null;
  const map = findSourceMap(place.file);
  return map ? findIn(map, place, dirname(place.file)) : null;
}

function findIn(map: SourceMap, { line, column }: FilePlace, folder: string): FilePlace | null {
  const entry = map.findEntry(line - 1, column - 1);
  if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return null;
  const file = toPath(entry.originalSource, folder);
  return file === null ? null : { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function load(file: string): Loaded | null {
  try {
    const url = [...readFileSync(file, 'utf8').matchAll(/^[ \t]*\/[/*][#@] sourceMappingURL=([^\s*]+)/gm)].at(-1)?.[1];
    if (url === undefined) return null;
    const inline = /^data:[^,]*?(;base64)?,(.*)$/.exec(url);
    const path = resolve(dirname(file), decodeURIComponent(inline ? '.' : url));
    const text = inline
      ? inline[1]
        ? Buffer.from(inline[2] as string, 'base64').toString()
        : decodeURIComponent(inline[2] as string)
      : readFileSync(path, 'utf8');
    return { map: new SourceMap(JSON.parse(text) as never), folder: inline ? dirname(file) : dirname(path) };
  } catch {
    return null;
  }
}

/** Sources of other schemes (`webpack://`) are no files. */
function toPath(source: string, folder: string): string | null {
  if (source.startsWith('file:')) return fileURLToPath(source);
  return /^[a-z][a-z\d+.-]+:/i.test(source) ? null : resolve(folder, source);
}
