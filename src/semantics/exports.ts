import { getNodes } from '../source/node-index.ts';
import { getLastName, getPropertyName, getStaticString, isFunction, unwrap } from '../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { SymbolRef } from '../source/summary.ts';
import type { Node, TSESTree, Variable } from '../source/types.ts';
import type { Origin } from './module-path.ts';
import { findOrigin, findTypeOrigin } from './origin.ts';
import { findVariable } from '../source/variables.ts';

/** An export of another module: the specifier that leads there, and its name; `*` for the module itself. */
export type ModuleRef = SymbolRef;

interface Named {
  /** `default`, a name, or `*` for all names of another module but `default`. */
  readonly name: string;
  readonly isType: boolean;
}

/** Something under the name that others import it by. */
export type Export =
  /** A value, a declaration, or the name of a variable or import of the file. */
  | (Named & { readonly node: Node; readonly from?: never })
  | (Named & { readonly from: ModuleRef; readonly node?: never });

/** `__exportStar(require('x'), exports)` of TypeScript; `_export_star` of swc; `__reExport(x_exports, require('x'))` of esbuild. */
const EXPORT_ALL = /^_*(?:export_?star|reExport)$/i;
/** `__export(x_exports, { name: () => name })` of esbuild, `_export(exports, { … })` of swc. */
const EXPORT_GETTERS = /^_+export$/;

/** What a file exports, ES modules and CommonJS, in source order; a name may be there more than once. */
export const getExports = oncePerFile((file): readonly Export[] => {
  const found = [
    ...file.code.ast.body.flatMap((statement) => listOfStatement(file, statement)),
    ...getNodes(file.code, 'AssignmentExpression').flatMap((node) => listOfAssignment(file, node)),
    ...getNodes(file.code, 'CallExpression').flatMap((node) => listOfCall(file, node)),
  ];
  return found.sort((a, b) => a.at - b.at).map(toPlain);
});

/**
 * The exports that a path (`name`, `default`, `default.property`) leads to, each with the properties that are left of the
 * path. Empty and `*` stand for the module itself, which is the default export of CommonJS.
 */
export function listExportsAt(file: SourceFile, path: string): { readonly one: Export; readonly rest: string[] }[] {
  const [first = '', ...rest] = path.split('.');
  const name = first === '' || first === '*' ? 'default' : first;
  const exports = getExports(file);
  const exact = exports.filter((one) => one.name === name);
  if (exact.length > 0) return exact.map((one) => ({ one, rest }));
  // The default import of CommonJS without a default is its `exports`.
  if (name === 'default') return rest.length > 0 ? listExportsAt(file, rest.join('.')) : [];
  return exports.filter((one) => one.name === '*').map((one) => ({ one, rest: [name, ...rest] }));
}

/** Do other files see the variable, so that they may call its function, or find it changed? */
export function isExported(file: SourceFile, variable: Variable): boolean {
  return getExportedVariables(file).has(variable);
}

const getExportedVariables = oncePerFile((file): ReadonlySet<Variable> => {
  const variables = getExports(file).flatMap(({ node }) => {
    const name = node && unwrap(node);
    if (name?.type === 'Identifier') return findVariable(file, name) ?? [];
    const declared = (node && file.code.scopeManager?.getDeclaredVariables(node)) ?? [];
    return declared.filter(({ defs }) =>
      defs.some((definition) => definition.node === node && definition.type !== 'Parameter'),
    );
  });
  return new Set(variables);
});

type Placed = Export & { readonly at: number };

function toPlain({ name, isType, node, from }: Placed): Export {
  return node ? { name, isType, node } : { name, isType, from };
}

function listOfStatement(file: SourceFile, statement: TSESTree.ProgramStatement): Placed[] {
  const [at] = statement.range;
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      return [toExport(file, 'default', statement.declaration, isTypeDeclaration(statement.declaration))];
    case 'TSExportAssignment':
      return listOfModule(file, statement.expression);
    case 'ExportAllDeclaration': {
      const name = statement.exported ? getModuleName(statement.exported) : '*';
      const from = { specifier: statement.source.value, name: '*' };
      return [{ at, name, isType: statement.exportKind === 'type', from }];
    }
    case 'ExportNamedDeclaration':
      return statement.declaration
        ? listOfDeclaration(file, statement.declaration)
        : statement.specifiers.map((specifier) => toSpecifier(file, statement, specifier));
    default:
      return [];
  }
}

function toSpecifier(
  file: SourceFile,
  { source, exportKind }: TSESTree.ExportNamedDeclaration,
  { local, exported, exportKind: ownKind, range }: TSESTree.ExportSpecifier,
): Placed {
  const name = getModuleName(exported);
  const isType = exportKind === 'type' || ownKind === 'type';
  if (!source) return toExport(file, name, local, isType);
  return { at: range[0], name, isType, from: { specifier: source.value, name: getModuleName(local) } };
}

function getModuleName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function listOfDeclaration(file: SourceFile, declaration: TSESTree.NamedExportDeclarations): Placed[] {
  if (declaration.type === 'VariableDeclaration') {
    const variables = declaration.declarations.flatMap(
      (node) => file.code.scopeManager?.getDeclaredVariables(node) ?? [],
    );
    return variables.flatMap(({ name, defs }) => {
      const node = defs.find((definition) => declaration.declarations.some((one) => one === definition.node))
        ?.name as Node;
      return [{ at: node.range[0], name, isType: false, node }];
    });
  }
  if (!declaration.id || declaration.id.type !== 'Identifier') return [];
  const { name } = declaration.id;
  if (declaration.type === 'TSImportEqualsDeclaration') return [toExport(file, name, declaration.id)];
  return [{ at: declaration.range[0], name, isType: isTypeDeclaration(declaration), node: declaration }];
}

function isTypeDeclaration({ type }: Node): boolean {
  return type === 'TSInterfaceDeclaration' || type === 'TSTypeAliasDeclaration';
}

/** `exports.name = …`, `module.exports.name = …`, `module.exports = …` */
function listOfAssignment(file: SourceFile, { left, right }: TSESTree.AssignmentExpression): Placed[] {
  const target = unwrap(left);
  if (target.type !== 'MemberExpression') return [];
  const value = getAssigned(right);
  if (isExportsObject(target.object)) {
    const name = getPropertyName(target);
    // `exports.name = void 0` comes first in compiled code, where the name is hoisted.
    const isHoisted = value.type === 'UnaryExpression' && value.operator === 'void';
    return name === null || isHoisted ? [] : [toExport(file, name, value)];
  }
  return isExportsObject(target) ? listOfModule(file, value) : [];
}

/** The value at the end of `exports.a = exports.b = value`. */
function getAssigned(value: Node): Node {
  const node = unwrap(value);
  return node.type === 'AssignmentExpression' ? getAssigned(node.right) : node;
}

/** What is the module itself: the default, and where it is an object each of its properties. */
function listOfModule(file: SourceFile, node: Node): Placed[] {
  const whole = toExport(file, 'default', node);
  if (whole.from?.name === '*') return [whole, { ...whole, name: '*' }];
  return [whole, ...(node.type === 'ObjectExpression' ? listOfProperties(file, node) : [])];
}

function listOfProperties(file: SourceFile, { properties }: TSESTree.ObjectExpression): Placed[] {
  return properties.flatMap((property): Placed[] => {
    if (property.type === 'SpreadElement') {
      const all = toExport(file, '*', property.argument);
      return all.from ? [all] : [];
    }
    const name = getPropertyName(property);
    return name === null ? [] : [toExport(file, name, property.value)];
  });
}

/** What compilers write: `Object.defineProperty(exports, 'a', { get: … })`, `__exportStar(require('./x'), exports)`. */
function listOfCall(file: SourceFile, { callee, arguments: args }: TSESTree.CallExpression): Placed[] {
  const name = getLastName(callee) ?? '';
  const [target, second, third] = args;
  if (!target || !second) return [];
  if (EXPORT_ALL.test(name)) {
    const all = [target, second].map((part) => toExport(file, '*', part)).find(({ from }) => from);
    return all ? [all] : [];
  }
  if (EXPORT_GETTERS.test(name) && second.type === 'ObjectExpression') return listOfGetters(file, second);
  if (!isExportsObject(target)) return [];
  if (name === 'assign' && second.type === 'ObjectExpression') return listOfProperties(file, second);
  const key = name === 'defineProperty' ? getStaticString(second) : null;
  if (key === null || key === '__esModule' || third?.type !== 'ObjectExpression') return [];
  return third.properties.flatMap((property) => {
    const value =
      property.type === 'Property' && /^(?:get|value)$/.test(getPropertyName(property) ?? '') && property.value;
    return value ? [toExport(file, key, getGiven(value))] : [];
  });
}

function listOfGetters(file: SourceFile, { properties }: TSESTree.ObjectExpression): Placed[] {
  return properties.flatMap((property) => {
    const name = property.type === 'Property' ? getPropertyName(property) : null;
    return property.type === 'Property' && name !== null ? [toExport(file, name, getGiven(property.value))] : [];
  });
}

/** What a getter of one statement gives; any other node as it is. */
function getGiven(node: Node): Node {
  if (!isFunction(node)) return node;
  if (node.body.type !== 'BlockStatement') return node.body;
  const [only] = node.body.body;
  return (only?.type === 'ReturnStatement' && only.argument) || node;
}

/** `exports`, `module.exports`; also where the wrapper of a UMD module has a parameter of that name. */
export function isExportsObject(object: Node): boolean {
  const node = unwrap(object);
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    getPropertyName(node) === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module'
  );
}

/** What is another module's is told by where it comes from. */
function toExport(file: SourceFile, name: string, node: Node, isType = false): Placed {
  const [at] = node.range;
  const value = findOrigin(file, node);
  const origin = value ?? findTypeOrigin(file, node);
  if (!isFromModule(origin)) return { at, name, isType: isType || isTypeName(file, node), node };
  const from = { specifier: origin.module, name: origin.path || '*' };
  return { at, name, isType: isType || value === null, from };
}

function isFromModule(origin: Origin | null): origin is Origin {
  return origin !== null && origin.module !== '';
}

/** `export { Options }`, where that is an interface. */
function isTypeName(file: SourceFile, node: Node): boolean {
  const defs = (node.type === 'Identifier' && findVariable(file, node)?.defs) || [];
  return defs.length > 0 && defs.every((definition) => isTypeDeclaration(definition.node as Node));
}
