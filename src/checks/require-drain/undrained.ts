import { CONTINUES, DISPOSABLE, DRAINS, EMPTIES } from '../../knowledge/unit-words.ts';
import { listHandlers } from '../../facts/units/thing-listeners.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findSlot, isKept, type Slot } from '../../facts/units/slots.ts';
import { findUnit, type Stop, type Unit } from '../../facts/units/units.ts';
import { getFlow } from '../../flow/index.ts';
import { NAMES_STATE, NAMES_WATCH } from '../../knowledge/sampling.ts';
import { TIMER } from '../../knowledge/timers.ts';
import { WAITS_FOR_WORK } from '../../knowledge/work-words.ts';
import { isHiddenMethod } from '../../semantics/class-members.ts';
import { isClass } from '../../semantics/classes.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getOuter,
  getPropertyName,
  isFunction,
  isInside,
  isLoop,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { isHarmful } from './harm.ts';
import { onlyReads } from './reading-turns.ts';

/** A stop that comes back while what it stops still runs. */
export interface Undrained {
  readonly stop: Stop;
  /** `turn`: one of a timer's; `work`: what a list or a counter holds; `loop`: one that a start began. */
  readonly why: 'turn' | 'work' | 'loop';
  /** What tells that work is running: the flag, the list, the loop's function. */
  readonly name: string;
  /** Is it seen what is lost: can somebody wait for the stop, or does it take away what the work uses? */
  readonly isHarmful: boolean;
}

/** Work in progress, and how the file knows of it. */
export interface Running {
  readonly why: Undrained['why'];
  readonly name: string;
  /** The slot that tells; null where only the work's own function is known. */
  readonly slot: Slot | null;
  /** The function whose run is the work; null for what a list holds. */
  readonly run: FunctionNode | null;
  /** What runs each time: that function, or the loop's body. */
  readonly code: Node | null;
  /** What keeps the work: the unit is found by it. */
  readonly home: Slot;
}

export function listUndrained(file: SourceFile): Undrained[] {
  const found = new Map<FunctionNode, Undrained>();
  for (const running of [...listTurns(file), ...listKeptPromises(file), ...listLoops(file), ...listIntervals(file)]) {
    if (isWatch(running) || (running.code && onlyReads(file, running.code))) continue;
    const unit = findUnit(file, running.home);
    if (unit.kind === 'effect') continue;
    for (const stop of unit.stops) {
      if (!isEndOf(unit, stop) || found.has(stop.fn) || isPartOf(file, running, stop)) continue;
      if (
        isInner(file, stop) ||
        isPromisedAtOnce(stop) ||
        unit.stops.some((other) => other.fn !== running.run && handsOver(stop, other))
      )
        continue;
      if (unit.functions.some((fn) => DRAINS.test(findFunctionName(fn) ?? '') && !stop.reach.has(fn))) continue;
      if (endsIt(file, stop, running) && !waits(file, stop, running)) {
        const { why, name } = running;
        found.set(stop.fn, { stop, why, name, isHarmful: isHarmful(file, stop, running) });
      }
    }
  }
  return [...found.values()];
}

/** `this.watchdogTimer = setInterval(…)`, `async #heartbeat()` */
function isWatch({ why, name, run }: Running): boolean {
  return why === 'turn' && [name, (run && findFunctionName(run)) ?? ''].some((text) => NAMES_WATCH.test(text));
}

/** By its name the end of the unit; in a module, where names are spelled out, also `stopScheduler`. */
function isEndOf({ kind }: Unit, { by, name, isEnd }: Stop): boolean {
  return by === 'name' && (isEnd || (kind === 'module' && /^(?:stop|shut_?down)/i.test(name ?? '')));
}

/** A method that is private by its name or its modifier, and that the file calls: part of an end, not the end itself. */
function isInner(file: SourceFile, { fn, name }: Stop): boolean {
  return (/^[_#]/.test(name ?? '') || isHiddenMethod(fn)) && getUses(file, fn).length > 0;
}

/** `dispose()` of a class that implements `Disposable`: nobody could wait for it, by the interface. */
function isPromisedAtOnce({ fn, name }: Stop): boolean {
  const owner = name === 'dispose' && !fn.async ? fn.parent.parent?.parent : null;
  return (
    !!owner &&
    isClass(owner) &&
    owner.implements.some(({ expression }) => DISPOSABLE.test(getLastName(expression) ?? ''))
  );
}

/** `shutdown() { return this.stop(); }`: the other is where to look. */
function handsOver(stop: Stop, other: Stop): boolean {
  return other !== stop && other.by === 'name' && other.isEnd && stop.reach.has(other.fn) && !other.reach.has(stop.fn);
}

/** A stop that the work itself calls ends it from inside, and would wait for itself; one that calls the work is its last turn. */
function isPartOf(file: SourceFile, running: Running, stop: Stop): boolean {
  const { run } = running;
  return run !== null && ((stop.reach.has(run) && !isSkipped(running)) || getReach(file, run).has(stop.fn));
}

/** `if (this.busy) return;` at the top: a call while a turn runs is over at once, and waits for nothing. */
function isSkipped({ run, slot }: Running): boolean {
  const statements = run?.body.type === 'BlockStatement' ? run.body.body : [];
  return statements.some((statement) => {
    if (statement.type !== 'IfStatement' || slot === null) return false;
    const then = statement.consequent.type === 'BlockStatement' ? statement.consequent.body[0] : statement.consequent;
    const isLeft = then?.type === 'ReturnStatement' && then.argument === null;
    return isLeft && slot.uses.some(({ node, isRead }) => isRead && isInside(node, statement.test));
  });
}

/** Async functions that raise a flag or a count, wait, and take it back, and that the file starts without waiting for them. */
function listTurns(file: SourceFile): Running[] {
  const raised = [
    ...getNodes(file.code, 'AssignmentExpression').filter(
      ({ operator, right }) => (operator === '=' && (isTrue(right) || isRun(right))) || operator === '+=',
    ),
    ...getNodes(file.code, 'UpdateExpression').filter(({ operator }) => operator === '++'),
  ];
  return raised.flatMap((raise): Running[] => {
    const run = findEnclosingFunction(raise);
    if (!run?.async || !isStartedHere(file, run)) return [];
    const slot = findSlot(file, raise.type === 'UpdateExpression' ? raise.argument : raise.left);
    if (!slot || !isKept(slot) || NAMES_STATE.test(slot.name)) return [];
    const isObject = raise.type === 'AssignmentExpression' && isRun(raise.right);
    const isLowered = (node: Node): boolean => (isObject ? isEmptiedInFinally(node) : isLowering(node));
    const lowered = slot.uses.filter((use) => use.isWrite && use.fn === run && isLowered(use.node));
    const flow = getFlow(file, run);
    const pauses = [...walk(file.code, run.body, isFunction)].filter(({ type }) => type === 'AwaitExpression');
    const isAround = lowered.some(({ node }) =>
      pauses.some((pause) => flow.hasPath(raise, pause) && flow.hasPath(pause, toPoint(node))),
    );
    return isAround ? [{ why: 'turn', name: slot.name, slot, run, code: run, home: slot }] : [];
  });
}

function isTrue(node: Node): boolean {
  return node.type === 'Literal' && node.value === true;
}

/** `this.current = { since: Date.now() }`, `this.current = run`: an object in place of a flag. */
function isRun({ type }: Node): boolean {
  return type === 'ObjectExpression' || type === 'Identifier' || type === 'NewExpression';
}

/** `finally { this.current = null; }` */
function isEmptiedInFinally(node: Node): boolean {
  const write = getOuter(node).parent;
  if (write?.type !== 'AssignmentExpression' || !isNullish(write.right)) return false;
  for (let child: Node = write; child.parent && !isFunction(child.parent); child = child.parent)
    if (child.parent.type === 'TryStatement' && child.parent.finalizer === child) return true;
  return false;
}

function toPoint(node: Node): Node {
  return getOuter(node).parent ?? node;
}

function isLowering(node: Node): boolean {
  const { parent } = getOuter(node);
  if (parent?.type === 'UpdateExpression') return parent.operator === '--';
  if (parent?.type !== 'AssignmentExpression') return false;
  return (
    parent.operator === '-=' ||
    (parent.operator === '=' && parent.right.type === 'Literal' && parent.right.value === false)
  );
}

/** Does the file call the function without keeping or awaiting its promise, or give it to a timer? */
function isStartedHere(file: SourceFile, run: FunctionNode): boolean {
  if (isTimerCallback(run)) return true;
  return getNodes(file.code, 'CallExpression').some((call) => {
    const callee = unwrap(call.callee);
    if (TIMER.has(getLastName(callee) ?? ''))
      return call.arguments[0] !== undefined && listHandlers(file, call.arguments[0]).includes(run);
    return isDropped(call) && getOwnFunctions(file, callee).includes(run);
  });
}

function isTimerCallback(fn: FunctionNode): boolean {
  const call = fn.parent;
  return call.type === 'CallExpression' && call.arguments[0] === fn && TIMER.has(getLastName(call.callee) ?? '');
}

/** `run();`, `void run();`, `run().catch(report);`, and the body of a timer's arrow: nobody waits for the promise. */
function isDropped(call: TSESTree.CallExpression): boolean {
  let node: Node = getOuter(call);
  for (;;) {
    const { parent } = node;
    if (parent?.type === 'ExpressionStatement') return true;
    if (parent?.type === 'UnaryExpression' && parent.operator === 'void') return true;
    if (parent?.type === 'ArrowFunctionExpression' && parent.body === node) return isTimerCallback(parent);
    const isChained =
      parent?.type === 'MemberExpression' && parent.object === node && parent.parent.type === 'CallExpression';
    if (!isChained || !CONTINUES.test(getPropertyName(parent) ?? '')) return false;
    node = getOuter(parent.parent);
  }
}

/** `running.set(key, promise)`, `inFlight.add(promise)`, taken off when the promise is settled. */
function listKeptPromises(file: SourceFile): Running[] {
  return getNodes(file.code, 'CallExpression').flatMap((call): Running[] => {
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type !== 'MemberExpression' || (method !== 'set' && method !== 'add')) return [];
    const value = call.arguments[method === 'set' ? 1 : 0];
    const slot = value ? findSlot(file, callee.object) : null;
    if (!slot || !value || !isKept(slot)) return [];
    const isTakenOff = slot.uses.some(({ node }) => isDeletedWhenSettled(node));
    return isTakenOff && isPromise(file, value) && !isGivenToCaller(file, call, value)
      ? [{ why: 'work', name: slot.name, slot, run: null, code: null, home: slot }]
      : [];
  });
}

/** `running.set(key, promise); return promise;`: who asked for the work has its promise, and a second one gets the same. */
function isGivenToCaller(file: SourceFile, call: Node, value: Node): boolean {
  const promise = findSlot(file, value);
  const fn = findEnclosingFunction(call);
  return (promise?.uses ?? []).some(({ node, fn: user }) => {
    const { parent } = getOuter(node);
    return user === fn && (parent?.type === 'ReturnStatement' || parent?.type === 'AwaitExpression');
  });
}

/** `promise.finally(() => running.delete(key))` */
function isDeletedWhenSettled(use: Node): boolean {
  const member = use.parent;
  if (member?.type !== 'MemberExpression' || getPropertyName(member) !== 'delete') return false;
  const call = findEnclosingFunction(member)?.parent;
  return call?.type === 'CallExpression' && CONTINUES.test(getLastName(call.callee) ?? '');
}

function isPromise(file: SourceFile, value: Node): boolean {
  const node = unwrap(value);
  if (node.type === 'Identifier') {
    const slot = findSlot(file, node);
    return slot?.uses.some((use) => use.value !== null && isPromise(file, use.value)) ?? false;
  }
  if (node.type !== 'CallExpression') return false;
  if (CONTINUES.test(getLastName(node.callee) ?? '')) return true;
  return (
    getOwnFunctions(file, node.callee).some((fn) => fn.async) || unwrap(node.callee).type === 'ArrowFunctionExpression'
  );
}

/** An async function with a loop that awaits, which the file starts and whose promise it drops. */
function listLoops(file: SourceFile): Running[] {
  const loops = [
    ...getNodes(file.code, 'WhileStatement'),
    ...getNodes(file.code, 'DoWhileStatement'),
    ...getNodes(file.code, 'ForStatement'),
  ];
  return loops.flatMap((loop): Running[] => {
    const run = findEnclosingFunction(loop);
    if (!run?.async || !loop.test) return [];
    const body = [...walk(file.code, loop.body, isFunction)];
    if (!body.some(({ type }) => type === 'AwaitExpression')) return [];
    const flags = [...walk(file.code, loop.test, isFunction)].flatMap((node) => {
      const slot = node.type === 'Identifier' || node.type === 'MemberExpression' ? findSlot(file, node) : null;
      return slot && isKept(slot) && slot.home !== run && slot.uses.some((use) => use.isWrite) ? [slot] : [];
    });
    const [flag] = flags;
    if (!flag || !isStartedHere(file, run)) return [];
    return [{ why: 'loop', name: flag.name, slot: null, run, code: loop.body, home: flag }];
  });
}

/** `this.timer = setInterval(async () => { … await … }, ms)` */
function listIntervals(file: SourceFile): Running[] {
  return getNodes(file.code, 'CallExpression').flatMap((call): Running[] => {
    if (getLastName(call.callee) !== 'setInterval' || !call.arguments[0]) return [];
    const [run] = listHandlers(file, call.arguments[0]);
    const target = getOuter(call).parent;
    const slot = target?.type === 'AssignmentExpression' ? findSlot(file, target.left) : null;
    if (!run?.async || !slot || !isKept(slot)) return [];
    const isWork = [...walk(file.code, run.body, isFunction)].some(({ type }) => type === 'AwaitExpression');
    return isWork ? [{ why: 'turn', name: slot.name, slot: null, run, code: run, home: slot }] : [];
  });
}

/** Does the stop end the work: set what it looks at, clear the timer that begins it, or empty the list of it? */
function endsIt(file: SourceFile, stop: Stop, running: Running): boolean {
  const { run, slot, home, why } = running;
  if (why === 'work') return slot !== null && (stopsTaking(file, stop, slot) || hasUse(stop, slot));
  const isCleared = [...stop.reach].some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some((node) => {
      const argument =
        node.type === 'CallExpression' && /^clear(?:Interval|Timeout)$/.test(getLastName(node.callee) ?? '')
          ? node.arguments[0]
          : null;
      const timer = argument && findSlot(file, argument);
      return !!timer && run !== null && timer.uses.some(({ value }) => value !== null && leadsTo(file, value, run));
    }),
  );
  if (isCleared) return slot !== null || stop.fn.async;
  if (why !== 'loop' && slot === null) return false;
  return why === 'loop'
    ? home.uses.some((use) => use.isWrite && isIn(stop, use.fn))
    : slot !== null && stopsRun(file, stop, run, slot);
}

function isIn(stop: Stop, fn: FunctionNode | null): boolean {
  return fn !== null && stop.reach.has(fn);
}

function hasUse(stop: Stop, slot: Slot): boolean {
  return slot.uses.some(({ fn }) => isIn(stop, fn));
}

/** Does the timer's callback come to the function? */
function leadsTo(file: SourceFile, timer: Node, run: FunctionNode): boolean {
  const call = unwrap(timer);
  if (call.type !== 'CallExpression' || !call.arguments[0]) return false;
  return listHandlers(file, call.arguments[0]).some((fn) => getReach(file, fn).has(run));
}

/** Does it set a flag that the run looks at? */
function stopsRun(file: SourceFile, stop: Stop, run: FunctionNode | null, busy: Slot): boolean {
  if (!run) return false;
  return [...walk(file.code, run.body, isFunction)].some((node) => {
    const flag = node.type === 'Identifier' || node.type === 'MemberExpression' ? findSlot(file, node) : null;
    return (
      !!flag &&
      flag !== busy &&
      flag.uses.some(
        (use) => use.isWrite && isIn(stop, use.fn) && !isIn({ ...stop, reach: getReach(file, run) }, use.fn),
      )
    );
  });
}

/** Does it set a flag that is looked at where work is taken? */
function stopsTaking(file: SourceFile, stop: Stop, list: Slot): boolean {
  const takers = list.uses.flatMap(({ fn }) => (fn && !stop.reach.has(fn) ? [fn] : []));
  return takers.some((fn) => stopsRun(file, stop, fn, list));
}

/** Does the stop wait for the work, or may it? A list that it reads, a promise that it keeps, a call that says so. */
function waits(file: SourceFile, stop: Stop, running: Running): boolean {
  const { slot } = running;
  const isOver = isSkipped(running);
  const own = [...stop.reach].filter((fn) => !isOver || fn !== running.run);
  const isRead = slot?.uses.some(({ node, isRead: reads, fn }) => {
    const member = node.parent;
    const isEmptied =
      member?.type === 'MemberExpression' &&
      member.object === node &&
      EMPTIES.test(getPropertyName(member) ?? '') &&
      getPropertyName(member) !== 'size';
    return reads && fn !== null && own.includes(fn) && !isEmptied;
  });
  if (isRead) return true;
  return own.some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some((node) => mayWait(file, node, running.run, isOver)),
  );
}

function mayWait(file: SourceFile, node: Node, run: FunctionNode | null, isOver: boolean): boolean {
  if (isLoop(node)) return node.type !== 'ForOfStatement' && node.type !== 'ForInStatement';
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression' && unwrap(callee.object).type === 'Super') return true;
    const isRun = getOwnFunctions(file, callee).some((fn) => fn === run);
    return isRun ? !isOver : WAITS_FOR_WORK.test(getLastName(callee) ?? '');
  }
  const value = node.type === 'AwaitExpression' || node.type === 'ReturnStatement' ? node.argument : null;
  const awaited = value && unwrap(value);
  // What was running is handed back.
  if (node.type === 'ReturnStatement' && awaited?.type === 'ArrayExpression') return true;
  // A promise that is kept in a field or variable.
  return (
    !!awaited &&
    (awaited.type === 'Identifier' || awaited.type === 'MemberExpression') &&
    findSlot(file, awaited) !== null
  );
}
