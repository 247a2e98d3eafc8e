import { tokenize, type Token } from './tokens.ts';

/** A part of a text: its first token, and the one behind its last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** So many brackets in a row may lack their partner. */
const MAX_UNCLOSED = 4;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };

/** The tokens of one file and which brackets belong together. */
export class Source {
  readonly absolute: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** For each bracket the index of its partner; -1 for everything else. */
  private readonly partners: Int32Array;
  /** For each token the index of the innermost open brace around it, or -1. */
  private readonly blocks: Int32Array;

  constructor(absolute: string, text: string) {
    this.absolute = absolute;
    this.text = text;
    this.tokens = tokenize(text);
    this.partners = new Int32Array(this.tokens.length).fill(-1);
    this.blocks = new Int32Array(this.tokens.length).fill(-1);
    this.pair();
  }

  get all(): Range {
    return { start: 0, end: this.tokens.length };
  }

  /** Is the token this name or punctuator? */
  is(index: number, text: string): boolean {
    const token = this.tokens[index];
    return token !== undefined && token.text === text && (token.kind === 'name' || token.kind === 'punctuator');
  }

  isName(index: number): boolean {
    return this.tokens[index]?.kind === 'name';
  }

  getText(index: number): string {
    return this.tokens[index]?.text ?? '';
  }

  getLine(index: number): number {
    return this.tokens[index]?.line ?? 1;
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
    for (; end < this.tokens.length; end = this.skip(end)) {
      if ([',', ';', ')', ']', '}'].some((text) => this.is(end, text))) break;
      if (end > start && this.startsStatement(end)) break;
    }
    return { start, end };
  }

  /** A token on a new line that cannot go on with the expression before it. */
  private startsStatement(index: number): boolean {
    const [before, token] = [this.tokens[index - 1], this.tokens[index]];
    if (!before || !token || before.line === token.line || token.kind === 'punctuator') return false;
    if (token.kind === 'name' && /^(?:as|satisfies|in|instanceof)$/.test(token.text)) return false;
    return before.kind !== 'punctuator' ? !/^(?:new|await|typeof|void|return)$/.test(before.text) : /^[)\]}]$/.test(before.text);
  }

  private pair(): void {
    const open: number[] = [];
    const braces: number[] = [];
    for (const [i, token] of this.tokens.entries()) {
      if (token.kind === 'punctuator' && /^[)\]}]$/.test(token.text)) this.close(i, open, braces);
      this.blocks[i] = braces.at(-1) ?? -1;
      if (token.kind !== 'punctuator' || !(token.text in CLOSING)) continue;
      open.push(i);
      if (token.text === '{') braces.push(i);
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
