import type { FileArgument } from '../../knowledge/types.ts';
import { UNKNOWN, type Values } from '../../semantics/combine-values.ts';
import { getValues, type FindConstant, type ValueContext } from '../../semantics/text-values.ts';
import { findValue } from '../../semantics/functions.ts';
import { findProperty, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { FindRow, MethodRow, StartRow } from './start-rows.ts';

export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What a file's text means depends on tables, and on other files, in this. */
export interface StartLookups {
  readonly findRow: FindRow;
  readonly methods: ReadonlyMap<string, readonly MethodRow[]>;
  readonly findConstant?: FindConstant;
}

/** A start as its own file tells it; files are looked up later, when all of them are known. */
export interface RawStart {
  readonly row: StartRow;
  readonly line: number;
  readonly values: Values;
  readonly isEval: boolean;
  /** Source text of what names the file, shortened. */
  readonly text: string | null;
  /**
   * What has to hold for it to be a start: `file` that the value is the path or URL of a file of the project, because
   * only the constructor's name speaks for a worker; `no-class` that the target has no default export.
   */
  readonly condition: 'none' | 'file' | 'no-class';
}

/** A start with the nodes that it was read from. */
export interface Spawn extends RawStart {
  /** The call or `new`; null where an import alone is the start. */
  readonly call: Call | null;
  /** What names the file. */
  readonly named: Named | null;
}

/** An expression, or a property of what it stands for. */
export interface Named {
  readonly node: Node;
  readonly path: readonly string[];
}

const MAX_TEXT = 80;

/** What a call is given for the file; null where that is left out. */
export function findNamed(
  file: SourceFile,
  { arguments: args }: Call,
  { argument, property }: FileArgument,
): Named | null {
  const spread = argument < 0 ? undefined : args.slice(0, argument + 1).find(({ type }) => type === 'SpreadElement');
  const node = spread ?? args.at(argument);
  if (!node) return null;
  if (property === undefined) return { node, path: [] };
  const options = follow(file, node);
  if (options.type !== 'ObjectExpression') return { node, path: [property] };
  const value = findProperty(options, property);
  return value && { node: value, path: [] };
}

/** The expression, or the value that a name was declared with. */
export function follow(file: SourceFile, expression: Node): Node {
  const node = unwrap(expression);
  return unwrap(findValue(file, node) ?? node);
}

export function getNamedValues(file: SourceFile, named: Named | null, context: ValueContext): Values {
  return named ? getValues(file, named.node, context, named.path) : UNKNOWN;
}

/** An expression as it is written, on one line and shortened. */
export function getExcerpt({ code }: SourceFile, node: Node): string {
  const text = code
    .getText(node)
    .slice(0, 4 * MAX_TEXT)
    .replace(/\s+/g, ' ');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

/** Of a `new` where it begins, of a call where the name of what is called stands. */
export function getLine(call: Call): number {
  const callee = unwrap(call.callee);
  const place = call.type === 'NewExpression' ? call : callee.type === 'MemberExpression' ? callee.property : callee;
  return place.loc.start.line;
}
