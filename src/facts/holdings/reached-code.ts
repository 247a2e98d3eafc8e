import { getExports } from '../../semantics/exports.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { walk } from '../../source/node-index.ts';
import { isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { findThreadBranches } from '../jobs/main-thread-branch.ts';
import { listCalled } from '../messages/called-functions.ts';

/** So many functions of a file are followed. */
const MAX_CODE = 200;

/**
 * The nodes of a file that run in a worker: all of the file that was started (`names` null), else what loading it runs
 * and what the exports of these names reach. The main thread's part of a dual file is left out.
 */
export function listReached(file: SourceFile, names: readonly string[] | null): Node[] {
  const { code } = file;
  const branches = findThreadBranches(file);
  const main = branches?.main ?? [];
  if (names === null && main.length === 0) return [...walk(code, code.ast)];
  // Of a dual file that is started, what both threads load and what the worker's part calls.
  const roots = names === null ? [code.ast] : [code.ast, ...listExported(file, names)];
  const skip = (node: Node): boolean => isKept(node, roots) || main.some((part) => part === node);
  const parts: Node[] = [];
  const nodes: Node[] = [];
  const add = (part: Node): void => {
    if (parts.length > MAX_CODE || parts.some((known) => known !== code.ast && isInside(part, known))) return;
    parts.push(part);
  };
  for (const root of roots) add(root);
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i] as Node;
    for (const node of walk(code, part, part === code.ast ? skip : (inner) => main.includes(inner))) {
      if (skip(node) && node !== part && part === code.ast) continue;
      nodes.push(node);
      if (node.type === 'CallExpression') for (const { fn } of listCalled(file, node.callee, 0)) add(fn);
      if (node.type === 'NewExpression') for (const made of listClasses(file, node.callee)) add(made);
    }
  }
  return [...new Set(nodes)];
}

/** A function or class that loading the file only declares. */
function isKept(node: Node, roots: readonly Node[]): boolean {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return true;
  if (!isFunction(node) || roots.includes(node)) return false;
  const { parent } = node;
  return node.type === 'FunctionDeclaration' || parent?.type === 'VariableDeclarator' || parent?.type === 'Property';
}

function listExported(file: SourceFile, names: readonly string[]): Node[] {
  return getExports(file).flatMap(({ name, node }) => {
    if (!node || !(names.includes(name) || names.includes('*'))) return [];
    const value = unwrap(node);
    return value.type === 'Identifier' ? listDeclared(file, value) : [value];
  });
}

function listDeclared(file: SourceFile, id: Extract<Node, { type: 'Identifier' }>): Node[] {
  const definition = findVariable(file, id)?.defs[0];
  if (!definition) return [];
  const declared = definition.node as Node;
  if (isFunction(declared) || declared.type === 'ClassDeclaration') return [declared];
  const value = findInitialValue(definition);
  return value ? [value] : [];
}

function listClasses(file: SourceFile, callee: Node): Node[] {
  const name = unwrap(callee);
  return name.type === 'Identifier' ? listDeclared(file, name).filter(({ type }) => /^Class/.test(type)) : [];
}
