import { getUses } from '../../semantics/function-uses.ts';
import { getExports } from '../../semantics/exports.ts';
import { listFunctions } from '../../semantics/value-functions.ts';
import { getOuter, isFunction, isInside } from '../../source/predicates.ts';
import { walk } from '../../source/node-index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import type { Call } from './spawn.ts';
import { findVariable } from '../../source/variables.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Who calls a function or, where it is a constructor, makes an instance. */
export interface Callers {
  /** Those of this file. */
  readonly calls: readonly Call[];
  /** The names by which other files reach it. */
  readonly exports: readonly string[];
  /** Are there no others? */
  readonly isOnly: boolean;
}

const MAX_SUBCLASSES = 4;

export function getCallers(file: SourceFile, fn: FunctionNode): Callers {
  const owner = findConstructed(fn);
  const uses = owner ? listClassUses(file, owner, 0) : getUses(file, fn);
  const calls = uses.flatMap((use) => findCall(use) ?? []);
  const exports = listNames(file, owner ?? fn);
  const isNamed = owner !== null || fn.type === 'FunctionDeclaration' || fn.parent.type === 'VariableDeclarator';
  return { calls, exports, isOnly: isNamed && exports.length === 0 && calls.length === uses.length };
}

/** The class whose constructor the function is. */
function findConstructed(fn: FunctionNode): ClassNode | null {
  const { parent } = fn;
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor' ? parent.parent.parent : null;
}

/** The names that are called or constructed, and `super` in the subclasses of this file. */
function listClassUses(file: SourceFile, owner: ClassNode, depth: number): Node[] {
  const name =
    owner.parent.type === 'VariableDeclarator' && owner.parent.id.type === 'Identifier' ? owner.parent.id : owner.id;
  const references = (name && findClassVariable(file, owner, name)?.references) ?? [];
  return references.flatMap(({ identifier }): Node[] => {
    const node = identifier as Node;
    const subclass = node.parent;
    const isSubclass =
      (subclass?.type === 'ClassDeclaration' || subclass?.type === 'ClassExpression') && subclass.superClass === node;
    if (!isSubclass) return isWriteOrType(node) ? [] : [node];
    const constructor = subclass.body.body.find(
      (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
    );
    if (!constructor) return depth < MAX_SUBCLASSES ? listClassUses(file, subclass, depth + 1) : [];
    return [...walk(file.code, constructor)].filter(({ type }) => type === 'Super');
  });
}

function findClassVariable(file: SourceFile, owner: ClassNode, name: TSESTree.Identifier): Variable | null {
  const [own] = owner.id === name ? (file.code.scopeManager?.getDeclaredVariables(owner) ?? []) : [];
  return own ?? findVariable(file, name);
}

/** The name in `const Pool = class {}`, and that in an annotation, which calls nobody. */
function isWriteOrType({ parent }: Node): boolean {
  return parent?.type === 'VariableDeclarator' || parent?.type.startsWith('TS') === true;
}

/** The call, or `new`, of what the node names. */
function findCall(use: Node): Call | null {
  const outer = getOuter(use);
  const { parent } = outer;
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === outer
    ? parent
    : null;
}

function listNames(file: SourceFile, written: Node): string[] {
  return getExports(file).flatMap(({ name, node }) => (node && isExportOf(file, node, written) ? [name] : []));
}

/** Does the exported node stand for the function or class? */
function isExportOf(file: SourceFile, node: Node, written: Node): boolean {
  if (node === written) return true;
  if (isFunction(written)) return listFunctions(file, node, []).includes(written);
  const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
  return variable?.defs.some((definition) => definition.node === written || isInit(definition.node, written)) === true;
}

function isInit(node: Node, written: Node): boolean {
  return node.type === 'VariableDeclarator' && node.init === written && isInside(written, node);
}
