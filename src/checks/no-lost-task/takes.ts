import { KEEPS_COUNT, REDIS_TAKES, TAKES_OFF } from '../../knowledge/queues.ts';
import { findSlot } from '../../facts/units/slots.ts';
import { getCallsNamed } from '../../source/calls-named.ts';
import {
  findEnclosingFunction,
  getOuter,
  getPropertyName,
  getRoot,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** A task, or a batch of them, that a function has taken off a queue which lives longer than its call. */
export interface Take {
  /** The call that takes it off. */
  readonly call: TSESTree.CallExpression;
  /** How the code writes the queue. */
  readonly queue: string;
  /** The names under which the function has it. */
  readonly variables: readonly Variable[];
  /** The method that puts one task back; null where none is known to. */
  readonly putBack: string | null;
  /** Is the queue seen to outlive the stop, or may all that is left in it be thrown away with its owner anyway? */
  readonly isKept: boolean;
}

const TAKES = [...TAKES_OFF.keys(), ...REDIS_TAKES];

export function getTakes(file: SourceFile): Take[] {
  return [
    ...getCallsNamed(file, TAKES).flatMap((call) => findTake(file, call) ?? []),
    ...getCallsNamed(file, ['delete']).flatMap((call) => findDeleted(file, call) ?? []),
  ];
}

/** `const task = this.queue.shift()`, `task = await redis.brpop('jobs', 0)`. */
function findTake(file: SourceFile, call: TSESTree.CallExpression): Take | null {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (callee.type !== 'MemberExpression' || name === null) return null;
  const isRedis = REDIS_TAKES.has(name);
  if (!isRedis && !TAKES_OFF.has(name)) return null;
  const outer = getOuter(call);
  const isAwaited = outer.parent?.type === 'AwaitExpression';
  if (isRedis && !isAwaited) return null;
  const variable = findKept(file, isAwaited && outer.parent ? outer.parent : outer);
  if (!variable || (!isRedis && !outlives(file, callee.object, call))) return null;
  const putBack = isRedis ? null : (TAKES_OFF.get(name) ?? null);
  const isKept = isRedis || isUsedByOthers(file, callee.object);
  return { call, queue: file.code.getText(callee.object), variables: [variable], putBack, isKept };
}

/** The variable that a value is kept under, for as long as the function's turn. */
function findKept(file: SourceFile, value: Node): Variable | null {
  const outer = getOuter(value);
  const { parent } = outer;
  const name =
    parent?.type === 'VariableDeclarator' && parent.init === outer
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === outer
        ? parent.left
        : null;
  return name?.type === 'Identifier' ? findVariable(file, name) : null;
}

/** Does the queue live on when the function is left? A list of its own, as of a search, goes with it. */
function outlives(file: SourceFile, queue: Node, call: Node): boolean {
  const root = getRoot(queue);
  if (root.type === 'ThisExpression') return true;
  const variable = root.type === 'Identifier' ? findVariable(file, root) : null;
  const definition = variable?.defs[0];
  const fn = findEnclosingFunction(call);
  if (!definition || !fn) return definition !== undefined;
  return definition.type === 'Parameter' || !isInside(definition.name, fn);
}

/**
 * A list of the file, or that somebody else has given, outlives a stop. One of an object or of a call goes with it, unless something
 * else of the object takes from it too.
 */
function isUsedByOthers(file: SourceFile, queue: Node): boolean {
  const slot = findSlot(file, queue);
  if (!slot || slot.home.type === 'Program' || slot.variable?.defs[0]?.type === 'Parameter') return true;
  const takers = new Set(
    slot.uses.flatMap(({ node, fn, isRead }) => {
      const method = node.parent?.type === 'MemberExpression' ? getPropertyName(node.parent) : null;
      // What is taken to be thrown away nobody has either.
      const isDropped = node.parent?.parent?.parent?.type === 'ExpressionStatement';
      return isRead && fn && !isDropped && !KEEPS_COUNT.test(method ?? '') ? [fn] : [];
    }),
  );
  return takers.size > 1;
}

/** `for (const [id, task] of tasks) { tasks.delete(id); … }` */
function findDeleted(file: SourceFile, call: TSESTree.CallExpression): Take | null {
  const deleting = unwrap(call.callee);
  if (deleting.type !== 'MemberExpression') return null;
  const queue = file.code.getText(deleting.object);
  const loop = findLoopOver(file, call, queue);
  if (!loop || !outlives(file, deleting.object, loop)) return null;
  const variables = file.code.scopeManager?.getDeclaredVariables(loop.left) ?? [];
  // What is not used from then on is struck off a register, and was no task.
  const isUsedAfter = variables.some(({ references }) =>
    references.some(({ identifier }) => identifier.range[0] > call.range[1]),
  );
  const isKept = isUsedByOthers(file, deleting.object);
  return isUsedAfter ? { call, queue, variables, putBack: null, isKept } : null;
}

/** The loop over `queue`, or over its `entries()`, that the call is in, in the same function. */
function findLoopOver(file: SourceFile, call: Node, queue: string): TSESTree.ForOfStatement | null {
  for (let node: Node | undefined = call.parent; node && !isFunction(node); node = node.parent) {
    if (node.type !== 'ForOfStatement' || !isInside(call, node.body)) continue;
    const right = unwrap(node.right);
    const callee = right.type === 'CallExpression' ? unwrap(right.callee) : null;
    const source = callee?.type === 'MemberExpression' ? callee.object : right;
    if (file.code.getText(source) === queue) return node;
  }
  return null;
}
