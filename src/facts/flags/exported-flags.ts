import { findRole } from '../../semantics/callback-role.ts';
import { getExports, listExportsAt } from '../../semantics/exports.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, findFunctionName, getOuter, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** A variable, or a property of an object, that a file exports, and who can change it. */
export interface ExportedFlag {
  /** Exported functions that do nothing to it before they are called, by their names. */
  readonly setters: readonly string[];
  /** Does a handler of a process signal set it? No worker ever gets one. */
  readonly bySignal: boolean;
  /** Is it a property of an object, which importers may set too? */
  readonly isProperty: boolean;
}

/** The flag that a file exports under a path (`quitting`, `state.quitting`); null where its own code changes it otherwise. */
export function findExportedFlag(file: SourceFile, path: string): ExportedFlag | null {
  const [found] = listExportsAt(file, path);
  const node = found?.one.node && unwrap(found.one.node);
  const variable = node?.type === 'Identifier' ? findVariable(file, node) : null;
  const [property, ...deeper] = found?.rest ?? [];
  if (!variable || variable.defs[0]?.type !== 'Variable' || deeper.length > 0) return null;
  const uses = variable.references.map(({ identifier }) => identifier as Node);
  const writes =
    property === undefined
      ? variable.references.flatMap((one) => (one.isWrite() && one.init !== true ? [one.identifier as Node] : []))
      : uses.flatMap((use) => findPropertyWrite(use, property));
  const owners = writes.map((write) => findEnclosingFunction(write));
  const setters: string[] = [];
  let bySignal = false;
  for (const fn of owners) {
    if (!fn) return null;
    const isSignal = findRole(file, fn) === 'signal';
    const names = isSignal ? [] : listSetterNames(file, fn);
    if (!isSignal && names.length === 0) return null;
    bySignal ||= isSignal;
    setters.push(...names);
  }
  return { setters, bySignal, isProperty: property !== undefined };
}

/** Does the file set the property of what it imports (`state.quitting = true`), or hand that object on, which may? */
export function setsImported(file: SourceFile, specifier: string, path: string): boolean {
  const [name = '', property = ''] = path.split('.');
  return getNodes(file.code, 'Identifier').some((node) => {
    const origin = findOrigin(file, node);
    if (!origin || origin.path !== name || origin.module !== specifier || !isUse(node)) return false;
    return node.parent?.type !== 'MemberExpression' || findPropertyWrite(node, property).length > 0;
  });
}

function isUse({ parent }: Node): boolean {
  return !/^Import|^Export|^TS/.test(parent?.type ?? '');
}

function findPropertyWrite(object: Node, name: string): Node[] {
  const member = object.parent;
  if (member?.type !== 'MemberExpression' || member.object !== object || getPropertyName(member) !== name) return [];
  const { parent } = getOuter(member);
  const isWrite =
    parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === member);
  return isWrite ? [member] : [];
}

/** The names by which other files call a function that this one does not call itself. */
function listSetterNames(file: SourceFile, fn: FunctionNode): string[] {
  const name = findFunctionName(fn);
  if (name === null) return [];
  const uses = getUses(file, fn).filter(({ parent }) => !/^Export/.test(parent?.type ?? ''));
  if (uses.length > 0) return [];
  return getExports(file).flatMap(({ name: exported, node }) => {
    const value = node && unwrap(node);
    const isSame = value === fn || (value?.type === 'Identifier' && value.name === name);
    return isSame ? [exported] : [];
  });
}
