import { saysStopLiterally } from '../../facts/messages/literal-stop.ts';
import { getStartedThings, type StartedThing } from '../../facts/units/things.ts';
import { findSlotOf, type Slot, type SlotUse } from '../../facts/units/slots.ts';
import { getFlow } from '../../flow/index.ts';
import { EFFECT_HOOK, HANDLER_PROP, PAGE_COMPONENT, PAGE_START } from '../../knowledge/hooks.ts';
import { ADDS_ELEMENT, ENDS_SOMETHING, RUNS_ONCE } from '../../knowledge/unit-words.ts';
import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getOuter,
  getStaticString,
  isFunction,
  isInside,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { isRefOfCleanupEmpty } from './ended-in-vain.ts';
import { isTalk } from './left-behind.ts';
import { mayEndItself } from './self-ended.ts';

/** A worker or pool that nobody can end any more. */
export interface Leak {
  readonly node: Node;
  readonly name: string;
  /**
   * `effect`: a component goes and leaves it; `call`: each task or event makes one; `dropped`: its only reference is
   * overwritten; `memo`: so it is when a dependency changes.
   */
  readonly why: 'effect' | 'call' | 'dropped' | 'memo';
}

/** What a value is kept by. */
const KEEPS_IT: ReadonlySet<string> = new Set([
  ...['VariableDeclarator', 'AssignmentExpression', 'ArrayExpression', 'SpreadElement', 'Property'],
  ...['ReturnStatement', 'YieldExpression', 'ArrowFunctionExpression'],
]);

export function listLeaks(file: SourceFile): Leak[] {
  const started = getStartedThings(file).filter(({ kind }) => kind === 'worker' || kind === 'pool');
  const found = started.flatMap((thing): Leak[] => {
    const memo = findMemo(thing);
    if (memo) return [{ node: memo, name: getLastName(memo.callee) ?? '', why: 'memo' }];
    const slot = findSlotOf(file, thing.start);
    if (!slot) return [];
    if (isRefOfCleanupEmpty(file, thing)) return [{ node: thing.start, name: slot.name, why: 'effect' }];
    const effect = findEffect(thing.start);
    if (effect) return leavesEffect(slot, effect) ? [{ node: effect, name: slot.name, why: 'effect' }] : [];
    if (isLetGo(file, slot, thing) && isMadeForEach(file, thing))
      return [{ node: thing.start, name: slot.name, why: 'call' }];
    return listDrops(file, slot, thing).map((node) => ({ node, name: slot.name, why: 'dropped' }));
  });
  return [...new Map(found.map((leak) => [leak.node, leak])).values()];
}

/** `useMemo(() => new Worker(…), [source])`: React calls it again, and ends nothing. */
function findMemo({ start }: StartedThing): TSESTree.CallExpression | null {
  const fn = findEnclosingFunction(start);
  const call = fn?.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== fn || getLastName(call.callee) !== 'useMemo')
    return null;
  const [, on] = call.arguments;
  return on?.type === 'ArrayExpression' && on.elements.length > 0 ? call : null;
}

/** The effect whose function makes it, if that is the component's own and not the app's. */
function findEffect(start: Node): TSESTree.CallExpression | null {
  const fn = findEnclosingFunction(start);
  const call = fn?.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== fn || !EFFECT_HOOK.has(getLastName(call.callee) ?? ''))
    return null;
  const component = findEnclosingFunction(call);
  return component && PAGE_COMPONENT.test(findFunctionName(component) ?? '') ? null : call;
}

/** Is there no use of it in the file that could end it? Names that hold it beside this one may be where it is ended. */
function leavesEffect(slot: Slot, effect: Node): boolean {
  return slot.uses.every((use) => use.isWrite || isTalk(use)) && slot.uses.some(({ node }) => isInside(node, effect));
}

/** Is it a local name by which nothing is done but to listen and to give work? */
function isLetGo(file: SourceFile, slot: Slot, thing: StartedThing): boolean {
  const isLocal =
    slot.variable !== null && slot.home.type !== 'Program' && slot.uses.filter((u) => u.isWrite).length === 1;
  return isLocal && slot.uses.every((use) => use.isWrite || isTalk(use)) && !mayEndItself(file, thing);
}

/** Is it made again and again: for each task, by the executor of its promise, or for each event? */
function isMadeForEach(file: SourceFile, { start, kind }: StartedThing): boolean {
  const fn = findEnclosingFunction(start);
  if (!fn) return false;
  const { parent } = fn;
  if (parent.type === 'NewExpression' && getLastName(parent.callee) === 'Promise')
    return fn.params.some((param) => param.type === 'Identifier' && isCalledInside(file, fn, param.name));
  if (parent.type === 'JSXExpressionContainer' && parent.parent.type === 'JSXAttribute')
    return parent.parent.name.type === 'JSXIdentifier' && HANDLER_PROP.test(parent.parent.name.name);
  if (parent.type === 'CallExpression' && ADD_LISTENER.has(getLastName(parent.callee) ?? '')) {
    const event = getStaticString(parent.arguments[0]);
    return event !== null && !PAGE_START.test(event) && findRole(file, fn) === null;
  }
  return kind === 'pool' && fn.async && isWorkAwaited(file, fn) && !RUNS_ONCE.test(findFunctionName(fn) ?? 'main');
}

function isCalledInside(file: SourceFile, fn: FunctionNode, name: string): boolean {
  return getNodes(file.code, 'CallExpression').some(
    ({ callee }) => callee.type === 'Identifier' && callee.name === name && isInside(callee, fn),
  );
}

function isWorkAwaited({ code }: SourceFile, fn: FunctionNode): boolean {
  return [...walk(code, fn.body, isFunction)].some(({ type }) => type === 'AwaitExpression');
}

/** `worker = null` where no way to it ends the worker, asks it to, waits for its end or keeps it elsewhere. */
function listDrops(file: SourceFile, slot: Slot, thing: StartedThing): Node[] {
  if (thing.kind !== 'worker' || mayEndItself(file, thing) || slot.uses.some(isAlias)) return [];
  const mayEnd = (node: Node): boolean => node.type === 'CallExpression' && seesToEnd(node, slot);
  return slot.uses.flatMap((use) => {
    const write = getOuter(use.node).parent;
    if (!use.fn || !isEmptied(use) || !write || findRole(file, use.fn) !== null) return [];
    const starts = slot.uses.flatMap(({ fn, value }) =>
      fn === use.fn && value && !isNullish(unwrap(value)) ? [value] : [],
    );
    const flow = getFlow(file, use.fn);
    // What a constructor sets for the first time held nothing before.
    const isNew = use.fn.parent.type === 'MethodDefinition' && use.fn.parent.kind === 'constructor';
    return [...starts, ...(isNew ? [] : ['entry' as const])].some((from) => flow.hasPath(from, write, mayEnd))
      ? [write]
      : [];
  });
}

function isEmptied({ node, value }: SlotUse): boolean {
  return value !== null && isNullish(unwrap(value)) && getOuter(node).parent?.type === 'AssignmentExpression';
}

/** `const old = worker`, `list.push(worker)`, `return worker`: somebody else has it. */
function isAlias({ node, isRead }: SlotUse): boolean {
  const { parent } = getOuter(node);
  const isAdded = parent?.type === 'CallExpression' && ADDS_ELEMENT.test(getLastName(parent.callee) ?? '');
  return isRead && (isAdded || KEEPS_IT.has(parent?.type ?? ''));
}

/** A call that may end, stop or wait for something, or that is given the worker with the name of its end. */
function seesToEnd(call: TSESTree.CallExpression, { uses }: Slot): boolean {
  if (ENDS_SOMETHING.test(getLastName(call.callee) ?? '') || call.arguments.some(saysStopLiterally)) return true;
  const isForEnd = call.arguments.some((argument) => getStaticString(argument) === 'exit');
  return isForEnd && uses.some(({ node }) => isInside(node, call));
}
