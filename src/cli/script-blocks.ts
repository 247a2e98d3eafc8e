import { extname } from 'node:path';

/** Files of components, which hold their code in blocks. */
export const COMPONENTS: readonly string[] = ['vue', 'svelte', 'astro'];

export interface Scripts {
  /** The file with blanks for all that is no script: every place stays where it was. */
  readonly code: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** In a tag: a text in quotes, code in braces (`on:load={() => { … }}`), any other sign. */
const PART = /"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^>"'{]/.source;
/** A comment, a script without a body, a script; whichever comes first. */
const SCRIPT = new RegExp(
  `<!--[^]*?-->|<script\\b(?:${PART})*/>|(<script\\b((?:${PART})*)>)([^]*?)</script\\s*>`,
  'gi',
);
/** What Astro runs at the server, between two fences at the top. */
const FRONTMATTER = /^(\s*---[^\S\r\n]*\r?\n)([^]*?)^---/m;
const LANGUAGE = /\b(?:lang|type)\s*=\s*["']?([^\s"'>]+)/gi;
const READABLE =
  /^(?:[jt]sx?|module|(?:text|application)\/(?:javascript|ecmascript|typescript)|javascript|typescript)$/i;

export function isComponent(path: string): boolean {
  return COMPONENTS.includes(extname(path).slice(1));
}

/** The scripts of a component, of one file together: they share their names. */
export function getScripts(text: string, path: string): Scripts {
  const ranges: (readonly [number, number])[] = [];
  const front = extname(path) === '.astro' ? FRONTMATTER.exec(text) : null;
  const start = front === null || front.index > 0 ? 0 : front[0].length;
  if (front !== null && start > 0) ranges.push([front[1]?.length ?? 0, start - '---'.length]);
  for (const { 1: tag, 2: attributes = '', 3: body = '', index } of text.slice(start).matchAll(SCRIPT)) {
    const isRead =
      tag !== undefined && [...attributes.matchAll(LANGUAGE)].every(([, word = '']) => READABLE.test(word));
    const from = start + index + (tag?.length ?? 0);
    if (isRead) ranges.push([from, from + body.length]);
  }
  let [code, at] = ['', 0];
  for (const [from, to] of ranges) {
    code += blank(text.slice(at, from)) + text.slice(from, to);
    at = to;
  }
  return { code: code + blank(text.slice(at)), ranges };
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}
