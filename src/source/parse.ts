import type { analyze as Analyze } from '@typescript-eslint/scope-manager';
import type { visitorKeys as VisitorKeys } from '@typescript-eslint/visitor-keys';
import type { parseSync as ParseSync, ParserOptions } from 'oxc-parser';
import { ForeignCode } from './foreign-code.ts';
import { loadPackage } from './load-package.ts';
import type { SourceFile } from './source-file.ts';
import type { Node, TSESTree } from './types.ts';

/** What is known of a file without its text. */
export type FileContext = Omit<SourceFile, 'code'>;

/** Text with longer lines on average was written by a tool, and large text is a bundle: neither is worth its tree. */
const MAX_LINE = 400;
const SMALL = 20_000;

/**
 * A file of the project as the rules see the one that they run on: the same nodes, parents and scopes, whichever host the
 * rules run in. Null where the text does not parse, is no text, or was not written by a person; such a file is unknown.
 */
export function parseSource(context: FileContext, text: string): SourceFile | null {
  if (isUnreadable(text)) return null;
  const program = parseText(context.filename, text);
  return program && { ...context, code: new ForeignCode(text, program, getVisitorKeys(), analyze) };
}

interface Parsed {
  readonly program: TSESTree.Program;
}

/**
 * The tree of a text by its file's name, in the shape of `@typescript-eslint/parser`: JavaScript may hold JSX, and what
 * fails as a module is tried as CommonJS, and with types.
 */
export function parseText(filename: string, text: string): TSESTree.Program | null {
  const parser = loadPackage('oxc-parser') as { parseSync: typeof ParseSync } | null;
  if (!parser || !canAnalyze()) return null;
  for (const [lang, sourceType] of listModes(filename)) {
    const options: ParserOptions = { lang, sourceType, astType: 'ts', range: true, preserveParens: false };
    const result = parser.parseSync(filename, text, options);
    if (result.errors.some(({ severity }) => (severity as string) === 'Error')) continue;
    const { program } = result as unknown as Parsed;
    program.comments = (result.comments as unknown as OxcComment[]).map(toComment);
    complete(program, text);
    return program;
  }
  return null;
}

/** Why `parseText` gives nothing: the complaint about the likeliest reading, and the offset in the text that it is about. */
export function getSyntaxError(filename: string, text: string): { readonly message: string; readonly at: number } {
  const parser = loadPackage('oxc-parser') as { parseSync: typeof ParseSync } | null;
  if (!parser || !canAnalyze()) return { message: 'there is no parser for this machine', at: 0 };
  const [[lang, sourceType] = ['ts', 'module'] as const] = listModes(filename);
  const [error] = parser.parseSync(filename, text, { lang, sourceType, astType: 'ts' }).errors;
  return { message: error?.message ?? 'it cannot be parsed', at: error?.labels[0]?.start ?? 0 };
}

type Mode = readonly [lang: 'ts' | 'tsx' | 'jsx', sourceType: 'module' | 'commonjs'];

/** How a text may be read, likeliest first: JavaScript with types in it is TypeScript to whoever runs it. */
function listModes(filename: string): Mode[] {
  const languages = /\.[cm]?ts$/.test(filename)
    ? ['ts' as const]
    : /\.tsx$/.test(filename)
      ? ['tsx' as const]
      : ['jsx' as const, 'tsx' as const];
  const types = /\.c[jt]s$/.test(filename) ? (['commonjs', 'module'] as const) : (['module', 'commonjs'] as const);
  return languages.flatMap((lang) => types.map((type): Mode => [lang, type]));
}

interface OxcComment {
  readonly type: 'Line' | 'Block';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function toComment({ type, value, start, end }: OxcComment): TSESTree.Comment {
  return { type, value, range: [start, end] } as unknown as TSESTree.Comment;
}

/** Gives every node its parent and its place by line, and takes the empty fields that the other parser leaves out. */
function complete(program: TSESTree.Program, text: string): void {
  const lines = new Lines(text);
  const keys = getVisitorKeys();
  const stack: Node[] = [program];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const fields = node as unknown as Record<string, unknown>;
    for (const key of OPTIONAL) if (fields[key] === null) fields[key] = undefined;
    if (node.type === 'RestElement') node.value = undefined;
    fields['loc'] = new Location(lines, node.range);
    for (const key of keys[node.type] ?? []) {
      const child = fields[key];
      for (const each of (Array.isArray(child) ? child : [child]) as (Node | null | undefined)[]) {
        if (!each) continue;
        each.parent = node;
        stack.push(each);
      }
    }
  }
}

/** Fields that are `undefined` where there is nothing, not `null`. */
const OPTIONAL = [
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
  'superTypeParameters',
  'directive',
  'accessibility',
  'constraint',
  'default',
  'initializer',
];

/** Where lines begin, found at the first question. */
export class Lines {
  private starts: number[] | null = null;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  getPosition(at: number): TSESTree.Position {
    const starts = (this.starts ??= [
      0,
      ...Array.from(this.text.matchAll(/\r\n|[\r\n\u2028\u2029]/g), (m) => m.index + m[0].length),
    ]);
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return { line: low, column: at - (starts[low - 1] as number) };
  }
}

/** A node's place by line, worked out when somebody asks. */
class Location implements TSESTree.SourceLocation {
  private readonly lines: Lines;
  private readonly range: TSESTree.Range;

  constructor(lines: Lines, range: TSESTree.Range) {
    this.lines = lines;
    this.range = range;
  }

  get start(): TSESTree.Position {
    return this.lines.getPosition(this.range[0]);
  }

  get end(): TSESTree.Position {
    return this.lines.getPosition(this.range[1]);
  }
}

function canAnalyze(): boolean {
  return (
    loadPackage('@typescript-eslint/scope-manager') !== null && loadPackage('@typescript-eslint/visitor-keys') !== null
  );
}

export function getVisitorKeys(): Readonly<Record<string, readonly string[] | undefined>> {
  return (loadPackage('@typescript-eslint/visitor-keys') as { visitorKeys: typeof VisitorKeys }).visitorKeys;
}

/** The scopes of a tree. */
export function analyze(program: TSESTree.Program): ReturnType<typeof Analyze> {
  const scopes = loadPackage('@typescript-eslint/scope-manager') as { analyze: typeof Analyze };
  const isModule = program.sourceType === 'module';
  // Without the names of the platform's types: a name that nothing declares is a global either way.
  return scopes.analyze(program, { sourceType: isModule ? 'module' : 'commonjs', lib: [] });
}

function isUnreadable(text: string): boolean {
  if (text.slice(0, 8000).includes('\0')) return true;
  if (text.length < SMALL) return false;
  let lines = 1;
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) lines += 1;
  return text.length / lines > MAX_LINE;
}
