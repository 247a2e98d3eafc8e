import { getKills } from '../../facts/ends/kills.ts';
import { findSlot } from '../../facts/units/slots.ts';
import { getReach } from '../../facts/units/reach.ts';
import { getThingListeners } from '../../facts/units/thing-listeners.ts';
import { findThing, getStartedThings, type StartedThing } from '../../facts/units/things.ts';
import { findStop, type Stop } from '../../facts/units/units.ts';
import { getFlow } from '../../flow/index.ts';
import { REMOVE_LISTENER } from '../../knowledge/messages.ts';
import { CHANGES_LIST } from '../../knowledge/unit-words.ts';
import { SPEAKS_OF_RUNNING, SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { getValue } from '../../semantics/values.ts';
import { getCallsNamed } from '../../source/calls-named.ts';
import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  isFunction,
  isInside,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** The code with which `terminate()` ends a worker: https://nodejs.org/api/worker_threads.html#event-exit */
const CODE_OF_KILL = 1;

/** A listener by which the workers that a stop ends come back. */
export interface Revival {
  readonly node: Node;
  readonly stop: string;
}

/** `worker.on('exit', (code) => { if (code !== 0) this.replace(worker); })`, where the stop's kills are heard as well. */
export function listRevivals(file: SourceFile): Revival[] {
  const workers = getStartedThings(file).filter(({ kind, platform }) => kind === 'worker' && platform === 'node');
  return getThingListeners(file).flatMap(({ thing, event, place, functions }): Revival[] => {
    const worker = workers.find(({ start }) => start === thing.start);
    const maker = worker && event === 'exit' ? findEnclosingFunction(worker.start) : null;
    if (!worker || !maker) return [];
    const stop = listStops(file, worker, workers.length === 1).find((one) =>
      functions.some((handler) => revives(file, handler, maker, one)),
    );
    return stop?.stop.name ? [{ node: place, stop: stop.stop.name }] : [];
  });
}

interface KillingStop {
  readonly stop: Stop;
  readonly kill: Node;
}

/** The stops that kill the worker and leave its listeners on. */
function listStops(file: SourceFile, { start }: StartedThing, isOnly: boolean): KillingStop[] {
  return getKills(file).flatMap(({ node, target, how }): KillingStop[] => {
    const fn = how === 'terminate' ? findNamedFunction(node) : null;
    const stop = fn && findStop(file, fn);
    const killed = stop?.isEnd && stop.by === 'name' ? findThing(file, target) : null;
    const isMeant = killed?.kind === 'worker' && (killed.start === start || (isOnly && killed.start === null));
    return stop && isMeant && !takesListenersOff(file, stop) ? [{ stop, kill: node }] : [];
  });
}

function takesListenersOff(file: SourceFile, { reach }: Stop): boolean {
  return [...reach].some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some(
      (node) => node.type === 'CallExpression' && REMOVE_LISTENER.has(getLastName(node.callee) ?? ''),
    ),
  );
}

/** Does the handler come to a new worker for one that was killed, with no look at anything that the stop sets before? */
function revives(file: SourceFile, handler: FunctionNode, maker: FunctionNode, { stop, kill }: KillingStop): boolean {
  if (!getReach(file, handler).has(maker) || stop.reach.has(maker)) return false;
  const [code] = handler.params;
  const isCode = (node: Node): boolean =>
    node.type === 'Identifier' && code?.type === 'Identifier' && findVariable(file, node) === findVariable(file, code);
  const flow = getFlow(file, handler);
  const leads = [...walk(file.code, handler.body, isFunction)].some(
    (node) =>
      node.type === 'CallExpression' &&
      getOwnFunctions(file, node.callee).some((fn) => fn === maker || getReach(file, fn).has(maker)) &&
      flow.hasPath('entry', node, [], (test, holds) => isTrueForKill(test, isCode) === !holds),
  );
  return leads && !looks(file, listOnTheWay(file, handler, maker), listSetBefore(file, stop, kill), isCode);
}

/** What a condition on the exit code says for a killed worker; null for any other. */
function isTrueForKill(test: Node, isCode: (node: Node) => boolean): boolean | null {
  if (isCode(test)) return true;
  if (test.type !== 'BinaryExpression' || !isCode(test.left) || test.right.type !== 'Literal') return null;
  const isEqual = test.right.value === CODE_OF_KILL;
  if (test.operator.startsWith('==')) return isEqual;
  return test.operator.startsWith('!=') ? !isEqual : null;
}

/** The functions by which the handler comes to the maker, both included. */
function listOnTheWay(file: SourceFile, handler: FunctionNode, maker: FunctionNode): FunctionNode[] {
  return [...getReach(file, handler)].filter(
    (fn) => fn === handler || fn === maker || (!isInside(fn, maker) && getReach(file, fn).has(maker)),
  );
}

/** The names of what the stop sets or changes before it kills. */
function listSetBefore(file: SourceFile, { reach }: Stop, kill: Node): ReadonlySet<string> {
  const owner = findEnclosingFunction(kill);
  const names = [...reach].flatMap((fn) => {
    const flow = getFlow(file, fn);
    // The kill of a list stands in a callback, which is a point of the function around it.
    const point = fn === owner ? kill : owner && findEnclosingFunction(owner) === fn ? owner : null;
    return [...walk(file.code, fn.body, isFunction)].flatMap((node) => {
      const name = findChanged(node);
      return name !== null && (!point || flow.hasPath(node, point)) ? [name] : [];
    });
  });
  return new Set(names);
}

function findChanged(node: Node): string | null {
  if (node.type === 'AssignmentExpression') return getLastName(node.left);
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  const isChange = callee?.type === 'MemberExpression' && CHANGES_LIST.test(getPropertyName(callee) ?? '');
  return isChange ? getLastName(callee.object) : null;
}

/** Is there a condition on the way that reads such a name, or one that says stop? */
function looks(
  file: SourceFile,
  functions: readonly FunctionNode[],
  set: ReadonlySet<string>,
  isCode: (node: Node) => boolean,
): boolean {
  return functions.some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some((node) => {
      if (!('test' in node) || !node.test) return false;
      return listNames(file, node.test, isCode).some(
        (name) => set.has(name) || SPEAKS_OF_STOP.test(name) || SPEAKS_OF_RUNNING.test(name),
      );
    }),
  );
}

/** The names in a condition, and in what its constants stand for. */
function listNames(file: SourceFile, test: Node, isCode: (node: Node) => boolean): string[] {
  return [...walk(file.code, test)].flatMap((node) => {
    if (node.type !== 'Identifier' || isCode(node)) return [];
    const value = getValue(file, node);
    const inside = value === node ? [] : [...walk(file.code, value)];
    return [node.name, ...inside.flatMap((one) => (one.type === 'Identifier' ? [one.name] : []))];
  });
}

/** A ref that a clean-up ends, and that nothing ever fills: the worker which the component makes is kept elsewhere. */
export function isRefOfCleanupEmpty(file: SourceFile, { start, kind }: StartedThing): boolean {
  if (kind !== 'worker') return false;
  return getCallsNamed(file, ['terminate']).some((call) => {
    const callee = unwrap(call.callee);
    const current = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
    if (current?.type !== 'MemberExpression' || getPropertyName(current) !== 'current') return false;
    const variable = current.object.type === 'Identifier' ? findVariable(file, current.object) : null;
    const ref = variable?.defs[0]?.type === 'Variable' ? variable.defs[0].node : null;
    const component = ref && findEnclosingFunction(ref);
    if (!variable || !component || !isUseRef(ref) || !isInside(start, component)) return false;
    const isPrivate = variable.references.every(
      ({ identifier, init }) => init === true || identifier.parent.type === 'MemberExpression',
    );
    const writes = findSlot(file, current)?.uses.filter(({ isWrite }) => isWrite) ?? [];
    return isPrivate && writes.every(({ value }) => value !== null && isNullish(unwrap(value)));
  });
}

function isUseRef({ init }: TSESTree.VariableDeclarator): boolean {
  const call = init && unwrap(init);
  if (call?.type !== 'CallExpression' || getLastName(call.callee) !== 'useRef') return false;
  return call.arguments.every(isNullish);
}
