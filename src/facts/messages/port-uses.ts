import { NEUTRAL_CALL, READS_PORT } from '../../knowledge/messages.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getLastName, getOuter, getPropertyName } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { listCalled } from './called-functions.ts';
import { findVariable } from '../../source/variables.ts';

const PORTS: ReadonlySet<string> = new Set(['worker_threads#parentPort', '#self', '#globalThis', '#parentPort']);
const MAX_DEPTH = 5;

/** Is the port to the owner, or the global scope, given to something that may listen to it out of sight? */
export function isPortHandedOn(file: SourceFile): boolean {
  return listPorts(file).some((port) => isHandedOn(file, port, 0));
}

function listPorts(file: SourceFile): Node[] {
  const names = new Set(['parentPort', 'self', 'globalThis']);
  for (const { imported, local } of getNodes(file.code, 'ImportSpecifier'))
    if (imported.type === 'Identifier' && imported.name === 'parentPort') names.add(local.name);
  for (const { key, value, parent } of getNodes(file.code, 'Property')) {
    const isPort = key.type === 'Identifier' && key.name === 'parentPort' && parent.type === 'ObjectPattern';
    if (isPort && value.type === 'Identifier') names.add(value.name);
  }
  return [
    ...getNodes(file.code, 'Identifier').filter(({ name }) => names.has(name)),
    ...getNodes(file.code, 'MemberExpression').filter((node) => getPropertyName(node) === 'parentPort'),
  ].filter((node) => PORTS.has(findOriginKey(file, node) ?? ''));
}

function isHandedOn(file: SourceFile, node: Node, depth: number): boolean {
  const outer = getOuter(node);
  const { parent } = outer;
  if (depth > MAX_DEPTH) return true;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === outer && parent.id.type === 'Identifier' && isNameHandedOn(file, parent.id, depth);
    case 'AssignmentExpression':
      return parent.right === outer && parent.left.type === 'Identifier' && isNameHandedOn(file, parent.left, depth);
    case 'LogicalExpression':
      return isHandedOn(file, parent, depth + 1);
    case 'ConditionalExpression':
      return parent.test !== outer && isHandedOn(file, parent, depth + 1);
    case 'Property':
      return (
        parent.value === outer &&
        parent.parent.type === 'ObjectExpression' &&
        isHandedOn(file, parent.parent, depth + 1)
      );
    case 'ArrayExpression':
      return isHandedOn(file, parent, depth + 1);
    case 'CallExpression':
    case 'NewExpression':
      return isGiven(file, parent, parent.arguments.indexOf(outer as TSESTree.Expression), depth);
    default:
      return false;
  }
}

function isNameHandedOn(file: SourceFile, name: TSESTree.Identifier, depth: number): boolean {
  const references = findVariable(file, name)?.references ?? [];
  return references.some((use) => use.isRead() && isHandedOn(file, use.identifier, depth + 1));
}

/** A function of the file shows what it does with it. */
function isGiven(
  file: SourceFile,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  index: number,
  depth: number,
): boolean {
  const name = getLastName(call.callee) ?? '';
  if (index < 0 || READS_PORT.has(name)) return false;
  const called = listCalled(file, call.callee, index);
  if (called.length === 0) return !NEUTRAL_CALL.test(name);
  return called.some(({ fn, argument }) => {
    const parameter = fn.params[argument];
    if (!parameter) return false;
    return parameter.type !== 'Identifier' || isNameHandedOn(file, parameter, depth + 1);
  });
}
