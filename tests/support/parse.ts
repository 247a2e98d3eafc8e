import path from 'node:path';
import { parseForESLint } from '@typescript-eslint/parser';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { SourceCode } from 'eslint';
import { walk } from '../../src/source/node-index.ts';
import type { Node } from '../../src/source/types.ts';
import { getSettings } from '../../src/kit/settings.ts';
import { getProjectView } from '../../src/summaries/index.ts';
import type { SourceFile } from '../../src/source/source-file.ts';

export interface ParseOptions {
  /** Relative to the working folder; `x.tsx` and `x.jsx` allow JSX. Without it the file is `<input>`. */
  readonly filename?: string;
  /** As in an ESLint configuration: `{ graceful: { workers: […] } }`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly sourceType?: 'module' | 'script';
}

/**
 * Parses a text the way ESLint does before it runs rules: scopes, visitor keys and parents are there; types are not.
 *
 * @throws Error when the text does not parse.
 */
export function parseFile(text: string, options: ParseOptions = {}): SourceFile {
  const { filename = '<input>', sourceType = 'module', settings } = options;
  const parsed = parseForESLint(text, {
    sourceType,
    ecmaFeatures: { jsx: /x$/.test(filename) },
    comment: true,
    tokens: true,
    loc: true,
    range: true,
  });
  const code = new SourceCode({ text, ...parsed } as unknown as SourceCode.Config) as unknown as TSESLint.SourceCode;
  setParents(code);
  const root = process.cwd();
  const absolute = options.filename === undefined ? filename : path.resolve(root, filename);
  const own = getSettings(settings);
  return { code, filename: absolute, root, settings: own, project: getProjectView(root, own) };
}

/**
 * The node that starts right behind a block comment that holds just this name: the largest expression, or else the
 * largest statement there. So a mark before `worker.terminate();` means the call, one before `while (x) {}` the loop.
 *
 * @param type picks the largest node of this type instead: `findMarked(file, 'A', 'Identifier')` is `worker` above.
 * @throws Error when there is no such comment or node.
 */
export function findMarked<T extends `${TSESTree.AST_NODE_TYPES}`>(
  file: SourceFile,
  name: string,
  type?: T,
): Extract<Node, { type: T | (TSESTree.AST_NODE_TYPES & T) }> {
  const comment = file.code.getAllComments().find(({ value }) => value.trim() === name);
  if (!comment) throw new Error(`No /*${name}*/ in:\n${file.code.text}`);
  const start = file.code.getTokenAfter(comment)?.range[0];
  const found = [...walk(file.code, file.code.ast)].filter(
    (node) => node.range[0] === start && node.type !== 'Program' && (!type || node.type === type),
  );
  const node = found.find((candidate) => type || !isWrapper(candidate)) ?? found[0];
  if (!node) throw new Error(`No ${type ?? 'node'} behind /*${name}*/ in:\n${file.code.text}`);
  return node as ReturnType<typeof findMarked<T>>;
}

/** Every block comment of the text with its node, as `findMarked` finds it. */
export function getMarked(file: SourceFile): Map<string, Node> {
  const names = file.code.getAllComments().filter((comment) => comment.type === 'Block');
  return new Map(names.map(({ value }) => [value.trim(), findMarked(file, value.trim())]));
}

/**
 * Parses a text in which nodes stand between `[|` and `|]`; gives the largest node of each such place, in source order.
 *
 * @throws Error when no node covers a place.
 */
export function parseMarked(marked: string, options: ParseOptions = {}): { file: SourceFile; nodes: Node[] } {
  const places: [number, number][] = [];
  const open: number[] = [];
  let text = '';
  for (const part of marked.split(/(\[\||\|\])/)) {
    if (part === '[|') open.push(places.push([text.length, -1]) - 1);
    else if (part === '|]') (places[open.pop() ?? -1] ?? [])[1] = text.length;
    else text += part;
  }
  const file = parseFile(text, options);
  const all = [...walk(file.code, file.code.ast)].filter((node) => node.type !== 'Program');
  const nodes = places.map(([start, end]) => {
    const node = all.find(({ range }) => range[0] === start && range[1] === end);
    if (!node) throw new Error(`No node covers '${text.slice(start, end)}'.`);
    return node;
  });
  return { file, nodes };
}

/** Statements whose expression is what a mark in front of them means. */
function isWrapper(node: Node): boolean {
  return node.type === 'ExpressionStatement' || node.type === 'ChainExpression';
}

function setParents(code: Readonly<TSESLint.SourceCode>): void {
  for (const node of walk(code, code.ast)) {
    for (const key of code.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const each of Array.isArray(child) ? child : [child]) if (each) (each as { parent: Node }).parent = node;
    }
  }
}
