import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Binding, Bindings } from './bindings.ts';
import { findTokenOrigin, getOriginKey } from './origins.ts';
import type { Range, Source } from './source.ts';
import { MODULE_PREFIX } from '../project/resolver.ts';
import { combine, known, MAX_VALUES, resolveAll, resolveUrl, toPath, UNKNOWN, type Values } from './values.ts';

const MAX_DEPTH = 24;

/** What a constant of another file is, by the specifier that this file imports it from. */
export type FindConstant = (specifier: string, name: string) => Values;

/** The strings that an expression may evaluate to, as far as its file tells. Paths and file URLs are absolute. */
export class Evaluator {
  private readonly source: Source;
  private readonly bindings: Bindings;
  private readonly findConstant: FindConstant;
  /** A parameter, and what the call that is being followed gives for it. */
  private given: { readonly binding: Binding; readonly values: Values } | null = null;

  constructor(source: Source, bindings: Bindings, findConstant: FindConstant = () => UNKNOWN) {
    this.source = source;
    this.bindings = bindings;
    this.findConstant = findConstant;
  }

  /** What an expression is in a call that gives these values for a parameter. */
  evaluateWith(range: Range, binding: Binding, values: Values): Values {
    this.given = { binding, values };
    const result = this.evaluate(range);
    this.given = null;
    return result;
  }

  /** What a name is at the top of the file. */
  evaluateTop(name: string): Values {
    return this.evaluateName(name, 0, 0);
  }

  evaluate(range: Range, depth = 0): Values {
    const { source } = this;
    if (depth > MAX_DEPTH) return UNKNOWN;
    const { start, end } = this.trim(range);
    if (start >= end) return UNKNOWN;
    const whole = { start, end };
    if (source.findTop(whole, '=>') !== -1) return UNKNOWN;
    const question = source.findTop(whole, '?');
    if (question !== -1) return this.evaluateCondition(question, end, depth);
    const either = source.findTop(whole, '||', '??');
    if (either !== -1)
      return this.join(
        [
          { start, end: either },
          { start: either + 1, end },
        ],
        depth,
      );
    const both = source.findTop(whole, '&&');
    if (both !== -1) return this.evaluate({ start: both + 1, end }, depth + 1);
    const plus = source.findTop(whole, '+');
    if (plus !== -1)
      return this.concatenate(
        [
          { start, end: plus },
          { start: plus + 1, end },
        ],
        depth,
      );
    return this.evaluateOperand(whole, depth);
  }

  /** Without `await`, casts and parentheses around it. */
  private trim(range: Range): Range {
    const { source } = this;
    let { start, end } = range;
    for (;;) {
      const cast = source.findTop({ start: source.skip(start), end }, 'as', 'satisfies');
      if (source.is(start, 'await')) start += 1;
      else if (cast !== -1) end = cast;
      else if (source.is(end - 1, '!')) end -= 1;
      else if (source.is(start, '(') && source.skip(start) === end && end > start + 2)
        [start, end] = [start + 1, end - 1];
      else return { start, end };
    }
  }

  private evaluateCondition(question: number, end: number, depth: number): Values {
    const colon = this.source.findTop({ start: question, end }, ':');
    if (colon === -1) return UNKNOWN;
    return this.join(
      [
        { start: question + 1, end: colon },
        { start: colon + 1, end },
      ],
      depth,
    );
  }

  private join(ranges: readonly Range[], depth: number): Values {
    const all = ranges.map((range) => this.evaluate(range, depth + 1));
    const texts = [...new Set(all.flatMap((values) => values.texts))].slice(0, MAX_VALUES);
    return { texts, isComplete: all.every((values) => values.isComplete) };
  }

  private concatenate(ranges: readonly Range[], depth: number): Values {
    return combine(
      ranges.map((range) => this.evaluate(range, depth + 1)),
      (parts) => parts.join(''),
    );
  }

  private evaluateOperand({ start, end }: Range, depth: number): Values {
    const { source } = this;
    const kind = source.getKind(start);
    if (kind === 'string') return end === start + 1 ? known(source.getText(start)) : UNKNOWN;
    if (kind === 'template' || kind === 'tail') return this.evaluateTemplate({ start, end }, depth);
    if (source.is(start, 'new')) return this.evaluateNew({ start: start + 1, end }, depth);
    if (source.is(start, 'import') && source.is(start + 1, '.')) return this.evaluateMeta({ start, end }, depth);
    if (source.is(start, 'this') && source.is(start + 1, '.') && end === start + 3) {
      return this.evaluateName(`this.${source.getText(start + 2)}`, start, depth);
    }
    if (source.isName(start) && end === start + 1) return this.evaluateName(source.getText(start), start, depth);
    return this.evaluateSuffix({ start, end }, depth) ?? this.evaluateCall({ start, end }, depth);
  }

  private evaluateTemplate({ start, end }: Range, depth: number): Values {
    const { source } = this;
    const parts: Values[] = [];
    for (let i = start; i < end;) {
      const kind = source.getKind(i);
      if (kind !== 'template' && kind !== 'tail') return UNKNOWN;
      parts.push(known(source.getText(i)));
      if (kind === 'tail') return i + 1 === end ? combine(parts, (texts) => texts.join('')) : UNKNOWN;
      const close = source.findPartner(i + 1);
      if (close === null) return UNKNOWN;
      parts.push(this.evaluate({ start: i + 2, end: close }, depth + 1));
      i = close + 1;
    }
    return UNKNOWN;
  }

  private evaluateName(name: string, index: number, depth: number): Values {
    if (name === 'undefined' || name === 'null') return { texts: [], isComplete: true };
    const binding = this.bindings.find(name, index);
    if (!binding) return this.evaluateGlobal(name);
    if (binding === this.given?.binding) return this.given.values;
    if (binding.imported) return this.evaluateImport(binding.imported);
    if (binding.path !== '' || binding.values.length === 0) return UNKNOWN;
    const known = binding.values.filter((value) => value !== null);
    const values = this.join(known, depth);
    return known.length === binding.values.length ? values : { ...values, isComplete: false };
  }

  private evaluateGlobal(name: string): Values {
    if (name === '__filename') return known(this.source.absolute);
    return name === '__dirname' ? known(path.dirname(this.source.absolute)) : UNKNOWN;
  }

  private evaluateMeta({ start, end }: Range, depth: number): Values {
    const { source } = this;
    const { absolute } = source;
    const property = source.getText(start + 4);
    if (!source.is(start + 2, 'meta')) return UNKNOWN;
    if (property === 'resolve' && source.is(start + 5, '('))
      return this.resolveModule(source.split(start + 5)[0], depth);
    if (end !== start + 5) return UNKNOWN;
    if (property === 'url') return known(pathToFileURL(absolute).href);
    if (property === 'filename') return known(absolute);
    return property === 'dirname' ? known(path.dirname(absolute)) : UNKNOWN;
  }

  /** `new URL(a, b)` */
  private evaluateNew({ start, end }: Range, depth: number): Values {
    const origin = findTokenOrigin(this.source, this.bindings, start);
    if (!origin || !this.source.is(origin.end, '(')) return UNKNOWN;
    const close = this.source.skip(origin.end);
    const key = getOriginKey(origin);
    if (key !== '#URL' && key !== 'url#URL' && key !== '#webkitURL') return UNKNOWN;
    const isRead =
      close === end || (/^(?:href|pathname|toString)$/.test(this.source.getText(close + 1)) && close < end);
    if (!isRead) return UNKNOWN;
    const [spec, base] = this.source.split(origin.end).map((range) => this.evaluate(range, depth + 1));
    if (!spec) return UNKNOWN;
    return base ? combine([spec, base], ([text = '', from = '']) => resolveUrl(text, from)) : spec;
  }

  /** `x.toString()`, `x.href`, `x.pathname` are what `x` is. */
  private evaluateSuffix({ start, end }: Range, depth: number): Values | null {
    const { source } = this;
    const last = source.is(end - 1, ')') && source.is(end - 2, '(') ? end - 3 : end - 1;
    if (last <= start + 1 || !source.is(last - 1, '.')) return null;
    if (!/^(?:toString|href|pathname)$/.test(source.getText(last))) return null;
    return this.evaluate({ start, end: last - 1 }, depth + 1);
  }

  private evaluateCall({ start, end }: Range, depth: number): Values {
    const { source } = this;
    const isResolve = source.is(start, 'require') && source.is(start + 2, 'resolve') && source.is(start + 3, '(');
    if (isResolve)
      return source.skip(start + 3) === end ? this.resolveModule(source.split(start + 3)[0], depth) : UNKNOWN;
    const origin = findTokenOrigin(source, this.bindings, start);
    if (!origin || !source.is(origin.end, '(') || source.skip(origin.end) !== end) return UNKNOWN;
    const args = source.split(origin.end);
    if (args.some((arg) => source.is(arg.start, '...'))) return UNKNOWN;
    const values = (): Values[] => args.map((arg) => this.evaluate(arg, depth + 1));
    switch (getOriginKey(origin)) {
      case 'path#join':
      case 'path#posix.join':
      case 'path#win32.join':
        return combine(values(), (parts) => path.join(...parts));
      case 'path#resolve':
      case 'path#posix.resolve':
        return resolveAll(values());
      case 'path#dirname':
        return combine(values().slice(0, 1), ([text = '']) => path.dirname(text));
      case 'path#normalize':
      case '#String':
      case '#encodeURI':
        return values()[0] ?? UNKNOWN;
      case 'url#fileURLToPath':
        return combine(values().slice(0, 1), ([text = '']) => toPath(text));
      case 'url#pathToFileURL':
        return combine(values().slice(0, 1), ([text = '']) =>
          path.isAbsolute(text) ? pathToFileURL(text).href : null,
        );
      default:
        return UNKNOWN;
    }
  }

  private resolveModule(range: Range | undefined, depth: number): Values {
    if (!range) return UNKNOWN;
    return combine([this.evaluate(range, depth + 1)], ([text = '']) =>
      path.isAbsolute(text) ? text : MODULE_PREFIX + text,
    );
  }

  /** `import url from './x?worker&url'`: a bundler gives the file's URL. Anything else is a constant of that file. */
  private evaluateImport({ specifier, name }: NonNullable<Binding['imported']>): Values {
    if (/[?&]url\b/.test(specifier)) return known(MODULE_PREFIX + specifier.replace(/\?.*$/, ''));
    return this.findConstant(specifier, name);
  }
}
