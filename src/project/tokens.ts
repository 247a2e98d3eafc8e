import { TokenList, type TokenKind } from './token-list.ts';

/** Words after which a slash begins a regular expression. */
const BEFORE_EXPRESSION = /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|instanceof|yield|await)$/;
const BEFORE_CONDITION = /^(?:if|while|for|with)$/;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const DOLLAR = 36;
const APOSTROPHE = 39;
const DOT = 46;
const SLASH = 47;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const BACKTICK = 96;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Of each ASCII code: 1 for the characters of names, 2 for digits. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return 2;
  return /[A-Za-z_$]/.test(String.fromCharCode(code)) ? 1 : 0;
});

/**
 * Splits JavaScript, TypeScript or JSX into tokens: a template is a row of chunks with `${`, the tokens of the hole, and
 * `}` between them. It takes any text, in a time that grows with its length: what makes
 * no sense is split somehow, so nothing here is proof that the text is a program. Needed because a rule gets the syntax
 * tree of no file but its own.
 */
export function tokenize(text: string): TokenList {
  return new Tokenizer(text).run();
}

class Tokenizer {
  private readonly text: string;
  private readonly list: TokenList;
  /** Open braces: true for the `${` of a template. */
  private readonly braces: boolean[] = [];
  /** Open parentheses: true for those behind `if` and the like. */
  private readonly parens: boolean[] = [];
  /** For each quote: up to where the text is known to hold no closing one. */
  private readonly unclosed = new Map<number, number>();
  private isAfterCondition = false;
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.list = new TokenList(text.length);
  }

  run(): TokenList {
    if (this.text.startsWith('#!')) this.skipTo('\n');
    while (this.at < this.text.length) this.step();
    return this.list;
  }

  private step(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029) {
      this.at += 1;
      return;
    }
    if (code >= 128 || CLASSES[code] !== 0) return this.readName(code);
    if (code === SLASH) return this.readSlash();
    if (code === QUOTE || code === APOSTROPHE) return this.readString(code);
    if (code === BACKTICK) return this.readChunk(1);
    if (code === CLOSE_BRACE && this.braces.pop() === true) {
      this.push('punctuator', 1);
      return this.readChunk(0);
    }
    this.readPunctuator(code);
  }

  private readName(first: number): void {
    const { text } = this;
    let end = this.at + 1;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code < 128 && CLASSES[code] === 0) break;
    }
    this.push(CLASSES[first] === 2 ? 'number' : 'name', end - this.at);
  }

  /** A comment, a regular expression or a division. */
  private readSlash(): void {
    const next = this.text[this.at + 1];
    if (next === '/') return this.skipTo('\n');
    if (next === '*') return this.skipTo('*/');
    const end = this.canBeRegex() ? this.findQuotedEnd(SLASH) : -1;
    this.push(end === -1 ? 'punctuator' : 'regex', end === -1 ? 1 : end - this.at);
  }

  private readPunctuator(code: number): void {
    let isAfterCondition = false;
    if (code === OPEN_BRACE) this.braces.push(false);
    else if (code === 40) this.parens.push(this.getLastKind() === 'name' && BEFORE_CONDITION.test(this.getLast()));
    else if (code === 41) isAfterCondition = this.parens.pop() === true;
    this.push(
      'punctuator',
      getPunctuatorLength(code, this.text.charCodeAt(this.at + 1), this.text.charCodeAt(this.at + 2)),
    );
    this.isAfterCondition = isAfterCondition;
  }

  private canBeRegex(): boolean {
    const kind = this.getLastKind();
    if (kind === null) return true;
    if (kind === 'name') return BEFORE_EXPRESSION.test(this.getLast());
    if (kind !== 'punctuator') return false;
    const last = this.getLast();
    if (last === ')') return this.isAfterCondition;
    // `</div>` and `/>` are JSX.
    return last !== ']' && last !== '<' && !(last === '}' && this.text[this.at + 1] === '>');
  }

  private getLastKind(): TokenKind | null {
    return this.list.getKind(this.list.length - 1);
  }

  private getLast(): string {
    const last = this.list.length - 1;
    return last === -1 ? '' : this.text.slice(this.list.getStart(last), this.list.getEnd(last));
  }

  /** One without its end is an apostrophe in JSX text, or broken. */
  private readString(quote: number): void {
    const end = this.findQuotedEnd(quote);
    this.push(end === -1 ? 'punctuator' : 'string', end === -1 ? 1 : end - this.at);
  }

  /** Behind the closing quote or slash on the same line, -1 when there is none. */
  private findQuotedEnd(quote: number): number {
    const { text } = this;
    if (this.at < (this.unclosed.get(quote) ?? 0)) return -1;
    let isClass = false;
    let end = this.at + 1;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === quote && !isClass) return end + 1;
      if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
      if (code === BACKSLASH) end += 1;
      else if (quote === SLASH && code === OPEN_BRACKET) isClass = true;
      else if (code === CLOSE_BRACKET) isClass = false;
    }
    this.unclosed.set(quote, end);
    return -1;
  }

  /** A part of a template, from behind its backtick or its hole's brace (`skip` 1 or 0). */
  private readChunk(skip: number): void {
    const { text } = this;
    let end = this.at < (this.unclosed.get(BACKTICK) ?? 0) ? text.length : this.at + skip;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === BACKTICK || (code === DOLLAR && text.charCodeAt(end + 1) === OPEN_BRACE)) break;
      if (code === BACKSLASH) end += 1;
    }
    if (end >= text.length) {
      this.unclosed.set(BACKTICK, text.length);
      if (skip === 1) this.push('punctuator', 1);
      return;
    }
    const isHole = text.charCodeAt(end) === DOLLAR;
    this.push(isHole ? 'template' : 'tail', end - this.at + (isHole ? 0 : 1));
    if (!isHole) return;
    this.braces.push(true);
    this.push('punctuator', 2);
  }

  private push(kind: TokenKind, length: number): void {
    this.list.add(kind, this.at, this.at + length);
    this.at += length;
    this.isAfterCondition = false;
  }

  /** Behind the end of a comment. */
  private skipTo(end: string): void {
    const found = this.text.indexOf(end, this.at + 2);
    this.at = found === -1 ? this.text.length : found + end.length;
  }
}

/** How long the punctuator is that begins with these three characters. */
function getPunctuatorLength(a: number, b: number, c: number): number {
  const orThree = c === EQUALS ? 3 : 2;
  switch (String.fromCharCode(a)) {
    case '=':
      return b === EQUALS ? orThree : b === 62 ? 2 : 1;
    case '!':
      return b === EQUALS ? orThree : 1;
    case '?':
      return b === a ? orThree : b === DOT && CLASSES[c] !== 2 ? 2 : 1;
    case '|':
    case '&':
      return b === a ? orThree : 1;
    case '.':
      return b === DOT && c === DOT ? 3 : 1;
    case '+':
    case '-':
      return b === a || b === EQUALS ? 2 : 1;
    default:
      return (a === 37 || a === 42) && b === EQUALS ? 2 : 1;
  }
}
