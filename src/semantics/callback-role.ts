import { BEFORE_END, PAGE_END, PROCESS_END, WORKER_EVENT } from '../knowledge/events.ts';
import { EFFECT_HOOK, TEST_BLOCK, UNMOUNT_HOOK } from '../knowledge/hooks.ts';
import { ADD_HOOK, ADD_LISTENER } from '../knowledge/listeners.ts';
import { NODE_TIMER, TIMER } from '../knowledge/timers.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  getStaticString,
  isFunction,
  unwrap,
} from '../source/predicates.ts';
import type { FunctionNode, Node } from '../source/types.ts';
import { oncePerNode, type SourceFile } from '../source/source-file.ts';
import { findOriginKey } from './origin.ts';
import { getUses } from './function-uses.ts';

/** When the platform calls a function that the file hands over. */
export type CallbackRole =
  /** A worker or port sent something, failed or ended. */
  | 'worker-event'
  /** The owner of this worker or child process sent something. */
  | 'owner-message'
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

/** A place where a function is handed over for the platform to call. */
export interface CallbackSite {
  readonly role: CallbackRole;
  /** The function or method that it is given to; null for a handler field. */
  readonly callee: Node | null;
  /** For a listener: the event that it is for, and what sends it, where that is named. */
  readonly event: string | null;
  readonly sender: Node | null;
}

/** The role of a function by the place where it is handed over; also through a name: `on('exit', this.onExit.bind(this))`. */
export const findRole = oncePerNode((file: SourceFile, fn: FunctionNode): CallbackRole | null => {
  for (const place of [fn, ...getUses(file, fn)]) {
    const site = findCallbackSite(file, place);
    if (site) return site.role;
  }
  return null;
});

/** The roles of the functions around a node, innermost first; null for one that nothing is seen to call back. */
export function getRolesAround(file: SourceFile, node: Node): (CallbackRole | null)[] {
  const roles: (CallbackRole | null)[] = [];
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) roles.push(findRole(file, fn));
  return roles;
}

/** What calls a function that stands at this place, or that a name there stands for. */
export function findCallbackSite(file: SourceFile, place: Node): CallbackSite | null {
  const parent = place.parent;
  if (!parent) return null;
  if (parent.type === 'MemberExpression' && parent.object === place && getPropertyName(parent) === 'bind') {
    return parent.parent.type === 'CallExpression' ? findCallbackSite(file, parent.parent) : null;
  }
  if (parent.type === 'AssignmentExpression' && parent.right === place) return findHandlerField(file, parent.left);
  const isResult =
    parent.type === 'ReturnStatement' || (parent.type === 'ArrowFunctionExpression' && parent.body === place);
  if (isResult) return isEffectCleanup(place) ? { role: 'unmount', callee: null, event: null, sender: null } : null;
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return null;
  const position = parent.arguments.indexOf(place as (typeof parent.arguments)[number]);
  if (position < 0) return null;
  const callee = unwrap(parent.callee);
  const role = findRoleOfArgument(file, callee, position);
  if (role) return { role, callee, event: null, sender: null };
  return position === 1 ? findListener(file, callee, getStaticString(parent.arguments[0])) : null;
}

/** `worker.onmessage = …`, and the bare `onmessage = …` of a worker. */
function findHandlerField(file: SourceFile, left: Node): CallbackSite | null {
  const target = unwrap(left);
  const isBare = target.type === 'Identifier';
  const name = isBare ? target.name : target.type === 'MemberExpression' ? getPropertyName(target) : null;
  if (!name?.startsWith('on')) return null;
  const event = name.slice(2);
  const sender = target.type === 'MemberExpression' ? unwrap(target.object) : null;
  const role = isBare ? (event === 'message' ? 'owner-message' : null) : findRoleOfEvent(file, sender, event);
  return role && { role, callee: null, event, sender };
}

function findRoleOfArgument(file: SourceFile, callee: Node, position: number): CallbackRole | null {
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (name === null) return null;
  if (TIMER.has(name)) return 'timer';
  if (UNMOUNT_HOOK.test(name)) return 'unmount';
  if (callee.type === 'Identifier') {
    if (NODE_TIMER.has(findOriginKey(file, callee) ?? '')) return 'timer';
    if (name === 'FinalizationRegistry') return 'finalizer';
    if (name === 'finalize') return 'finally';
    return TEST_BLOCK.has(name) ? 'test' : null;
  }
  if (name === 'then') return position === 0 ? 'then' : 'catch';
  return name === 'catch' || name === 'finally' ? name : null;
}

/** `worker.on('exit', …)`, and the bare `addEventListener('message', …)` of a worker. */
function findListener(file: SourceFile, callee: Node, event: string | null): CallbackSite | null {
  if (event === null) return null;
  if (callee.type === 'Identifier') {
    if (findOriginKey(file, callee) !== '#addEventListener') return null;
    const role = event === 'message' ? 'owner-message' : PAGE_END.has(event) ? 'exit-hook' : null;
    return role && { role, callee, event, sender: null };
  }
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type !== 'MemberExpression' || method === null) return null;
  if (!ADD_LISTENER.has(method) && !ADD_HOOK.has(method)) return null;
  const sender = unwrap(callee.object);
  const role = findRoleOfEvent(file, sender, event);
  return role && { role, callee, event, sender };
}

function findRoleOfEvent(file: SourceFile, sender: Node | null, event: string): CallbackRole | null {
  if (sender && findOriginKey(file, sender) === '#process') {
    if (event === 'message') return 'owner-message';
    if (event.startsWith('SIG')) return 'signal';
    return PROCESS_END.has(event) ? 'exit-hook' : null;
  }
  if (event === 'abort') return 'abort';
  if (BEFORE_END.has(event)) return 'unmount';
  if (PAGE_END.has(event)) return 'exit-hook';
  return WORKER_EVENT.has(event) ? 'worker-event' : null;
}

/** The function that an effect gives back runs when the component goes. */
function isEffectCleanup(result: Node): boolean {
  let fn: Node | undefined = result.parent;
  while (fn && !isFunction(fn)) fn = fn.parent;
  const call = fn?.parent;
  return call?.type === 'CallExpression' && EFFECT_HOOK.has(getLastName(call.callee) ?? '');
}
