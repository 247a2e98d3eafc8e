import type { Heard, Tokens } from './heard-messages.ts';
import { listProperties } from './object-literal.ts';
import type { Range, Source } from './source.ts';
import { findFunction, type TokenFunction } from './token-functions.ts';

/** Fields that say what a message is for; what is done with the others is of no interest. */
const KIND_FIELD = /^(?:type|kind|cmd|command|action|event|name|op|operation|method|message|msg|topic)$/i;
const HARMLESS =
  /^(?:log|info|warn|error|debug|trace|stringify|String|Boolean|Number|isArray|assert|ok|structuredClone|keys|postMessage|send|has|includes)$/;
const NO_CALL = /^(?:if|while|for|switch|return|catch|typeof|await)$/;
const MAX_DEPTH = 3;
/** So many words or brackets back from an argument its call is found, or it is none. */
const MAX_STEPS = 500;

/** Collects what a handler compares its message with, following it through names and functions. */
export class HeardReader {
  readonly heard: Heard = { messages: [], handedOn: [], isOpen: false };
  private readonly tokens: Tokens;
  private readonly source: Source;
  private readonly seen = new Set<string>();
  private readonly functions = new Map<string, TokenFunction | null>();

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.source = tokens.source;
  }

  /** `field`: what the argument is of the message; null for the message, or the event around it. */
  readFunction(fn: TokenFunction, argument: number, field: string | null, depth = 0): void {
    const parameter = fn.parameters[argument];
    const key = `${fn.body.start}:${argument}:${field ?? ''}`;
    if (!parameter || this.seen.has(key)) return;
    this.seen.add(key);
    const names = new Map<string, string | null>();
    this.addPattern(parameter.start, field, names);
    this.readBody(fn.body, names, depth);
  }

  /** A body in which these names hold the message (null) or a field of it. */
  readBody(body: Range, names: Map<string, string | null>, depth = 0): void {
    for (let round = 0; round < 3 && this.addAliases(body, names); round += 1);
    for (let i = body.start; i < body.end; i += 1) {
      const text = this.source.getText(i);
      if (!this.source.isName(i) || !names.has(text) || this.source.is(i - 1, '.') || this.source.is(i - 1, '?.'))
        continue;
      const chain = this.readChain(i, names.get(text) ?? null);
      this.readUse(i, chain.end, chain.field, depth);
    }
  }

  /** The names that a parameter or `const` declares. */
  addPattern(target: number, field: string | null, names: Map<string, string | null>): void {
    const { source } = this;
    const first = source.is(target, '...') ? target + 1 : target;
    if (source.isName(first)) {
      names.set(source.getText(first), field);
      return;
    }
    for (const part of source.split(first)) {
      const isKeyed = source.is(first, '{');
      const inner = isKeyed ? toField(source.getText(part.start)) : field;
      this.addPattern(isKeyed && source.is(part.start + 1, ':') ? part.start + 2 : part.start, inner, names);
    }
  }

  /** `const { type } = msg`, `const kind = msg.data.type`; gives whether there was a new one. */
  private addAliases(body: Range, names: Map<string, string | null>): boolean {
    const { source } = this;
    const before = names.size;
    for (let i = body.start; i < body.end; i += 1) {
      if (!source.is(i, '=')) continue;
      const value = source.getExpression(i + 1);
      let start = source.is(value.start, 'await') ? value.start + 1 : value.start;
      while (source.is(start, '(')) start += 1;
      const known = source.isName(start) ? names.get(source.getText(start)) : undefined;
      if (known === undefined) continue;
      const chain = this.readChain(start, known);
      const isWhole = chain.end >= value.end || ['as', ')', '??', '||'].some((text) => source.is(chain.end, text));
      const target = source.findPartner(i - 1) ?? i - 1;
      if (isWhole && /^(?:const|let|var)$/.test(source.getText(target - 1)))
        this.addPattern(target, chain.field, names);
    }
    return names.size > before;
  }

  /** `msg.data.type`, `msg?.type`, `msg['type']`, `(msg as X).type` from its first name. */
  private readChain(start: number, base: string | null): { end: number; field: string | null } {
    const { source } = this;
    let field = base;
    let end = start + 1;
    for (;;) {
      if (source.is(end, '!')) end += 1;
      if (source.is(start - 1, '(') && source.is(end, 'as')) end = source.skip(start - 1);
      const isDot = (source.is(end, '.') || source.is(end, '?.')) && source.isName(end + 1);
      const isKey = source.is(end, '[') && source.getKind(end + 1) === 'string' && source.skip(end) === end + 3;
      if (!isDot && !isKey) return { end, field };
      if (isDot && source.is(end + 2, '(')) return { end, field };
      field = toField(source.getText(end + 1)) ?? field;
      end += isKey ? 3 : 2;
    }
  }

  private readUse(start: number, end: number, field: string | null, depth: number): void {
    const { source } = this;
    if (source.is(start - 1, 'typeof')) return;
    if (/^[!=]==?$/.test(source.getText(end))) return this.addValue(source.getExpression(end + 1).start, field);
    if (/^[!=]==?$/.test(source.getText(start - 1))) return this.addValue(this.findOperandStart(start - 2), field);
    if (source.is(end, '.') && source.is(end + 1, 'startsWith')) return this.addValue(end + 3, field);
    if (source.is(start - 1, '[') && source.is(end, ']')) return this.readMap(start - 1, field);
    const isTested = /^(?:&&|\|\||!)$/.test(source.getText(start - 1)) || /^(?:&&|\|\||\?)$/.test(source.getText(end));
    const open = this.findOpen(start);
    const callee = source.is(open, '(') ? source.getText(open - 1) : '';
    if (callee === 'switch') return this.readSwitch(open, field);
    if (field !== null && (isTested || /^(?:if|while)$/.test(callee))) return this.add('true', field, start);
    if (isTested || (field !== null && !KIND_FIELD.test(field)) || source.is(end, '.') || source.is(end, '?.')) return;
    if (source.is(start - 1, '=') && !/^(?:const|let|var)$/.test(source.getText(start - 3)) && source.isName(start - 2))
      this.open();
    if (source.is(start - 1, 'return') || (source.is(open, '[') && !source.is(open + 1, '['))) this.open();
    if (
      source.is(open, '{') &&
      /^[,}]$/.test(source.getText(end)) &&
      /^(?:[:,{]|\.\.\.)$/.test(source.getText(start - 1))
    )
      this.open();
    if (source.is(open, '(') && /^[,)]$/.test(source.getText(end))) this.readCall(open, start, field, depth);
  }

  /** `'stop' === msg`: where the part in front of the operator begins. */
  private findOperandStart(index: number): number {
    let start = index;
    while (this.source.is(start - 1, '.')) start -= 2;
    return start;
  }

  private addValue(index: number, field: string | null): void {
    const kind = this.source.getKind(index);
    const text = this.source.getText(index);
    const isLiteral = this.source.getString(index) !== null || kind === 'number' || text === 'true' || text === 'false';
    if (isLiteral) return this.add(text, field, index);
    const isAlone = kind === 'name' && !this.source.is(index + 1, '.') && !this.source.is(index + 1, '(');
    const { texts, isComplete } = isAlone
      ? this.tokens.evaluator.evaluate({ start: index, end: index + 1 })
      : { texts: [], isComplete: false };
    for (const value of texts) this.add(value, field, index);
    // An enum or a constant of another file; a plain name is something like an id.
    if (!isComplete && /^[A-Z]/.test(text)) this.open();
  }

  private readSwitch(open: number, field: string | null): void {
    const { source } = this;
    const brace = source.skip(open);
    if (!source.is(brace, '{')) return;
    for (let i = brace + 1; i < source.skip(brace) - 1; i = source.skip(i))
      if (source.is(i, 'case')) this.addValue(i + 1, field);
  }

  /** `handlers[msg.type]` */
  private readMap(open: number, field: string | null): void {
    const { source } = this;
    const binding =
      source.isName(open - 1) && !source.is(open - 2, '.')
        ? this.tokens.bindings.find(source.getText(open - 1), open)
        : null;
    const value = binding?.values.length === 1 ? binding.values[0] : null;
    const properties = value ? listProperties(source, value) : [];
    if (properties.length === 0) this.open();
    for (const { name, value: at } of properties) this.add(name, field, at.start);
  }

  private readCall(open: number, start: number, field: string | null, depth: number): void {
    const { source } = this;
    const name = source.getText(open - 1);
    const argument = source.split(open).findIndex((part) => part.start <= start && start < part.end);
    if (!source.isName(open - 1) || NO_CALL.test(name)) return;
    if (name === 'includes' && source.is(open - 3, ']'))
      return this.readList(source.findPartner(open - 3) ?? open, field);
    if (HARMLESS.test(name)) return name === 'has' || name === 'includes' ? this.open() : undefined;
    const isMember = source.is(open - 2, '.') || source.is(open - 2, '?.');
    const imported = isMember ? null : this.tokens.bindings.find(name, open)?.imported;
    if (imported)
      return void this.heard.handedOn.push({ specifier: imported.specifier, name: imported.name, argument, field });
    const fn = depth < MAX_DEPTH && (!isMember || source.is(open - 3, 'this')) ? this.findFunction(name) : null;
    if (fn && fn.parameters[argument]) this.readFunction(fn, argument, field, depth + 1);
    else this.open();
  }

  /** As `findFunction`, each name looked up once. */
  findFunction(name: string): TokenFunction | null {
    let found = this.functions.get(name);
    if (found === undefined) this.functions.set(name, (found = findFunction(this.source, name)));
    return found;
  }

  private readList(open: number, field: string | null): void {
    for (const part of this.source.split(open)) this.addValue(part.start, field);
  }

  /** The innermost bracket around a token. */
  private findOpen(index: number): number {
    for (let i = index - 1, steps = 0; i >= 0 && steps < MAX_STEPS; i -= 1, steps += 1) {
      const partner = this.source.findPartner(i);
      if (partner === null) continue;
      if (partner > i) return i;
      i = partner;
    }
    return -1;
  }

  private add(value: string, field: string | null, index: number): void {
    this.heard.messages.push({ value, field, line: this.source.getLine(index) });
  }

  private open(): void {
    this.heard.isOpen = true;
  }
}

/** `data` is the envelope of an event and no field of the message. */
function toField(name: string): string | null {
  return name === 'data' || name === 'detail' ? null : name;
}
