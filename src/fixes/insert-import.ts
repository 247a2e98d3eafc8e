import type { Node, SourceCode, TSESLint, TSESTree } from '../ast/types.ts';
import { findImport, isRequire, isSameModule, type ImportRequest } from './find-import.ts';

export interface ImportEdit {
  /** The name to use in the code. */
  readonly local: string;
  /** The edit that brings it in; null when it is there already. */
  readonly fix: ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null;
}

/**
 * Brings a name into a file, in the file's own manner: an import joined to one of the same module, a new import after
 * the last one, or `require` in CommonJS. Null when the local name is taken by something else.
 */
export function insertImport(code: SourceCode, request: ImportRequest): ImportEdit | null {
  const existing = findImport(code, request);
  if (existing) return { local: existing, fix: null };
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

/** Does the file use `require` rather than `import`? */
export function isCommonJs(code: SourceCode): boolean {
  const isModule = code.ast.body.some((node) => node.type.startsWith('Import') || node.type.startsWith('Export'));
  if (isModule) return false;
  return code.ast.sourceType === 'script' || /\brequire\s*\(|\bmodule\.exports\b|\bexports\./.test(code.text);
}

/** Inserts a statement of its own line after the imports of the file, below `#!`, directives and leading comments. */
export function insertStatement(code: SourceCode, fixer: TSESLint.RuleFixer, text: string): TSESLint.RuleFix {
  const body = code.ast.body;
  const lastImport = body.filter(isImport).at(-1);
  if (lastImport) return fixer.insertTextAfter(lastImport, `\n${text}`);
  const first = body.find((node) => !(node.type === 'ExpressionStatement' && node.directive !== undefined));
  if (!first) return fixer.insertTextAfterRange([0, code.text.length], `\n${text}\n`);
  const comment = code.getCommentsBefore(first).at(-1);
  const isDocOfFirst =
    comment?.type === 'Block' && comment.value.startsWith('*') && comment.loc.end.line + 1 >= first.loc.start.line;
  return fixer.insertTextBefore(isDocOfFirst ? comment : first, `${text}\n`);
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
function isTaken(code: SourceCode, name: string): boolean {
  const manager = code.scopeManager;
  if (!manager) return true;
  const isDeclared = manager.scopes.some((scope) => (scope.set.get(name)?.defs.length ?? 0) > 0);
  return isDeclared || manager.scopes.some((scope) => scope.through.some((r) => r.identifier.name === name));
}
