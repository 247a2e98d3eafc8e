export type TokenKind = 'name' | 'string' | 'template' | 'number' | 'regex' | 'punctuator';

/** A word of a source text. A template is a row of chunks with `${`, the tokens of the hole, and `}` between them. */
export interface Token {
  readonly kind: TokenKind;
  /** Of strings and templates the value, of everything else the source text. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Of a template's chunk: does the template end with it? */
  readonly isTail?: boolean;
}

const NAME = /[\w$\u0080-\uffff]+/y;
const SPACE = /[\s\ufeff]+/y;
const PUNCTUATOR = /\?\?=|\|\|=|&&=|===|!==|\.\.\.|=>|==|!=|\?\?|\?\.(?!\d)|\|\||&&|\+\+|--|[-+*/%]=|[^]/y;

/** Words after which a slash begins a regular expression. */
const BEFORE_EXPRESSION = /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|instanceof|yield|await)$/;
const BEFORE_CONDITION = /^(?:if|while|for|with)$/;

/** The longest quoted text whose value is kept; longer ones are data. */
const MAX_STRING = 4096;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const DOLLAR = 36;
const SLASH = 47;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const BACKTICK = 96;
const OPEN_BRACE = 123;

/**
 * Splits JavaScript, TypeScript or JSX into tokens. It takes any text: what makes no sense is split somehow, so nothing
 * here is proof that the text is a program. Needed because a rule gets the syntax tree of no file but its own.
 */
export function tokenize(text: string): Token[] {
  return new Tokenizer(text).run();
}

class Tokenizer {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  /** Open braces: true for the `${` of a template. */
  private readonly braces: boolean[] = [];
  /** Open parentheses: true for those behind `if` and the like. */
  private readonly parens: boolean[] = [];
  /** For each quote: up to where the text is known to hold no closing one, so that broken text takes no longer. */
  private readonly unclosed: Record<string, number> = {};
  private isAfterCondition = false;
  private at = 0;
  private line = 1;
  private nextLine: number;

  constructor(text: string) {
    this.text = text;
    this.nextLine = this.findLineEnd(0);
  }

  run(): Token[] {
    if (this.text.startsWith('#!')) this.skipTo('\n');
    while (this.at < this.text.length) this.step();
    return this.tokens;
  }

  private step(): void {
    const { text, at } = this;
    const char = text.charAt(at);
    if (char === '/' && text[at + 1] === '/') return this.skipTo('\n');
    if (char === '/' && text[at + 1] === '*') return this.skipTo('*/');
    const space = this.match(SPACE);
    if (space) return this.advance(space.length);
    if (char === "'" || char === '"') return this.readString(char);
    if (char === '`') return this.readChunk(1);
    const name = this.match(NAME);
    if (name) return this.push(name.charCodeAt(0) >= 48 && name.charCodeAt(0) <= 57 ? 'number' : 'name', name, name.length);
    if (char === '}' && this.braces.pop() === true) {
      this.push('punctuator', '}', 1);
      return this.readChunk(0);
    }
    const regex = char === '/' && this.canBeRegex() ? this.findQuotedEnd('/', SLASH) : -1;
    if (regex !== -1) return this.push('regex', '', regex - at);
    this.readPunctuator(this.match(PUNCTUATOR));
  }

  private readPunctuator(mark: string): void {
    const last = this.tokens.at(-1);
    let isAfterCondition = false;
    if (mark === '{') this.braces.push(false);
    else if (mark === '(') this.parens.push(last?.kind === 'name' && BEFORE_CONDITION.test(last.text));
    else if (mark === ')') isAfterCondition = this.parens.pop() === true;
    this.push('punctuator', mark, mark.length || 1);
    this.isAfterCondition = isAfterCondition;
  }

  private canBeRegex(): boolean {
    const last = this.tokens.at(-1);
    const next = this.text[this.at + 1];
    if (!last) return true;
    if (last.kind === 'name') return BEFORE_EXPRESSION.test(last.text);
    if (last.kind !== 'punctuator') return false;
    if (last.text === ')') return this.isAfterCondition;
    // `</div>` and `/>` are JSX.
    return last.text !== ']' && last.text !== '<' && !(last.text === '}' && next === '>');
  }

  private readString(quote: "'" | '"'): void {
    const end = this.findQuotedEnd(quote, quote.charCodeAt(0));
    // An apostrophe in JSX text, or a broken string.
    if (end === -1) return this.push('punctuator', quote, 1);
    const value = end - this.at > MAX_STRING ? '' : unescape(this.text.slice(this.at + 1, end - 1));
    this.push('string', value, end - this.at);
  }

  /** Behind the closing quote or slash on the same line, -1 when there is none. */
  private findQuotedEnd(quote: string, code: number): number {
    const { text } = this;
    if (this.at < (this.unclosed[quote] ?? 0)) return -1;
    let isClass = false;
    let end = this.at + 1;
    for (; end < text.length; end += 1) {
      const char = text.charCodeAt(end);
      if (char === code && !isClass) return end + 1;
      if (char === LINE_FEED || char === CARRIAGE_RETURN) break;
      if (char === BACKSLASH) end += 1;
      else if (code === SLASH && char === OPEN_BRACKET) isClass = true;
      else if (char === CLOSE_BRACKET) isClass = false;
    }
    this.unclosed[quote] = end;
    return -1;
  }

  /** A part of a template, from behind its backtick or its hole's brace (`skip` 1 or 0). */
  private readChunk(skip: number): void {
    const { text } = this;
    const start = this.at + skip;
    let end = this.at < (this.unclosed['`'] ?? 0) ? text.length : start;
    for (; end < text.length; end += 1) {
      const char = text.charCodeAt(end);
      if (char === BACKTICK || (char === DOLLAR && text.charCodeAt(end + 1) === OPEN_BRACE)) break;
      if (char === BACKSLASH) end += 1;
    }
    if (end >= text.length) {
      this.unclosed['`'] = text.length;
      return skip === 0 ? undefined : this.push('punctuator', '`', 1);
    }
    const isHole = text.charCodeAt(end) === DOLLAR;
    const value = end - start > MAX_STRING ? '' : unescape(text.slice(start, end));
    this.push('template', value, end - this.at + (isHole ? 0 : 1), !isHole);
    if (!isHole) return;
    this.braces.push(true);
    this.push('punctuator', '${', 2);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? '';
  }

  private push(kind: TokenKind, text: string, length: number, isTail?: boolean): void {
    const { line, at: start } = this;
    const place = { line, start, end: start + length };
    this.tokens.push(isTail === undefined ? { kind, text, ...place } : { kind, text, ...place, isTail });
    this.isAfterCondition = false;
    this.advance(length);
  }

  /** Behind the end of a comment. */
  private skipTo(end: string): void {
    const found = this.text.indexOf(end, this.at + 2);
    this.advance((found === -1 ? this.text.length : found + end.length) - this.at);
  }

  private advance(length: number): void {
    const end = this.at + length;
    for (; this.nextLine < end; this.nextLine = this.findLineEnd(this.nextLine + 1)) this.line += 1;
    this.at = end;
  }

  private findLineEnd(from: number): number {
    const found = this.text.indexOf('\n', from);
    return found === -1 ? Infinity : found;
  }
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
