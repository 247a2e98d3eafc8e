import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The strings that an expression may be. */
export interface Values {
  readonly texts: readonly string[];
  /** Can it be no other string? */
  readonly isComplete: boolean;
}

export const UNKNOWN: Values = { texts: [], isComplete: false };
/** `undefined` and the like. */
export const NO_TEXT: Values = { texts: [], isComplete: true };
/** An expression with more of them is no list of files. */
export const MAX_VALUES = 8;

export function known(text: string): Values {
  return { texts: [text], isComplete: true };
}

/** Any one of them; unknown where there is none. */
export function join(choices: readonly Values[]): Values {
  const texts = [...new Set(choices.flatMap((values) => values.texts))];
  const isComplete = choices.length > 0 && texts.length <= MAX_VALUES && choices.every((values) => values.isComplete);
  return { texts: texts.slice(0, MAX_VALUES), isComplete };
}

/** What comes out for each choice of one text for each part; `build` gives null where it is unknown. */
export function combine(parts: readonly Values[], build: (texts: string[]) => string | null): Values {
  let rows: string[][] = [[]];
  for (const { texts } of parts) rows = rows.flatMap((row) => texts.map((text) => [...row, text])).slice(0, MAX_VALUES);
  const built = rows.map(build);
  const texts = [...new Set(built.filter((text) => text !== null))];
  return { texts, isComplete: parts.every((part) => part.isComplete) && !built.includes(null) };
}

/** `path.resolve` of relative parts depends on the working folder, which is nearly always the root of the project. */
export function resolvePaths(parts: readonly Values[]): Values {
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
