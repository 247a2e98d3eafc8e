import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What an expression may be. */
export interface Values {
  readonly texts: readonly string[];
  /** Can it be nothing else? */
  readonly isComplete: boolean;
}

export const UNKNOWN: Values = { texts: [], isComplete: false };
/** An expression with more of them is no list of files. */
export const MAX_VALUES = 8;

export function known(text: string): Values {
  return { texts: [text], isComplete: true };
}

/** What comes out for each choice of one text for each part; `build` gives null where it is unknown. */
export function combine(parts: readonly Values[], build: (texts: string[]) => string | null): Values {
  let rows: string[][] = [[]];
  for (const { texts } of parts) rows = rows.flatMap((row) => texts.map((text) => [...row, text])).slice(0, MAX_VALUES);
  const built = rows.map(build);
  const texts = [...new Set(built.filter((text) => text !== null))];
  return { texts, isComplete: parts.every((part) => part.isComplete) && !built.includes(null) };
}

/** `path.resolve` of relative parts depends on the working folder, which is nearly always the root; see `findFile`. */
export function resolveAll(parts: readonly Values[]): Values {
  return combine(parts, (texts) => {
    const from = texts.findLastIndex((text) => path.isAbsolute(text));
    return path.join(...texts.slice(Math.max(from, 0)));
  });
}

export function resolveUrl(text: string, base: string): string | null {
  try {
    return new URL(text, path.isAbsolute(base) ? pathToFileURL(base) : base).href;
  } catch {
    return null;
  }
}

export function toPath(url: string): string | null {
  try {
    return url.startsWith('file:') ? fileURLToPath(url) : url;
  } catch {
    return null;
  }
}
