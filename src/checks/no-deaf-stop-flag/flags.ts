import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import { findController, isController } from '../../facts/signals/controllers.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** Something that a loop tests, with every place of the file that may change it. */
export interface Flag {
  readonly text: string;
  /** The targets of assignments, the first value left out; the calls of `abort()` for a signal. */
  readonly writes: readonly Node[];
  /** Can code of other files change it? */
  readonly isOpen: boolean;
}

/** The flag that an operand of a condition is: a variable, a field, or the state of a controller of the file. */
export function findFlag(file: SourceFile, operand: Node): Flag | null {
  const node = unwrap(operand);
  if (node.type === 'Identifier') return findVariableFlag(file, node);
  if (node.type !== 'MemberExpression') return null;
  const name = getPropertyName(node);
  if (name === 'aborted' || name === 'throwIfAborted') {
    const own = findControllerFlag(file, node.object);
    if (own || name === 'throwIfAborted') return own;
  }
  return name === null ? null : findFieldFlag(file, node, name);
}

function findVariableFlag(file: SourceFile, id: TSESTree.Identifier): Flag | null {
  const variable = findVariable(file, id);
  const definition = variable?.defs[0];
  if (!variable || definition?.type !== 'Variable' || definition.node.id !== definition.name) return null;
  const writes = variable.references.filter((r) => r.isWrite() && r.init !== true).map((r) => r.identifier as Node);
  return { text: id.name, writes, isOpen: false };
}

/** `this.running`, or `state.running` of an object that the file keeps for itself. */
function findFieldFlag(file: SourceFile, member: TSESTree.MemberExpression, name: string): Flag | null {
  const object = unwrap(member.object);
  if (getComputed(file).has(name)) return null;
  const writes = getMembers(file, name).filter(isWritten);
  const flag = { text: file.code.getText(member), writes };
  if (object.type === 'ThisExpression') return { ...flag, isOpen: !isPrivate(file, name) };
  const variable = object.type === 'Identifier' ? findVariable(file, object) : null;
  return variable && isOwnObject(variable) ? { ...flag, isOpen: false } : null;
}

const getMembersByName = oncePerFile(({ code }) => {
  const byName = new Map<string, TSESTree.MemberExpression[]>();
  for (const node of getNodes(code, 'MemberExpression')) {
    const name = getPropertyName(node);
    const list = name === null ? undefined : byName.get(name);
    if (list) list.push(node);
    else if (name !== null) byName.set(name, [node]);
  }
  return byName;
});

function getMembers(file: SourceFile, name: string): readonly TSESTree.MemberExpression[] {
  return getMembersByName(file).get(name) ?? [];
}

/** Is the value stored to, in whichever way? */
export function isWritten(node: TSESTree.MemberExpression): boolean {
  const { parent } = node;
  if (parent.type === 'AssignmentExpression') return parent.left === node;
  if (parent.type === 'UpdateExpression' || parent.type === 'ArrayPattern' || parent.type === 'AssignmentPattern')
    return true;
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete';
  return parent.type === 'Property' && parent.value === node && parent.parent.type === 'ObjectPattern';
}

/** Names of getters, methods and accessors: a read of one may be any computation. */
const getComputed = oncePerFile(({ code }): ReadonlySet<string | null> => {
  const methods = getNodes(code, 'MethodDefinition').map(getPropertyName);
  const accessors = getNodes(code, 'Property').flatMap((node) =>
    node.kind === 'init' && !node.method ? [] : [getPropertyName(node)],
  );
  return new Set([...methods, ...accessors]);
});

function isPrivate(file: SourceFile, name: string): boolean {
  if (name.startsWith('#')) return true;
  return getNodes(file.code, 'PropertyDefinition').some(
    (node) => getPropertyName(node) === name && node.accessibility === 'private',
  );
}

/** `const state = { … }` whose properties are used and which itself goes nowhere. */
function isOwnObject(variable: Variable): boolean {
  const definition = variable.defs[0];
  if (definition?.type !== 'Variable' || definition.node.init?.type !== 'ObjectExpression') return false;
  if (definition.parent.kind !== 'const' || definition.parent.parent.type === 'ExportNamedDeclaration') return false;
  return variable.references.every(({ identifier, init }) => init === true || isMemberObject(identifier as Node));
}

function isMemberObject(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.object === node;
}

/** A controller of the file that is handed to nobody, by its signal: `controller.signal`, or a name for it. */
function findControllerFlag(file: SourceFile, signal: Node): Flag | null {
  const controller = findController(file, signal);
  const flag = controller && findAborts(file, controller);
  return flag && { ...flag, text: `${file.code.getText(signal)}.aborted` };
}

/** Does the signal belong to a controller that the file makes? */
export function isOwnSignal(file: SourceFile, signal: Node): boolean {
  const controller = findController(file, signal);
  return controller !== null && listControllerUses(file, unwrap(controller)) !== null;
}

/** Where a controller is aborted; null for one that is not seen to be made here, or that goes elsewhere. */
function findAborts(file: SourceFile, controller: Node): Flag | null {
  const uses = listControllerUses(file, unwrap(controller));
  if (!uses) return null;
  const members = uses.map(({ parent }) => parent);
  if (!members.every((m) => m?.type === 'MemberExpression' || m?.type === 'AssignmentExpression' || isSignalPattern(m)))
    return null;
  const aborts = members.flatMap((m) => (m?.type === 'MemberExpression' && getPropertyName(m) === 'abort' ? [m] : []));
  return {
    text: '',
    writes: aborts.map((m) => (m.parent.type === 'CallExpression' && m.parent.callee === m ? m.parent : m)),
    isOpen: false,
  };
}

/** The places that name a controller which the file makes, the one that makes it left out. */
function listControllerUses(file: SourceFile, controller: Node): Node[] | null {
  const isMade = (value: Node | null | undefined): boolean => Boolean(value && isController(file, value));
  if (controller.type === 'Identifier') {
    const variable = findVariable(file, controller);
    const definition = variable?.defs[0];
    if (!variable || definition?.type !== 'Variable' || !isMade(definition.node.init)) return null;
    if (definition.parent.parent.type === 'ExportNamedDeclaration') return null;
    return variable.references.filter((r) => r.init !== true).map((r) => r.identifier as Node);
  }
  if (controller.type !== 'MemberExpression' || unwrap(controller.object).type !== 'ThisExpression') return null;
  const name = getPropertyName(controller) ?? '';
  const values = getPropertySources(file, null, name).values;
  return isPrivate(file, name) && values.length > 0 && values.every(isMade) ? [...getMembers(file, name)] : null;
}

/** `const { signal } = controller`. */
function isSignalPattern(node: Node | undefined): boolean {
  return node?.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern';
}
