import {
  GOES_OVER_ALL,
  LIMITS_WAIT,
  LISTS_ALL,
  REMOVES_ONE_LISTENER,
  STORES_VALUE,
} from '../../knowledge/unit-words.ts';
import { TIMER } from '../../knowledge/timers.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findSlot, isNamedElsewhere, type Slot } from '../../facts/units/slots.ts';
import { getReach } from '../../facts/units/reach.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { findThing, type Thing } from '../../facts/units/things.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';

/** A promise that a worker's or child's answer settles. */
export interface Request {
  /** The `new Promise(…)` or `Promise.withResolvers()`. */
  readonly promise: Node;
  /** Its start is null where a type tells that it is a worker, which somebody else has made. */
  readonly thing: Thing;
  /** How the code writes the worker. */
  readonly target: Node;
  /** Where what settles it is kept for later; null where a listener of the promise's own settles it. */
  readonly pending: Slot | null;
  /** The events, beside messages, on which a listener of its own settles it. */
  readonly settledOn: ReadonlySet<string>;
}

type Way = { readonly stored: Slot } | { readonly event: string } | 'called' | 'other';

const MAX_FOLLOWED = 6;

/** The promises of the file that are settled by nothing but a message of what the file started; those with a time limit are left out. */
export function listRequests(file: SourceFile): Request[] {
  return [...listExecutors(file), ...listResolvers(file)].flatMap(({ promise, scope, names }) => {
    if (hasLimit(file, promise, scope)) return [];
    const ways = names.flatMap((variable) => listWays(file, variable, scope, 0));
    if (ways.length === 0 || ways.includes('other')) return [];
    const stored = ways.flatMap((way) => (typeof way === 'object' && 'stored' in way ? [way.stored] : []));
    const events = new Set(ways.flatMap((way) => (typeof way === 'object' && 'event' in way ? [way.event] : [])));
    const isOwn = stored.length === 0 && events.has('message');
    const asked = stored.length > 0 || isOwn ? findAsked(file, promise, scope, isOwn) : null;
    if (!asked || new Set(stored).size > 1) return [];
    if (!asked.thing.start && !(stored[0] && isAnsweredHere(file, asked.thing, stored[0]))) return [];
    events.delete('message');
    return [{ promise, ...asked, pending: stored[0] ?? null, settledOn: events }];
  });
}

/** What keeps the only means to settle promises that have no time limit: `queue.push(async (worker) => { …; resolve(result); })`. */
export function listKept(file: SourceFile): Slot[] {
  const kept = [...listExecutors(file), ...listResolvers(file)].flatMap(({ promise, scope, names }) => {
    if (hasLimit(file, promise, scope)) return [];
    const ways = names.flatMap((variable) => listWays(file, variable, scope, 0));
    const slots = ways.flatMap((way) => (typeof way === 'object' && 'stored' in way ? [way.stored] : []));
    return slots.length === ways.length && new Set(slots).size === 1 ? slots.slice(0, 1) : [];
  });
  return [...new Set(kept)];
}

interface Made {
  readonly promise: Node;
  /** The function in which the resolvers are known. */
  readonly scope: FunctionNode;
  readonly names: readonly Variable[];
}

/** `new Promise((resolve, reject) => …)` */
function listExecutors(file: SourceFile): Made[] {
  return getNodes(file.code, 'NewExpression').flatMap((promise): Made[] => {
    const [executor] = promise.arguments;
    if (getLastName(promise.callee) !== 'Promise' || !isFunction(executor)) return [];
    const names = (file.code.scopeManager?.getDeclaredVariables(executor) ?? []).filter(({ defs }) =>
      defs.some(({ type }) => type === 'Parameter'),
    );
    return names.length > 0 ? [{ promise, scope: executor, names }] : [];
  });
}

/** `const { promise, resolve, reject } = Promise.withResolvers()` */
function listResolvers(file: SourceFile): Made[] {
  return getNodes(file.code, 'VariableDeclarator').flatMap((declarator): Made[] => {
    const call = declarator.init && unwrap(declarator.init);
    const scope = findEnclosingFunction(declarator);
    if (!scope || call?.type !== 'CallExpression' || getLastName(call.callee) !== 'withResolvers') return [];
    const names = file.code.scopeManager?.getDeclaredVariables(declarator) ?? [];
    return [{ promise: call, scope, names: names.filter(({ name }) => name !== 'promise') }];
  });
}

/** Is the wait limited: by a timer or a signal in the executor, or by a function that the promise is given to? */
function hasLimit(file: SourceFile, promise: Node, scope: FunctionNode): boolean {
  for (const node of walk(file.code, scope.body)) {
    if (node.type === 'CallExpression' && TIMER.has(getLastName(node.callee) ?? '')) return true;
    if (node.type === 'Literal' && node.value === 'abort') return true;
  }
  for (let node = promise.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'CallExpression' && LIMITS_WAIT.test(getLastName(node.callee) ?? '')) return true;
  }
  return false;
}

/** What the file does with a function that settles the promise. */
function listWays(file: SourceFile, variable: Variable, scope: FunctionNode, depth: number): Way[] {
  if (depth > MAX_FOLLOWED) return ['other'];
  return variable.references
    .filter((reference) => reference.isRead())
    .flatMap(({ identifier }) => followValue(file, identifier as Node, scope, depth));
}

function followValue(file: SourceFile, value: Node, scope: FunctionNode, depth: number): Way[] {
  let isCalled = false;
  for (let node = value; node.parent; node = node.parent) {
    const parent: Node = node.parent;
    if (node === scope) return [isCalled ? 'called' : 'other'];
    // `d.resolve(x)` of a deferred one is a call, `{ reject: d.reject }` is not.
    // A function that settles, `{ handler: (answer) => resolve(answer) }`, is what is kept.
    if (isFunction(node) && parent.type === 'Property') isCalled = false;
    if (parent.type === 'CallExpression' && parent.callee === node) isCalled = true;
    else if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      // In a call of its own, `resolve(read(event))`, nothing is handed on; `settle.bind(this, resolve)` is what is.
      if ((isCalled && !isFunction(node)) || isBind(parent)) continue;
      return readCall(file, parent, node);
    } else if (parent.type === 'AssignmentExpression' && parent.right === node) {
      if (isCalled && !isFunction(node)) continue;
      return readAssignment(file, parent);
    } else if (parent.type === 'VariableDeclarator' && parent.init === node && !(isCalled && !isFunction(node))) {
      const variables = file.code.scopeManager?.getDeclaredVariables(parent) ?? [];
      const isName = parent.id.type === 'Identifier' && variables.length === 1;
      return isName ? listWays(file, variables[0] as Variable, scope, depth + 1) : ['other'];
    } else if (parent.type === 'ReturnStatement' && !isCalled) return ['other'];
    if (parent.type === 'FunctionDeclaration') return followUses(file, parent, scope, depth);
  }
  return ['other'];
}

function isBind({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return callee.type === 'MemberExpression' && getPropertyName(callee) === 'bind';
}

/** A function inside that settles: where its name goes. */
function followUses(file: SourceFile, fn: FunctionNode, scope: FunctionNode, depth: number): Way[] {
  if (depth > MAX_FOLLOWED) return ['other'];
  return getUses(file, fn)
    .filter((use) => !isInside(use, fn))
    .flatMap((use) => followValue(file, use, scope, depth + 1));
}

function readCall(file: SourceFile, call: TSESTree.CallExpression | TSESTree.NewExpression, argument: Node): Way[] {
  const callee = unwrap(call.callee);
  const listener = getThingListeners(file).find(({ handler }) => handler === argument);
  if (listener) return [{ event: listener.event }];
  if (callee.type !== 'MemberExpression') return ['other'];
  const method = getPropertyName(callee) ?? '';
  if (REMOVES_ONE_LISTENER.test(method)) return [];
  const slot = STORES_VALUE.test(method) ? findSlot(file, callee.object) : null;
  return slot ? [{ stored: slot }] : ['other'];
}

/** `worker.onmessage = resolve`, `this.done = resolve`, `this.open[id] = { resolve, reject }` */
function readAssignment(file: SourceFile, { left }: TSESTree.AssignmentExpression): Way[] {
  const listener = getThingListeners(file).find(({ place }) => place === left);
  if (listener) return [{ event: listener.event }];
  const target = unwrap(left);
  if (target.type === 'MemberExpression' && getPropertyName(target) === null) {
    const list = findSlot(file, target.object);
    return list ? [{ stored: list }] : ['other'];
  }
  const slot = findSlot(file, target);
  return slot ? [{ stored: slot }] : ['other'];
}

/** Whom the code around asks: what it posts to, else what its own listener hears. */
function findAsked(
  file: SourceFile,
  promise: Node,
  scope: FunctionNode,
  isOwn: boolean,
): Pick<Request, 'thing' | 'target'> | null {
  const around = findEnclosingFunction(promise);
  const near = around ? [...walk(file.code, around.body, isFunction)] : [];
  const reached = [...getReach(file, scope)].flatMap((fn) => [...walk(file.code, fn.body, isFunction)]);
  for (const node of [...reached, ...near]) {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
    if (callee?.type !== 'MemberExpression') continue;
    const method = getPropertyName(callee) ?? '';
    // `child.stdin.write(request)`
    const input = unwrap(callee.object);
    const isInput = method === 'write' && input.type === 'MemberExpression' && getPropertyName(input) === 'stdin';
    const object = isInput ? input.object : callee.object;
    if (!isInput && !/^(?:postMessage|send)$/.test(method) && !(isOwn && /^(?:on|once|addEventListener)$/.test(method)))
      continue;
    const thing = findThing(file, object);
    const isAsked = thing?.kind === 'worker' ? method !== 'send' : thing?.kind === 'child' && method !== 'postMessage';
    if (isAsked && thing && (thing.start || thing.kind === 'worker')) return { thing, target: object };
  }
  if (!isOwn) return null;
  const listener = getThingListeners(file).find(
    ({ event, handler, thing }) => event === 'message' && thing.start && isInside(handler, scope),
  );
  if (!listener?.thing.start || !/^(?:worker|child)$/.test(listener.thing.kind)) return null;
  const target = listener.place.type === 'MemberExpression' ? listener.place.object : listener.place;
  return { thing: listener.thing, target };
}

/** Does the file hear the answers of a worker that was made elsewhere, and does nothing but an answer settle what it keeps? */
function isAnsweredHere(file: SourceFile, { kind }: Thing, pending: Slot): boolean {
  const hears = getThingListeners(file).some(
    ({ event, thing }) => event === 'message' && thing.kind === kind && thing.start === null,
  );
  return hears && !isNamedElsewhere(file, pending) && !pending.uses.some(({ node }) => isOverAll(node));
}

/** `for (const p of open.values())`, `open.forEach(…)`, `Object.values(open)` */
export function isOverAll(use: Node): boolean {
  const { parent } = use;
  if (parent?.type === 'ForOfStatement' || parent?.type === 'SpreadElement') return true;
  if (parent?.type === 'CallExpression') return LISTS_ALL.test(getLastName(parent.callee) ?? '');
  return (
    parent?.type === 'MemberExpression' && parent.object === use && GOES_OVER_ALL.test(getPropertyName(parent) ?? '')
  );
}

/** Is the thing handed to code that is not seen, which may listen to it as well? */
export function isHandedOver(file: SourceFile, thing: Thing): boolean {
  return [...getNodes(file.code, 'CallExpression'), ...getNodes(file.code, 'NewExpression')].some((call) => {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? (getPropertyName(callee) ?? '') : '';
    if (STORES_VALUE.test(method) || findOriginKey(file, callee) === 'events#once') return false;
    return call.arguments.some((argument) => {
      const value = unwrap(argument);
      if (value.type !== 'Identifier' && value.type !== 'MemberExpression' && value !== thing.start) return false;
      return findThing(file, value)?.start === thing.start && !isOwnCallee(file, callee);
    });
  });
}

function isOwnCallee(file: SourceFile, callee: Node): boolean {
  return callee.type === 'Identifier' && findOriginKey(file, callee) === null;
}
