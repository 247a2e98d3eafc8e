import { STOP_WORD } from '../../knowledge/stop-words.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, getStaticString, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** `unref()` of workers that nothing in the file asks to stop: they are cut off when the main thread ends. */
export function getDaemons(file: SourceFile): TSESTree.CallExpression[] {
  const unrefs = getNodes(file.code, 'CallExpression').filter((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || getPropertyName(callee) !== 'unref') return false;
    const handle = findHandle(file, callee.object);
    return handle?.kind === 'worker' && handle.evidence !== 'name' && !isGivenAway(file, callee.object);
  });
  return unrefs.length > 0 && !hasStop(file) ? unrefs : [];
}

/** A worker that is asked to stop, waited for or held again somewhere in the file. */
function hasStop(file: SourceFile): boolean {
  return getNodes(file.code, 'CallExpression').some((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = getPropertyName(callee);
    if (name === 'postMessage') return isStopWord(call.arguments[0]);
    const isEnd = name === 'ref' || name === 'terminate' || name === 'stop' || name === 'close';
    return isEnd && findHandle(file, callee.object)?.kind === 'worker';
  });
}

function isStopWord(message: Node | undefined): boolean {
  const text = getStaticString(message);
  if (text !== null) return STOP_WORD.test(text);
  if (message?.type !== 'ObjectExpression') return false;
  return message.properties.some(
    (property) => property.type === 'Property' && STOP_WORD.test(getStaticString(property.value) ?? ''),
  );
}

/** Whoever gets the worker may stop it. */
function isGivenAway(file: SourceFile, object: Node): boolean {
  const node = unwrap(object);
  const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
  if (!variable) return false;
  const home = findEnclosingFunction(variable.defs[0]?.name as Node);
  return variable.references.some(({ identifier }) => {
    const { parent } = identifier;
    if (parent.type === 'ExportSpecifier' || parent.type === 'ReturnStatement') return true;
    const isStored = parent.type === 'AssignmentExpression' && parent.right === identifier;
    const isArgument = parent.type === 'CallExpression' && parent.arguments.includes(identifier as never);
    const isPart = parent.type === 'Property' || parent.type === 'ArrayExpression';
    return (isStored || isArgument || isPart) && (home === null || isInside(identifier, home));
  });
}
