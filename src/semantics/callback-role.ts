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

const WORKER_EVENT = /^(?:message|messageerror|error|exit|online)$/;
const UNMOUNT =
  /^(?:(?:tryO|o)n(?:BeforeUnmount|Unmounted|ScopeDispose|Cleanup|Destroy|Dispose|Shutdown|Teardown)|useUnmount|toDisposable|(?:add|register)(?:Cleanup|Teardown|Shutdown)\w*)$/;
/** Electron's, Fastify's and AngularJS's events that come before the end, early enough to wait for something. */
const BEFORE_END = /^(?:before-quit|will-quit|window-all-closed|preClose|onClose|\$destroy)$/;
const PAGE_END = /^(?:beforeunload|unload|pagehide)$/;
const EFFECT = /^use(?:Layout|Insertion)?Effect$/;
const TEST = /^(?:after|afterEach|afterAll|before|beforeEach|beforeAll|it|test|describe|suite|bench|teardown|setup)$/;
const TIMER = /^(?:setTimeout|setInterval|setImmediate|requestIdleCallback|requestAnimationFrame)$/;

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
  return WORKER_EVENT.test(name.slice(2)) ? 'worker-event' : null;
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
    if (TIMER.test(inner.name)) return 'timer';
    if (UNMOUNT.test(inner.name)) return 'unmount';
    if (inner.name === 'finalize') return 'finally';
    return TEST.test(inner.name) ? 'test' : null;
  }
  if (inner.type !== 'MemberExpression') return null;
  const method = getPropertyName(inner);
  if (method === 'then') return position === 0 ? 'then' : 'catch';
  if (method === 'catch' || method === 'finally') return method;
  if (method !== null && TIMER.test(method)) return 'timer';
  if (method === null || !/^(?:on|once|addListener|prependListener|addEventListener|addHook|\$on)$/.test(method)) {
    return method !== null && UNMOUNT.test(method) ? 'unmount' : null;
  }
  const event = getStaticString(args[0]);
  if (event === null) return null;
  if (findOriginKey(file, inner.object) === '#process') return getProcessRole(event);
  if (event === 'abort') return 'abort';
  if (BEFORE_END.test(event)) return 'unmount';
  if (PAGE_END.test(event)) return 'exit-hook';
  return WORKER_EVENT.test(event) ? 'worker-event' : null;
}

function getProcessRole(event: string): CallbackRole | null {
  if (event.startsWith('SIG')) return 'signal';
  return /^(?:exit|beforeExit|uncaughtException|unhandledRejection)$/.test(event) ? 'exit-hook' : null;
}

/** The function that an effect gives back runs when the component goes. */
function isEffectCleanup(result: Node): boolean {
  let fn: Node | undefined = result.parent;
  while (fn && !isFunction(fn)) fn = fn.parent;
  const call = fn?.parent;
  return call?.type === 'CallExpression' && EFFECT.test(getLastName(call.callee) ?? '');
}
