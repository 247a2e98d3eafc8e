import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { escapePattern } from '../../kit/escape-pattern.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findSlot, type SignalSlot } from './signal-slot.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];
/** What stands for a TypeScript file in its import. */
const COMPILED = /\.([cm]?)jsx?$/;
/** In bytes: larger files are bundles. */
const LARGEST = 500_000;

const texts = new Map<string, { readonly stamp: string; readonly text: string }>();

/** Where the export of a project file takes a signal; null when it takes none, or the file cannot be found or read. */
export function findImportedSlot(file: SourceFile, specifier: string, name: string): SignalSlot | null {
  if (!specifier.startsWith('.') || file.filename.startsWith('<') || !/^[\w$]+$/.test(name)) return null;
  const folder = path.dirname(path.resolve(file.root, file.filename));
  const text = readModule(path.resolve(folder, specifier), file.root);
  if (text === null) return null;
  for (const open of listHeads(text, name)) {
    const slot = findSlot(readParameters(text, open), text);
    if (slot) return slot;
  }
  return null;
}

/** Positions behind the `(` of each head of the function: its overloads too. */
function* listHeads(text: string, name: string): Generator<number> {
  const head =
    name === 'default'
      ? /\bexport\s+default\s+(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*(?:<[^(]*>\s*)?\(/g
      : new RegExp(
          `\\b(?:function\\s*\\*?\\s*${escapePattern(name)}|const\\s+${escapePattern(name)}\\s*=\\s*(?:async\\b\\s*)?(?:function\\b\\s*)?)\\s*(?:<[^(]*>\\s*)?\\(`,
          'g',
        );
  for (const match of text.matchAll(head)) yield match.index + match[0].length;
}

/** The texts between the commas of a parameter list. */
function readParameters(text: string, open: number): string[] {
  const parameters: string[] = [];
  let depth = 0;
  let start = open;
  for (let at = open; at < text.length; at += 1) {
    const char = text[at] as string;
    if ('([{<'.includes(char)) depth += 1;
    else if (char === '>' && text[at - 1] === '=') continue;
    else if (')]}>'.includes(char)) depth -= 1;
    if (depth < 0 || (char === ',' && depth === 0)) {
      parameters.push(text.slice(start, at).trim());
      start = at + 1;
    }
    if (depth < 0) break;
  }
  return parameters.filter((parameter) => parameter !== '');
}

/** The text of a module below the root, without its comments; read again when it has changed. */
function readModule(base: string, root: string): string | null {
  const candidates = [
    base,
    base.replace(COMPILED, '.$1ts'),
    base.replace(COMPILED, '.$1tsx'),
    ...EXTENSIONS.map((extension) => base + extension),
    ...EXTENSIONS.map((extension) => path.join(base, `index${extension}`)),
  ];
  for (const name of candidates) {
    if (path.relative(root, name).startsWith('..')) return null;
    const stats = statSync(name, { throwIfNoEntry: false });
    if (!stats?.isFile()) continue;
    if (stats.size > LARGEST) return null;
    const stamp = `${stats.mtimeMs} ${stats.size}`;
    const known = texts.get(name);
    if (known?.stamp === stamp) return known.text;
    const text = readText(name);
    texts.set(name, { stamp, text });
    return text;
  }
  return null;
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8').replace(/\/\*[^]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');
  } catch {
    return '';
  }
}
