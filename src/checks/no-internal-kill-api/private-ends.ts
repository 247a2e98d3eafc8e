import {
  BINDING_NAMES,
  CHILD_NAME,
  GETS_BINDING,
  HANDLE_END,
  NATIVE_BINDING,
  PRIVATE_END,
  PRIVATE_HANDLE,
} from '../../knowledge/gone-workers.ts';
import { STARTS_CHILD } from '../../knowledge/child-kills.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getPropertySources } from '../../semantics/members.ts';
import { getValue } from '../../semantics/values.ts';
import { getCallsNamed } from '../../source/calls-named.ts';
import { getLastName, getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

const PRIVATE_CALLS = [...PRIVATE_END, ...HANDLE_END, ...BINDING_NAMES];

/** Calls that stop a thread or a process through what is private to Node. */
export function getPrivateEnds(file: SourceFile): TSESTree.CallExpression[] {
  return getCallsNamed(file, PRIVATE_CALLS).filter((call) => {
    const key = findOriginKey(file, call.callee);
    if (key !== null && GETS_BINDING.has(key)) return NATIVE_BINDING.has(getStaticString(call.arguments[0]) ?? '');
    if (key === '#process._kill') return true;
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = getPropertyName(callee) ?? '';
    if (PRIVATE_END.has(name)) return isThreadOrChild(file, callee.object);
    return HANDLE_END.has(name) && isHandleOf(file, unwrap(callee.object), name);
  });
}

/** `child._handle.kill()`, `worker[kHandle].stopThread()` */
function isHandleOf(file: SourceFile, handle: Node, method: string): boolean {
  if (handle.type !== 'MemberExpression') return false;
  const name = getPropertyName(handle);
  if (name !== null) return PRIVATE_HANDLE.has(name) && isThreadOrChild(file, handle.object);
  const key = handle.property.type === 'Identifier' ? handle.property.name : '';
  return (method === 'stopThread' || key === 'kHandle') && findHandle(file, handle.object)?.kind === 'worker';
}

function isThreadOrChild(file: SourceFile, object: Node): boolean {
  const node = unwrap(object);
  if (node.type === 'ThisExpression') return false;
  const handle = findHandle(file, node);
  if (handle) return handle.kind === 'worker';
  const values =
    node.type === 'MemberExpression'
      ? getPropertySources(file, node.object, getPropertyName(node) ?? '').values
      : [getValue(file, node)].filter((value) => value !== node);
  if (values.some((value) => isStart(file, value))) return true;
  return values.length === 0 && CHILD_NAME.test(getLastName(node) ?? '');
}

function isStart(file: SourceFile, value: Node): boolean {
  const node = unwrap(value);
  return node.type === 'CallExpression' && STARTS_CHILD.test(findOriginKey(file, node.callee) ?? '');
}
