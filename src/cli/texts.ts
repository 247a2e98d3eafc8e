import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** What the package carries in one compressed file: the build writes it. */
export interface Texts {
  /** The pages of the rules, as Markdown, by the rules' names. */
  readonly pages: Readonly<Record<string, string>>;
  /** The stop helper, which projects copy, by the language of its file. */
  readonly helper: Readonly<Record<'ts' | 'js', string>>;
}

let texts: Texts | undefined;

export function getTexts(): Texts {
  texts ??= JSON.parse(
    brotliDecompressSync(readFileSync(new URL('../../dist/texts.br', import.meta.url))).toString(),
  ) as Texts;
  return texts;
}
