import type { TokenKind, TokenList } from '../project/token-list.ts';
import { tokenize } from '../project/tokens.ts';

/** A part of a text: its first token, and the one behind its last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** So many brackets in a row may lack their partner. */
const MAX_UNCLOSED = 4;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };

/** An expression with more parts than this, brackets not looked into, names no file. */
const MAX_EXPRESSION = 300;

/** The longest quoted text whose value is looked at; longer ones are data. */
const MAX_STRING = 4096;

/** The tokens of one file and which brackets belong together. */
export class Source {
  readonly absolute: string;
  readonly text: string;
  private readonly tokens: TokenList;
  /** For each bracket the index of its partner; -1 for everything else. */
  private readonly partners: Int32Array;
  /** For each token the index of the innermost open brace around it, or -1. */
  private readonly blocks: Int32Array;
  private lines: readonly number[] | null = null;

  constructor(absolute: string, text: string) {
    this.absolute = absolute;
    this.text = text;
    this.tokens = tokenize(text);
    this.partners = new Int32Array(this.length).fill(-1);
    this.blocks = new Int32Array(this.length).fill(-1);
    this.pair();
  }

  /** The number of tokens. */
  get length(): number {
    return this.tokens.length;
  }

  get all(): Range {
    return { start: 0, end: this.length };
  }

  /** Is the token this name or punctuator? */
  is(index: number, text: string): boolean {
    const { tokens } = this;
    const start = tokens.getStart(index);
    if (tokens.getEnd(index) - start !== text.length || this.text.charCodeAt(start) !== text.charCodeAt(0))
      return false;
    return tokens.isPlain(index) && this.text.startsWith(text, start);
  }

  isName(index: number): boolean {
    return this.tokens.isName(index);
  }

  getKind(index: number): TokenKind | null {
    return this.tokens.getKind(index);
  }

  /** Of strings and templates the value, of everything else the source text; empty where there is no token. */
  getText(index: number): string {
    const kind = this.tokens.getKind(index);
    if (kind === null) return '';
    const [start, end] = [this.tokens.getStart(index), this.tokens.getEnd(index)];
    if (kind === 'string') return readValue(this.text, start + 1, end - 1);
    if (kind !== 'template' && kind !== 'tail') return this.text.slice(start, end);
    const isFirst = this.text[start] === '`' && !(kind === 'tail' && end === start + 1);
    return readValue(this.text, isFirst ? start + 1 : start, kind === 'tail' ? end - 1 : end);
  }

  /** The value of a string, or of a template without holes; null for any other token. */
  getString(index: number): string | null {
    const kind = this.getKind(index);
    const isWhole = kind === 'string' || (kind === 'tail' && !this.is(index - 1, '}'));
    return isWhole ? this.getText(index) : null;
  }

  /** As it is written. */
  getSource({ start, end }: Range): string {
    return end > start ? this.text.slice(this.tokens.getStart(start), this.tokens.getEnd(end - 1)) : '';
  }

  /** From 1. */
  getLine(index: number): number {
    this.lines ??= listLines(this.text);
    const at = this.tokens.getStart(index);
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  /** The partner of a bracket, or null where it has none. */
  findPartner(index: number): number | null {
    const partner = this.partners[index] ?? -1;
    return partner === -1 ? null : partner;
  }

  /** The index of the brace that opens the innermost block (or object) around a token; null at the top. */
  findBlock(index: number): number | null {
    const block = this.blocks[index] ?? -1;
    return block === -1 ? null : block;
  }

  /** The token behind the bracket's content, or behind the token where it is no bracket. */
  skip(index: number): number {
    const partner = this.partners[index] ?? -1;
    return partner > index ? partner + 1 : index + 1;
  }

  /** The parts between the commas inside a bracket; no empty last one. */
  split(open: number): Range[] {
    const close = this.findPartner(open);
    return close === null ? [] : this.splitRange({ start: open + 1, end: close });
  }

  splitRange({ start, end }: Range): Range[] {
    const parts: Range[] = [];
    let from = start;
    for (let i = start; i < end; i = this.skip(i)) {
      if (!this.is(i, ',')) continue;
      parts.push({ start: from, end: i });
      from = i + 1;
    }
    if (from < end) parts.push({ start: from, end });
    return parts;
  }

  /** The first of these names or punctuators outside of any bracket in the range; -1 when there is none. */
  findTop({ start, end }: Range, ...texts: readonly string[]): number {
    for (let i = start; i < end; i = this.skip(i)) if (texts.some((text) => this.is(i, text))) return i;
    return -1;
  }

  /** Where an expression that starts at `start` ends: the next comma, semicolon, closing bracket or new statement. */
  getExpression(start: number): Range {
    let end = start;
    for (let steps = 0; end < this.length && steps < MAX_EXPRESSION; end = this.skip(end), steps += 1) {
      if ([',', ';', ')', ']', '}'].some((text) => this.is(end, text))) break;
      if (end > start && this.startsStatement(end)) break;
    }
    return { start, end };
  }

  /** A token on a new line that cannot go on with the expression before it. */
  private startsStatement(index: number): boolean {
    const kind = this.getKind(index);
    if (index === 0 || kind === null || kind === 'punctuator' || this.getLine(index - 1) === this.getLine(index))
      return false;
    const before = this.getText(index - 1);
    if (kind === 'name' && /^(?:as|satisfies|in|instanceof)$/.test(this.getText(index))) return false;
    if (this.getKind(index - 1) === 'punctuator') return /^[)\]}]$/.test(before);
    return !/^(?:new|await|typeof|void|return)$/.test(before);
  }

  private pair(): void {
    const open: number[] = [];
    const braces: number[] = [];
    for (let i = 0; i < this.length; i += 1) {
      const code = this.tokens.getKind(i) === 'punctuator' ? this.text.charCodeAt(this.tokens.getEnd(i) - 1) : 0;
      if (code === 41 || code === 93 || code === 125) this.close(i, open, braces);
      this.blocks[i] = braces.at(-1) ?? -1;
      if (code !== 40 && code !== 91 && code !== 123) continue;
      open.push(i);
      if (this.is(i, '{')) braces.push(i);
    }
  }

  /** A bracket that was never closed is left out, so that the rest still fits together. */
  private close(index: number, open: number[], braces: number[]): void {
    const text = this.getText(index);
    let depth = open.length - 1;
    const lowest = Math.max(0, depth - MAX_UNCLOSED);
    while (depth >= lowest && CLOSING[this.getText(open[depth] as number)] !== text) depth -= 1;
    if (depth < lowest) return;
    const start = open[depth] as number;
    open.length = depth;
    while ((braces.at(-1) ?? -1) >= start) braces.pop();
    this.partners[start] = index;
    this.partners[index] = start;
  }
}

function listLines(text: string): number[] {
  const ends: number[] = [];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) ends.push(i);
  return ends;
}

function readValue(text: string, start: number, end: number): string {
  return end - start > MAX_STRING ? '' : unescape(text.slice(start, end));
}

function unescape(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(/\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|\r?\n|([^]))/gi, (_, ...codes) => {
    const [long, short, byte, char] = codes as (string | undefined)[];
    const hex = long ?? short ?? byte;
    if (hex !== undefined) return parseInt(hex, 16) > 0x10ffff ? '' : String.fromCodePoint(parseInt(hex, 16));
    return char === undefined ? '' : ({ n: '\n', t: '\t', r: '\r', 0: '\0' }[char] ?? char);
  });
}
