import { HOLDS_NOTHING, VM_RUN, VM_SCRIPT_RUN } from '../../knowledge/vm-calls.ts';
import { isCallTo, findOriginKey } from '../../semantics/origin.ts';
import { getValue } from '../../semantics/values.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findProperty, getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** Runs of node:vm under a time-out whose code can call functions of the program, and so may hold what they took. */
export function getTimedRuns(file: SourceFile): TSESTree.CallExpression[] {
  return getNodes(file.code, 'CallExpression').filter((call) => {
    const at = findContextArgument(file, call);
    const context = at === null ? undefined : call.arguments[at];
    const hasLimit = call.arguments.some((argument) => findProperty(unwrap(argument), 'timeout') !== null);
    return context !== undefined && hasLimit && mayHold(file, context);
  });
}

function findContextArgument(file: SourceFile, call: TSESTree.CallExpression): number | null {
  const known = VM_RUN.get(findOriginKey(file, call.callee) ?? '');
  if (known !== undefined) return known;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return null;
  const at = VM_SCRIPT_RUN.get(getPropertyName(callee) ?? '');
  const script = getValue(file, callee.object);
  return at !== undefined && isCallTo(file, script, 'vm#Script') ? at : null;
}

/** Does the context have functions of the program? One that is made elsewhere is not known. */
function mayHold(file: SourceFile, context: Node): boolean {
  const value = getValue(file, context);
  const made = isCallTo(file, value, 'vm#createContext') && value.arguments[0] ? value.arguments[0] : value;
  const object = getValue(file, made);
  if (object.type !== 'ObjectExpression') return false;
  return object.properties.some((property) => {
    const part = property.type === 'SpreadElement' ? property.argument : property.value;
    return holdsFunction(file, part);
  });
}

function holdsFunction(file: SourceFile, part: Node): boolean {
  const value = getValue(file, part);
  if (isFunction(value)) return true;
  if (value.type === 'ObjectExpression') return [...walk(file.code, value)].some(isFunction);
  if (value.type !== 'Identifier' || HOLDS_NOTHING.has(value.name)) return false;
  return findVariable(file, value)?.defs[0]?.type === 'ImportBinding';
}
