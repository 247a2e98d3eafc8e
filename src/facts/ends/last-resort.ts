import { walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  getStaticString,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { oncePerNode, type SourceFile } from '../../source/source-file.ts';
import { findOrigin, findOriginKey } from '../../semantics/origin.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findHandle, isCreation } from '../../semantics/find-handle.ts';
import { findNamedFunction } from '../../semantics/functions.ts';
import { findRole } from '../../semantics/callback-role.ts';
import { getKills } from './kills.ts';
import { listWorkers } from './worker-files.ts';
import { BYSTANDER_MODULE, NAMES_BYSTANDER, SPEAKS_OF_WAIT } from '../../knowledge/bystanders.ts';
import { NAMES_WORKERS } from '../../knowledge/worker-names.ts';
import { ASKS, SPEAKS_OF_FORCE, SPEAKS_OF_PRESENCE, SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * Was the worker given the time to end by itself before this kill? True when an awaited wait lies before it on every
 * path (`everyPath`), or on some path: what skips it is then the caller's choice or a worker that is gone already.
 */
export function isAfterWait(file: SourceFile, kill: Node, everyPath: boolean): boolean {
  for (const { anchor, owner } of levels(kill)) {
    const flow = getFlowAround(file, anchor);
    const waits = getWaits(file, owner, anchor, kill).filter((wait) => !everyPath || !isForOtherThing(file, wait));
    if (waits.length === 0) continue;
    // A call that fails before it can be awaited has started nothing.
    const starts = waits.flatMap((wait) => getAwaited(wait) ?? []);
    const guards = waits.flatMap((wait) => getGuards(file, wait, everyPath));
    if (!flow.hasPath('entry', anchor, [...waits, ...starts, ...guards])) return true;
    // The wait of the turn before was for another worker.
    if (!everyPath && isBehindOne(file, waits, anchor, kill)) return true;
  }
  return false;
}

/** Is there a way from one of the waits to the kill that does not come by another worker? */
function isBehindOne(file: SourceFile, waits: readonly Node[], anchor: Node, kill: Node): boolean {
  const flow = getFlowAround(file, anchor);
  const loops = getLoopsOver(file, kill, anchor);
  const listAround = (wait: Node): Node[] => loops.filter((loop) => loop !== wait && isInside(wait, loop));
  const inLoops = waits.filter((wait) => listAround(wait).length > 0);
  const others = waits.filter((wait) => listAround(wait).length === 0);
  return flow.hasPath(others, anchor) || inLoops.some((wait) => flow.hasPath(wait, anchor, listAround(wait)));
}

/** `await using worker = …; return await answer;`: does every way to the end of the block wait for the worker after that? */
export function endsWithWait(file: SourceFile, declarator: TSESTree.VariableDeclarator): boolean {
  const block = declarator.parent.parent;
  if (block.type !== 'BlockStatement') return false;
  const waits = [...walk(file.code, block, isFunction)].filter((node) => {
    const awaited = getAwaited(node);
    return awaited !== null && isWaitFor(file, awaited) && !isForOtherThing(file, node);
  });
  const posts = [...walk(file.code, block, isFunction)].filter(isRequest);
  const flow = getFlowAround(file, declarator);
  // What is asked of it last must have been waited for.
  const starts = posts.length > 0 ? posts : [declarator];
  const last = block.body.at(-1);
  // Behind the wait the worker may have been given more to do, or do more of its own accord.
  return (
    waits.some((wait) => last && isInside(wait, last)) && !starts.some((start) => flow.hasPath(start, 'end', waits))
  );
}

/**
 * Is the kill the body of a timer that was set after a request: the deadline of a bounded wait? `isSure`: the request
 * must say that it is one to stop; a job that takes too long was asked nothing.
 */
export function isDeadline(file: SourceFile, kill: Node, isSure: boolean): boolean {
  for (let fn = findEnclosingFunction(kill); fn; fn = findEnclosingFunction(fn)) {
    if (findRole(file, fn) !== 'timer') continue;
    const around = findNamedFunction(fn) ?? file.code.ast;
    for (const node of walk(file.code, around)) {
      if (isRequest(node) && !isInside(node, fn) && (!isSure || saysStop(file, node))) return true;
    }
  }
  return false;
}

function isRequest(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  return ASKS.test((callee.type === 'MemberExpression' ? getPropertyName(callee) : getLastName(callee)) ?? '');
}

/** `worker.postMessage({ type: 'stop' })`, `this.send(CLOSE)`, `controller.abort()` */
function saysStop(file: SourceFile, request: Node): boolean {
  for (const node of walk(file.code, request)) {
    const text = node.type === 'Identifier' || node.type === 'PrivateIdentifier' ? node.name : getStaticString(node);
    if (text !== null && SPEAKS_OF_STOP.test(text)) return true;
  }
  return false;
}

/** The kill itself, then the callback that it is in as a part of the function around, up to the first named function. */
function* levels(kill: Node): Generator<{ anchor: Node; owner: FunctionNode | TSESTree.Program }> {
  const named = findNamedFunction(kill);
  let anchor = kill;
  for (;;) {
    const owner = findEnclosingFunction(anchor);
    yield { anchor, owner: owner ?? (rootOf(anchor) as TSESTree.Program) };
    if (!owner || owner === named) return;
    anchor = owner;
  }
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

function getWaits(file: SourceFile, owner: FunctionNode | TSESTree.Program, anchor: Node, kill: Node): Node[] {
  return listWaitsOf(file, owner).filter(
    (node) =>
      !isInside(kill, node) &&
      !isInside(node, kill) &&
      !isOfReceiver(node, anchor) &&
      !isWorkerItself(file, node, kill) &&
      !isForOther(file, node, kill),
  );
}

/** The waits of a function, or of the top level, that may have to do with the end of a worker. */
const listWaitsOf = oncePerNode((file, owner: FunctionNode | TSESTree.Program): readonly Node[] =>
  [...walk(file.code, owner.type === 'Program' ? owner : owner.body, isFunction)].filter((node) => {
    const awaited = getAwaited(node);
    return awaited !== null && isWaitFor(file, awaited) && !isOneOfManyMessages(file, awaited);
  }),
);

function getAwaited(node: Node): Node | null {
  if (node.type === 'ForOfStatement') return node.await ? node.right : null;
  return node.type === 'AwaitExpression' || node.type === 'YieldExpression' ? (node.argument ?? null) : null;
}

/** The loops around the kill that take another worker on each turn. */
function getLoopsOver(file: SourceFile, kill: Node, anchor: Node): Node[] {
  const receiver = kill.type === 'CallExpression' ? unwrap(kill.callee) : kill;
  const names = [...walk(file.code, receiver)].filter((node) => node.type === 'Identifier');
  const places = names.flatMap((name) =>
    (findVariable(file, name)?.defs ?? []).map((definition) => definition.name as Node),
  );
  const loops: Node[] = [];
  for (let node = anchor.parent; node && !isFunction(node); node = node.parent) {
    const loop = node;
    if (isLoop(loop) && places.some((place) => isInside(place, loop))) loops.push(loop);
  }
  return loops;
}

/** `(await this.workers).forEach(kill)`, `for (const w of await this.workers)`: what is awaited is the workers, not their end. */
function isOfReceiver(wait: Node, anchor: Node): boolean {
  const call = anchor.parent;
  if (call?.type === 'CallExpression' && call.callee !== anchor && isInside(wait, call.callee)) return true;
  for (let node = anchor.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'ForOfStatement' && isInside(wait, node.right)) return true;
  }
  return false;
}

/** `const worker = await this.starting; worker.terminate();`: what is awaited is the worker, or the list of them. */
function isWorkerItself(file: SourceFile, wait: Node, kill: Node): boolean {
  const holder = wait.parent;
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier' || kill.type !== 'CallExpression')
    return false;
  const callee = unwrap(kill.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  if (receiver?.type !== 'Identifier') return false;
  if (receiver.name === holder.id.name) return true;
  const list = findListOf(file, receiver);
  return list?.type === 'Identifier' && list.name === holder.id.name;
}

/** `workers` of `workers.forEach((w) => …)` and `for (const w of workers)`, given `w`. */
function findListOf(file: SourceFile, element: TSESTree.Identifier): Node | null {
  const definition = findVariable(file, element)?.defs[0];
  if (definition?.type === 'Variable') {
    const loop = definition.node.parent.parent;
    return loop.type === 'ForOfStatement' ? unwrap(loop.right) : null;
  }
  const call = definition?.type === 'Parameter' ? definition.node.parent : null;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null;
  return callee?.type === 'MemberExpression' ? unwrap(callee.object) : null;
}

/** `await stopWorker(a); b.terminate();`, where each was made on its own. */
function isForOther(file: SourceFile, wait: Node, kill: Node): boolean {
  const callee = kill.type === 'CallExpression' ? unwrap(kill.callee) : null;
  const own = callee?.type === 'MemberExpression' ? findHandle(file, callee.object)?.creation : null;
  const waitedFor = own ? listWaitedFor(file, wait) : [];
  return waitedFor.length > 0 && !waitedFor.includes(own as Node);
}

/** Where the workers that a wait speaks of are made. */
const listWaitedFor = oncePerNode((file, wait: Node): readonly Node[] => {
  const named = [...walk(file.code, getAwaited(wait) ?? wait)].filter(isNamed);
  return named.flatMap((node) => findHandle(file, node)?.creation ?? []);
});

/** `await once(worker, 'message')` of a worker that sends one after the other, and holds something meanwhile. */
function isOneOfManyMessages(file: SourceFile, awaited: Node): boolean {
  const call = unwrap(awaited);
  if (call.type !== 'CallExpression' || findOriginKey(file, call.callee) !== 'events#once') return false;
  const [worker, event] = call.arguments;
  const handle = worker && getStaticString(event) === 'message' ? findHandle(file, worker) : null;
  return (
    handle !== null && listWorkers(file, handle).some(({ holdings }) => holdings.streams && holdings.holds.length > 0)
  );
}

/** `if (!exited) { ask; wait }`: what skips the wait is a worker that is gone, or the caller's wish. */
function getGuards(file: SourceFile, wait: Node, everyPath: boolean): Node[] {
  const guards: Node[] = [];
  for (let node = wait; node.parent && !isFunction(node.parent); node = node.parent) {
    const parent = node.parent;
    if (
      parent.type === 'IfStatement' &&
      parent.consequent === node &&
      !parent.alternate &&
      mayBeSkipped(file.code.getText(parent.test), everyPath)
    ) {
      guards.push(parent);
    }
  }
  return guards;
}

function mayBeSkipped(test: string, everyPath: boolean): boolean {
  return SPEAKS_OF_PRESENCE.test(test) || (!everyPath && SPEAKS_OF_FORCE.test(test));
}

/** `await this.logger.flush()`, `await fetch(url)`: nothing that the worker would take part in; a remote of its is. */
const isForOtherThing = oncePerNode((file, wait: Node): boolean => {
  const awaited = getAwaited(wait);
  const call = awaited && unwrap(awaited);
  if (call?.type !== 'CallExpression') return false;
  let callee = unwrap(call.callee);
  if (isOfOtherFile(file, call)) return true;
  if (callee.type === 'Identifier') return NAMES_BYSTANDER.test(callee.name);
  while (callee.type === 'MemberExpression') {
    callee = unwrap(callee.object);
    if (NAMES_BYSTANDER.test(getLastName(callee) ?? '') && !findHandle(file, callee)) return true;
  }
  return false;
});

/** A function of another module that is given nothing of a worker, and does not say that it ends or awaits something. */
function isOfOtherFile(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const origin = findOrigin(file, call.callee);
  if (!origin || origin.module === '') return false;
  if (SPEAKS_OF_STOP.test(origin.path) || SPEAKS_OF_WAIT.test(origin.path)) return false;
  if (NAMES_WORKERS.test(`${origin.module} ${origin.path}`)) return false;
  return !call.arguments.some((argument) => mentionsWorker(file, argument));
}

function mentionsWorker(file: SourceFile, node: Node): boolean {
  for (const inner of walk(file.code, node))
    if (inner.type === 'ThisExpression' || (isNamed(inner) && findHandle(file, inner))) return true;
  return false;
}

function isNamed({ type }: Node): boolean {
  return type === 'Identifier' || type === 'MemberExpression';
}

/** Can the awaited value have anything to do with the end of the worker's work? */
function isWaitFor(file: SourceFile, argument: Node): boolean {
  const value = unwrap(argument);
  if (value.type === 'ImportExpression' || value.type === 'Literal') return false;
  if (isCreation(file, value)) return false;
  if (value.type === 'CallExpression') {
    const origin = findOrigin(file, value.callee);
    if (origin && BYSTANDER_MODULE.has(origin.module)) return false;
  }
  return !getKills(file).some((kill) => isInside(kill.node, value)) && !isListOfKills(file, value);
}

/** `await Promise.all(terminations)`: awaiting kills is no drain. */
function isListOfKills(file: SourceFile, value: Node): boolean {
  const call = value.type === 'CallExpression' ? value : null;
  const list = call?.arguments[0] && unwrap(call.arguments[0]);
  if (list?.type !== 'Identifier') return false;
  return getKills(file).some(({ node }) => {
    const push = node.parent?.type === 'CallExpression' ? unwrap(node.parent.callee) : null;
    return push?.type === 'MemberExpression' && getLastName(push.object) === list.name;
  });
}
