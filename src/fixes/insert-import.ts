import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { findImport, isRequire, isSameModule, type ImportRequest } from './find-import.ts';
import { findVariableAt } from '../source/variables.ts';
import { fitStyle } from './layout.ts';

export interface ImportEdit {
  /** The name to use in the code. */
  readonly local: string;
  /** The edit that brings it in; null when it is there already. */
  readonly fix: ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null;
}

/**
 * Brings a name into a file, in the file's own manner: an import joined to one of the same module, a new import after
 * the last one, or `require` in CommonJS. Null when the local name is taken by something else, or the imported name
 * means something else at the place `at`.
 */
export function insertImport(code: SourceCode, request: ImportRequest, at?: Node): ImportEdit | null {
  const existing = findImport(code, request);
  if (existing) return at && !isOfFile(code, at, existing) ? null : { local: existing, fix: null };
  if (isTaken(code, request.local)) return null;
  const { module, name, local } = request;
  if (isCommonJs(code)) {
    const binding = name === local ? name : `${name}: ${local}`;
    return { local, fix: (fixer) => insertStatement(code, fixer, `const { ${binding} } = require('${module}');`) };
  }
  const specifier = name === local ? name : `${name} as ${local}`;
  const joinable = code.ast.body.find(
    (node): node is TSESTree.ImportDeclaration =>
      node.type === 'ImportDeclaration' &&
      isSameModule(node.source.value, module) &&
      node.importKind !== 'type' &&
      node.specifiers.length > 0 &&
      node.specifiers.every((s) => s.type === 'ImportSpecifier'),
  );
  const last = joinable?.specifiers.at(-1);
  if (last) return { local, fix: (fixer) => fixer.insertTextAfter(last, `, ${specifier}`) };
  return { local, fix: (fixer) => insertStatement(code, fixer, `import { ${specifier} } from '${module}';`) };
}

/** Does the name mean a variable of the whole file at that place? */
function isOfFile(code: SourceCode, at: Node, name: string): boolean {
  const scope = findVariableAt(code, at, name)?.scope;
  return scope?.block.type === 'Program';
}

/** Does the file use `require` rather than `import`? */
export function isCommonJs(code: SourceCode): boolean {
  const isModule = code.ast.body.some(({ type }) => /^(?:TS)?(?:Import|Export)/.test(type));
  if (isModule) return false;
  return code.ast.sourceType === 'script' || /\brequire\s*\(|\bmodule\.exports\b|\bexports\./.test(code.text);
}

/** Inserts a statement of its own line after the imports at the top, below `#!`, directives and leading comments. */
export function insertStatement(code: SourceCode, fixer: TSESLint.RuleFixer, text: string): TSESLint.RuleFix {
  const line = fitStyle(code, `${text}\n`);
  const statements = code.ast.body.filter((node) => !isDirective(node));
  const end = statements.findIndex((node) => !isImport(node));
  const lastImport = statements[(end === -1 ? statements.length : end) - 1];
  const first = statements[end];
  if (lastImport) return insertAfterLine(code, fixer, lastImport, fitStyle(code, `\n${text}`));
  if (!first) return fixer.insertTextAfterRange([0, code.text.length], fitStyle(code, `\n${text}\n`));
  const header = findHeader(code, first);
  if (header) return fixer.insertTextAfter(header, fitStyle(code, `\n\n${text}`));
  const comment = code.getCommentsBefore(first).at(-1);
  const isDocOfFirst =
    comment?.type === 'Block' &&
    /^\*(?!\s*@(?:jsx|license|jest|ts-|flow))/.test(comment.value) &&
    comment.loc.end.line + 1 >= first.loc.start.line;
  return fixer.insertTextBefore(isDocOfFirst ? comment : first, line);
}

/** The end of the comment that the file begins with, where other comments follow it at a distance. */
function findHeader(code: SourceCode, first: Node): TSESTree.Comment | null {
  const comments = code.getCommentsBefore(first);
  const isLast = (comment: TSESTree.Comment, at: number): boolean =>
    (comments[at + 1]?.loc.start.line ?? 0) > comment.loc.end.line + 1;
  return comments.find(isLast) ?? null;
}

/** Behind a comment that ends the node's line, which belongs to the node. */
function insertAfterLine(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  node: TSESTree.Node,
  text: string,
): TSESLint.RuleFix {
  const next = code.getTokenAfter(node, { includeComments: true });
  const isAtEnd = next?.type === 'Line' && next.loc.start.line === node.loc.end.line;
  return fixer.insertTextAfter(isAtEnd ? next : node, text);
}

function isDirective(node: Node): boolean {
  return node.type === 'ExpressionStatement' && node.directive !== undefined;
}

function isImport(node: Node): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'TSImportEqualsDeclaration') return true;
  return (
    node.type === 'VariableDeclaration' &&
    node.parent?.type === 'Program' &&
    node.declarations.every(({ init }) => init?.type === 'CallExpression' && isRequire(init))
  );
}

/** Is the name declared anywhere in the file, or used as a global? Then a new import of that name could change meaning. */
export function isTaken(code: SourceCode, name: string): boolean {
  return isDeclared(code, name) || (getNames(code)?.unresolved.has(name) ?? true);
}

/** Is the name declared anywhere in the file? */
export function isDeclared(code: SourceCode, name: string): boolean {
  return getNames(code)?.declared.has(name) ?? true;
}

interface Names {
  readonly declared: ReadonlySet<string>;
  readonly unresolved: ReadonlySet<string>;
}

const known = new WeakMap<SourceCode, Names>();

function getNames(code: SourceCode): Names | null {
  const scopes = code.scopeManager?.scopes;
  let names = known.get(code);
  if (!scopes || names) return names ?? null;
  const declared = scopes.flatMap(({ variables }) =>
    variables.flatMap(({ name, defs }) => (defs.length > 0 ? [name] : [])),
  );
  // Of a global that the configuration declares only the scopes below say that it is used.
  const [all] = scopes;
  const unresolved = all ? [all, ...all.childScopes].flatMap(({ through }) => through) : [];
  known.set(
    code,
    (names = {
      declared: new Set(declared),
      unresolved: new Set(unresolved.map(({ identifier }) => identifier.name)),
    }),
  );
  return names;
}
