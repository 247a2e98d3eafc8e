/** `template` is a chunk in front of a hole, `tail` the last chunk (or the only one). */
export type TokenKind = 'name' | 'string' | 'template' | 'tail' | 'number' | 'regex' | 'punctuator';

/** By its place in this list a kind is kept. */
const KINDS: readonly TokenKind[] = ['name', 'punctuator', 'string', 'template', 'tail', 'number', 'regex'];
const CODES = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Readonly<Record<TokenKind, number>>;
/** Names and punctuators are what they are written as. */
const LAST_PLAIN = CODES.punctuator;

/**
 * The words of a text, as places in it. Nine bytes a word outside of the heap: a bundle has half a million of them.
 */
export class TokenList {
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private count = 0;

  /** Room for the words of a text of this length, at first. */
  constructor(textLength: number) {
    const room = 16 + (textLength >> 2);
    this.kinds = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
  }

  get length(): number {
    return this.count;
  }

  add(kind: TokenKind, start: number, end: number): void {
    if (this.count === this.kinds.length) this.grow();
    this.kinds[this.count] = CODES[kind];
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
  }

  getKind(index: number): TokenKind | null {
    return index >= 0 && index < this.count ? (KINDS[this.kinds[index] as number] ?? null) : null;
  }

  isName(index: number): boolean {
    return index >= 0 && index < this.count && this.kinds[index] === CODES.name;
  }

  /** Is it a name or punctuator? */
  isPlain(index: number): boolean {
    return index >= 0 && index < this.count && (this.kinds[index] as number) <= LAST_PLAIN;
  }

  /** 0 where there is no such word, as `getEnd`. */
  getStart(index: number): number {
    return this.starts[index] ?? 0;
  }

  getEnd(index: number): number {
    return this.ends[index] ?? 0;
  }

  private grow(): void {
    const { kinds, starts, ends } = this;
    this.kinds = new Uint8Array(2 * this.count);
    this.starts = new Int32Array(2 * this.count);
    this.ends = new Int32Array(2 * this.count);
    this.kinds.set(kinds);
    this.starts.set(starts);
    this.ends.set(ends);
  }
}
