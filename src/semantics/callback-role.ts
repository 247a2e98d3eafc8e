import { BEFORE_END, PAGE_END, PROCESS_END, WORKER_EVENT } from '../knowledge/events.ts';
import { EFFECT_HOOK, TEST_BLOCK, UNMOUNT_HOOK } from '../knowledge/hooks.ts';
import { ADD_HOOK, ADD_LISTENER } from '../knowledge/listeners.ts';
import { TIMER } from '../knowledge/timers.ts';
import { getLastName, getPropertyName, getStaticString, isFunction, unwrap } from '../source/predicates.ts';
import type { FunctionNode, Node } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { findOriginKey } from './origin.ts';
import { getUses } from './functions.ts';

/** When the platform calls a function that the file hands over. */
export type CallbackRole =
  /** A worker or port sent something, failed or ended. */
  | 'worker-event'
  /** The process ends: nothing can be waited for any more. */
  | 'exit-hook'
  /** SIGINT, SIGTERM and the like. */
  | 'signal'
  | 'abort'
  | 'timer'
  | 'then'
  | 'catch'
  | 'finally'
  | 'finalizer'
  /** A component is taken down. */
  | 'unmount'
  | 'test';

/** The role of a function by the place where it is handed over; also through a name: `on('exit', this.onExit.bind(this))`. */
export function findRole(file: SourceFile, fn: FunctionNode): CallbackRole | null {
  const direct = findRoleOfPlace(file, fn);
  if (direct) return direct;
  for (const use of getUses(file, fn)) {
    const role = findRoleOfPlace(file, use);
    if (role) return role;
  }
  return null;
}

function findRoleOfPlace(file: SourceFile, place: Node): CallbackRole | null {
  const parent = place.parent;
  if (!parent) return null;
  if (parent.type === 'MemberExpression' && parent.object === place && getPropertyName(parent) === 'bind') {
    return parent.parent.type === 'CallExpression' ? findRoleOfPlace(file, parent.parent) : null;
  }
  if (parent.type === 'AssignmentExpression' && parent.right === place) return findRoleOfHandlerField(parent.left);
  const isResult =
    parent.type === 'ReturnStatement' || (parent.type === 'ArrowFunctionExpression' && parent.body === place);
  if (isResult) return isEffectCleanup(place) ? 'unmount' : null;
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return null;
  const position = parent.arguments.indexOf(place as (typeof parent.arguments)[number]);
  return position < 0 ? null : findRoleOfArgument(file, parent.callee, parent.arguments, position);
}

/** `worker.onmessage = …`. */
function findRoleOfHandlerField(left: Node): CallbackRole | null {
  const member = unwrap(left);
  const name = member.type === 'MemberExpression' ? getPropertyName(member) : null;
  if (!name?.startsWith('on')) return null;
  if (name === 'onabort') return 'abort';
  return WORKER_EVENT.has(name.slice(2)) ? 'worker-event' : null;
}

function findRoleOfArgument(
  file: SourceFile,
  callee: Node,
  args: readonly Node[],
  position: number,
): CallbackRole | null {
  const inner = unwrap(callee);
  if (inner.type === 'Identifier') {
    if (inner.name === 'FinalizationRegistry') return 'finalizer';
    if (TIMER.has(inner.name)) return 'timer';
    if (UNMOUNT_HOOK.test(inner.name)) return 'unmount';
    if (inner.name === 'finalize') return 'finally';
    return TEST_BLOCK.has(inner.name) ? 'test' : null;
  }
  if (inner.type !== 'MemberExpression') return null;
  const method = getPropertyName(inner);
  if (method === 'then') return position === 0 ? 'then' : 'catch';
  if (method === 'catch' || method === 'finally') return method;
  if (method !== null && TIMER.has(method)) return 'timer';
  if (method === null || !(ADD_LISTENER.has(method) || ADD_HOOK.has(method))) {
    return method !== null && UNMOUNT_HOOK.test(method) ? 'unmount' : null;
  }
  const event = getStaticString(args[0]);
  if (event === null) return null;
  if (findOriginKey(file, inner.object) === '#process') return getProcessRole(event);
  if (event === 'abort') return 'abort';
  if (BEFORE_END.has(event)) return 'unmount';
  if (PAGE_END.has(event)) return 'exit-hook';
  return WORKER_EVENT.has(event) ? 'worker-event' : null;
}

function getProcessRole(event: string): CallbackRole | null {
  if (event.startsWith('SIG')) return 'signal';
  return PROCESS_END.has(event) ? 'exit-hook' : null;
}

/** The function that an effect gives back runs when the component goes. */
function isEffectCleanup(result: Node): boolean {
  let fn: Node | undefined = result.parent;
  while (fn && !isFunction(fn)) fn = fn.parent;
  const call = fn?.parent;
  return call?.type === 'CallExpression' && EFFECT_HOOK.has(getLastName(call.callee) ?? '');
}
