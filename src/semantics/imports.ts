import { getNodes } from '../source/node-index.ts';
import { getStaticString } from '../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { Node, TSESTree } from '../source/types.ts';
import { findOriginKey, REQUIRE } from './origin.ts';
import { findVariable } from '../source/variables.ts';

/** A name that an import brings into a file. */
export interface ImportedName {
  /** The export's name: `default`, `*` for the module itself. */
  readonly name: string;
  readonly local: string;
  readonly isType: boolean;
}

/** One import, re-export, `require` or `import()` of a literal specifier. */
export interface ImportEntry {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Empty for a plain load, a re-export and an expression. */
  readonly names: readonly ImportedName[];
  /** Is nothing left of it when the types are gone? */
  readonly isTypeOnly: boolean;
}

export interface Imports {
  /** In source order. */
  readonly entries: readonly ImportEntry[];
  /** Does the file load something else too, whose name is known at run time only? */
  readonly hasUnknown: boolean;
}

interface Load {
  readonly node: Node;
  readonly source: Node | null | undefined;
  readonly names?: readonly ImportedName[];
  readonly isTypeOnly?: boolean;
}

/** What a file loads: types of other files, `import('./x').T` and `typeof import('./x')` are no loads. */
export const getImports = oncePerFile((file): Imports => {
  const { code } = file;
  const loads = [
    ...code.ast.body.flatMap((statement) => toLoads(statement)),
    ...getNodes(code, 'ImportExpression').map((node): Load => ({ node, source: node.source })),
    ...(mayCallLoads(file) ? getNodes(code, 'CallExpression').flatMap((node) => toCallLoads(file, node)) : []),
  ].sort((a, b) => a.node.range[0] - b.node.range[0]);
  const entries = loads.flatMap(({ node, source, names = [], isTypeOnly = false }) => {
    const specifier = getStaticString(source);
    return specifier === null ? [] : [{ specifier, line: node.loc.start.line, names, isTypeOnly }];
  });
  return { entries, hasUnknown: entries.length < loads.length };
});

function toLoads(statement: TSESTree.ProgramStatement): Load[] {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const { source, specifiers } = statement;
      const names = specifiers.map((specifier) => toName(specifier, statement.importKind === 'type'));
      return [{ node: statement, source, names, isTypeOnly: names.length > 0 && names.every(({ isType }) => isType) }];
    }
    case 'ExportAllDeclaration':
      return [{ node: statement, source: statement.source, isTypeOnly: statement.exportKind === 'type' }];
    case 'ExportNamedDeclaration': {
      const { declaration, source, specifiers, exportKind } = statement;
      if (declaration?.type === 'TSImportEqualsDeclaration') return toRequired(declaration);
      const areTypes = specifiers.length > 0 && specifiers.every((one) => one.exportKind === 'type');
      return source ? [{ node: statement, source, isTypeOnly: exportKind === 'type' || areTypes }] : [];
    }
    case 'TSImportEqualsDeclaration':
      return toRequired(statement);
    default:
      return [];
  }
}

function toName(specifier: TSESTree.ImportClause, isOfType: boolean): ImportedName {
  const local = specifier.local.name;
  if (specifier.type === 'ImportNamespaceSpecifier') return { name: '*', local, isType: isOfType };
  if (specifier.type === 'ImportDefaultSpecifier') return { name: 'default', local, isType: isOfType };
  const { imported, importKind } = specifier;
  const name = imported.type === 'Identifier' ? imported.name : imported.value;
  return { name, local, isType: isOfType || importKind === 'type' };
}

/** `import x = require('x')` */
function toRequired(node: TSESTree.TSImportEqualsDeclaration): Load[] {
  const { id, moduleReference, importKind } = node;
  if (moduleReference.type !== 'TSExternalModuleReference') return [];
  const isTypeOnly = importKind === 'type';
  const names = [{ name: '*', local: id.name, isType: isTypeOnly }];
  return [{ node, source: moduleReference.expression, names, isTypeOnly }];
}

/** Every call below has one of these in the text, and most modules have none: no scope is asked for then. */
function mayCallLoads({ code: { text } }: SourceFile): boolean {
  return /equire(?![a-z])|importScripts/.test(text);
}

/** `require('x')`, `importScripts('a', 'b')` */
function toCallLoads(file: SourceFile, node: TSESTree.CallExpression): Load[] {
  const { callee, arguments: args } = node;
  if (isRequire(file, callee)) return args[0] ? [{ node, source: args[0] }] : [];
  return /^#(?:self\.)?importScripts$/.test(findOriginKey(file, callee) ?? '')
    ? args.map((source) => ({ node, source }))
    : [];
}

/** Node's own, one made by `createRequire`, what bundlers put in its place, or the parameter of an AMD module. */
function isRequire(file: SourceFile, callee: Node): boolean {
  if (callee.type !== 'Identifier') return findOriginKey(file, callee) === '#module.require';
  if (REQUIRE.test(callee.name)) return true;
  if (callee.name !== 'require') return findOriginKey(file, callee) === '#require';
  return findVariable(file, callee)?.defs.every(({ type }) => type !== 'FunctionName') ?? true;
}
