import type { SourceCode, TSESTree } from '../source/types.ts';

/** One name of one module, and what to call it when nothing of that name is imported yet. */
export interface ImportRequest {
  readonly module: string;
  readonly name: string;
  readonly local: string;
}

/** The local name under which the file has the export already; null when it has not. */
export function findImport(code: SourceCode, { module, name }: ImportRequest): string | null {
  for (const node of code.ast.body) {
    if (node.type === 'ImportDeclaration' && isSameModule(node.source.value, module) && node.importKind !== 'type') {
      for (const specifier of node.specifiers) {
        if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue;
        const imported = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
        if (imported === name) return specifier.local.name;
      }
    }
    if (node.type === 'VariableDeclaration') {
      const local = node.declarations.map((d) => findRequired(d, module, name)).find((found) => found !== null);
      if (local) return local;
    }
  }
  return null;
}

/** `b` of `const { name: b } = require('module')`. */
function findRequired(declarator: TSESTree.VariableDeclarator, module: string, name: string): string | null {
  const { id, init } = declarator;
  if (id.type !== 'ObjectPattern' || init?.type !== 'CallExpression' || !isRequire(init)) return null;
  const source = init.arguments[0];
  if (source?.type !== 'Literal' || !isSameModule(String(source.value), module)) return null;
  for (const property of id.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.key.name !== name) continue;
    if (property.value.type === 'Identifier') return property.value.name;
  }
  return null;
}

/** `node:fs` and `fs` are one. */
export function isSameModule(a: string, b: string): boolean {
  return a.replace(/^node:/, '') === b.replace(/^node:/, '');
}

/** Is it `require(…)`? */
export function isRequire(call: TSESTree.CallExpression): boolean {
  return call.callee.type === 'Identifier' && call.callee.name === 'require';
}
