import type { Node, SourceCode, TSESTree } from '../source/types.ts';

/** The white space that the node's line begins with. */
export function getIndent(code: SourceCode, node: Pick<Node, 'loc'>): string {
  return /^\s*/.exec(code.lines[node.loc.start.line - 1] ?? '')?.[0] ?? '';
}

/**
 * Lays new lines out as the file is: a tab or spaces for each `\t` that a line begins with, `indent` before all but
 * the first, and the file's own line ends.
 */
export function layOut(code: SourceCode, lines: readonly string[], indent: string): string {
  const unit = indent.startsWith('\t') ? '\t' : getStyle(code).unit;
  const text = lines.map((line) => line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length))).join(`\n${indent}`);
  return fitStyle(code, text);
}

/** A statement's range, less a `;` that begins the next line, as files without semicolons write it before a bracket. */
export function getRange(code: SourceCode, statement: TSESTree.Node): TSESTree.Range {
  const [before, last] = code.getLastTokens(statement, 2);
  if (!before || last?.value !== ';' || before.loc.end.line === last.loc.start.line) return statement.range;
  const isNeeded = /^(?:else|while)$/.test(code.getTokenAfter(statement)?.value ?? '');
  return isNeeded ? statement.range : [statement.range[0], before.range[1]];
}

/** New text with the file's own line ends, quotes and semicolons. */
export function fitStyle(code: SourceCode, text: string): string {
  const { lineEnd, quote, endsStatements } = getStyle(code);
  const hasPlainQuotes = !/["`]/.test(text);
  const quoted = quote === '"' && hasPlainQuotes ? text.replace(/'([^'\\\s]*)'/g, '"$1"') : text;
  const ended = endsStatements ? quoted : quoted.replace(/;(?=\r?\n(?!\s*[([`+\-/*])|$)/g, '');
  return lineEnd === '\n' ? ended : ended.replace(/\r?\n/g, lineEnd);
}

interface Style {
  /** What a line is indented by. */
  readonly unit: string;
  readonly lineEnd: string;
  readonly quote: string;
  readonly endsStatements: boolean;
}

const styles = new WeakMap<SourceCode, Style>();

function getStyle(code: SourceCode): Style {
  let style = styles.get(code);
  if (!style) styles.set(code, (style = readStyle(code)));
  return style;
}

function readStyle({ text }: SourceCode): Style {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const ended = count(/^\s*(?:import|export|const|let|return|throw|await)\b.*;[ \t]*(?:\/\/.*)?\r?$/gm);
  const open = count(/^\s*(?:import|export|const|let|return|throw|await)\b(?!.*;[ \t]*\/\/).*[\w)'"`\]][ \t]*\r?$/gm);
  // Without them are the heads of loops, and lines that begin with one.
  const rest = text.replace(/\bfor\s*\([^)]*\)|^\s*;(?=[([`])/gm, '');
  return {
    unit: /^(?:\t| {2,8})(?=[^\s*])/m.exec(text)?.[0] ?? '  ',
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    quote: readQuote(count),
    endsStatements: ended === open ? rest.includes(';') || !/\n\s*\S/.test(rest) : ended > open,
  };
}

/** That of the imports; where there is none, that of most strings. */
function readQuote(count: (pattern: RegExp) => number): string {
  const byImports = count(/(?<=\b(?:from|import|require\()\s*)"/g) - count(/(?<=\b(?:from|import|require\()\s*)'/g);
  const isDouble = byImports || count(/(?<=[\s([=:,])"[^"'`\n]*"/g) - count(/(?<=[\s([=:,])'[^"'`\n]*'/g);
  return isDouble > 0 ? '"' : "'";
}

/** The lines as a block. */
export function braces(lines: readonly string[], before = '', after = ''): string[] {
  return [`${before}{`, ...shift(lines), `}${after}`];
}

/** The lines one level further in. */
export function shift(lines: readonly string[]): string[] {
  return lines.map((line) => `\t${line}`);
}

/** The first of some names that none of the texts uses; names of properties do not count. */
export function pickName(names: readonly [string, ...string[]], texts: readonly string[]): string {
  const taken = new Set(texts.flatMap((text) => text.match(/(?<!(?<!\.\.)[.#]|[\w$])[\w$]+/g) ?? []));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  for (let i = 2; ; i += 1) if (!taken.has(`${names[0]}${i}`)) return `${names[0]}${i}`;
}

/**
 * The comments of a range that is replaced, less those of the parts that stay, as block comments with a space behind
 * each: a line comment could swallow what comes after it in its new place.
 */
export function keepComments(code: SourceCode, range: TSESTree.Range, kept: readonly TSESTree.Range[]): string {
  return code
    .getAllComments()
    .filter((comment) => isWithin(comment.range, range) && !kept.some((part) => isWithin(comment.range, part)))
    .map(({ type, value }) => `/*${type === 'Line' ? `${value.replaceAll('*/', '* /')} ` : value}*/ `)
    .join('');
}

function isWithin(inner: TSESTree.Range, outer: TSESTree.Range): boolean {
  return inner[0] >= outer[0] && inner[1] <= outer[1];
}
