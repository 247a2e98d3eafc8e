import { isBuiltin } from 'node:module';
import { isAbsolute } from 'node:path';
import { KEEPS_FOR_LATER } from '../../knowledge/messages.ts';
import { STOP_WORD } from '../../knowledge/stop-words.ts';
import { getImports } from '../../semantics/imports.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { WorkerFile } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { listNamed } from './called-functions.ts';
import { hasEnding } from './endings.ts';
import { asksForStop } from './ends-after.ts';
import { getKeepAlive } from './keep-alive.ts';
import { getListeners } from './listener.ts';
import { getListening } from './listening.ts';
import { isPortHandedOn } from './port-uses.ts';

/** A listener where a branch for a stop can stand in front of all that it does, so that the thread ends once it is idle. */
export interface HearingPlace {
  readonly call: TSESTree.CallExpression;
  readonly port: TSESTree.MemberExpression;
  readonly handler: FunctionNode;
  readonly parameter: TSESTree.Identifier | TSESTree.ObjectPattern;
  /** In the worker's own shape; one that no task can be. */
  readonly message: { readonly value: string; readonly field: string | null };
  /** May the message be no object, so that its field has to be read with care? */
  readonly isOpaque: boolean;
  /** Intervals that hold the thread as well, by the names that they are kept under. */
  readonly timers: readonly string[];
}

const STOP = 'stop';

/**
 * The file's worker, where a branch for a stop changes nothing until somebody asks and ends the thread then: no message asks
 * for it yet, what it hears is all known, and nothing but this file holds the thread. Null where any of it is not known.
 */
export function findDeafWorker(file: SourceFile): WorkerFile | null {
  if (!file.project.isLinked || !isAbsolute(file.filename)) return null;
  const worker = file.project.getIndex().findWorker(file.filename);
  if (!worker || worker.depth > 0 || worker.isShared || worker.mayEnd) return null;
  // The file may have been edited since the others were read.
  if (hasEnding(file) || getListening(file).messages.some(asksForStop)) return null;
  if (worker.hears.some(asksForStop) || worker.keepers?.some((keeper) => keeper !== worker.file) !== false) return null;
  if (worker.isOpen && !keepsToItself(file)) return null;
  const isPlain = worker.starts.every(
    ({ kind, library, reason }) => kind === 'worker' && library === 'worker_threads' && reason === 'resolved',
  );
  return isPlain ? worker : null;
}

/** Does no message leave the file, and does no text of it ask for a stop? Then it hears none, wherever messages are kept. */
function keepsToItself(file: SourceFile): boolean {
  const { entries, hasUnknown } = getImports(file);
  if (hasUnknown || isPortHandedOn(file) || !entries.every(({ specifier }) => isBuiltin(specifier))) return false;
  return getNodes(file.code, 'Literal').every(({ value }) => typeof value !== 'string' || !STOP_WORD.test(value));
}

/**
 * How a deaf worker can learn to hear a stop that ends `held`, a loop or what goes round otherwise: by the branch of a
 * listener, or by a first listener (null) where its thread has none. Undefined where neither is sure.
 */
export function findHearing(file: SourceFile, held: Node): HearingPlace | null | undefined {
  const worker = findDeafWorker(file);
  if (!worker) return undefined;
  const asked = worker.starts.flatMap(({ posts }) => posts.filter(asksForStop));
  if (worker.listens || getListeners(file).some(({ channel }) => channel !== 'other'))
    return asked.length > 0 ? undefined : (findHearingPlace(file, held) ?? undefined);
  const isWord = asked.every(({ value, field }) => value === STOP && field === null);
  return isWord && getKeepAlive(file).every(({ node }) => isPartOf(node, held)) ? null : undefined;
}

function isPartOf(node: Node, held: Node | null): boolean {
  return held !== null && (isInside(node, held) || isInside(held, node));
}

/**
 * The only listener of a deaf worker; null where a branch in front of it could take a task for a stop, or would not end the
 * thread. `held`: what a stop is going to end besides.
 */
export function findHearingPlace(file: SourceFile, held: Node | null = null): HearingPlace | null {
  const listeners = getListeners(file).filter(({ channel }) => channel !== 'other');
  const [only] = listeners;
  if (!only || listeners.length > 1 || only.kind !== 'handler' || only.channel !== 'port' || !only.handler) return null;
  const call = only.node;
  const port = call.type === 'CallExpression' ? unwrap(call.callee) : null;
  if (call.type !== 'CallExpression' || port?.type !== 'MemberExpression' || !isOfModule(file, port.object))
    return null;
  const [handler, ...others] = listNamed(file, only.handler);
  const parameter = handler?.params[0];
  if (!handler || others.length > 0 || handler.generator || handler.params.length > 1) return null;
  if (parameter?.type !== 'Identifier' && parameter?.type !== 'ObjectPattern') return null;
  const keepers = getKeepAlive(file).filter(({ node }) => !isPartOf(node, held));
  const timers = keepers.map(({ kind, node }) => (kind === 'interval' ? findTimer(file, node) : null));
  if (timers.some((timer) => timer === null) || waitsForOwner(file)) return null;
  const told = findMessage(file, parameter);
  return told && { call, port, handler, parameter, ...told, timers: timers as string[] };
}

/** `parentPort` as the whole file knows it. */
function isOfModule(file: SourceFile, object: Node): boolean {
  const node = unwrap(object);
  if (node.type !== 'Identifier' || findOriginKey(file, node) !== 'worker_threads#parentPort') return false;
  return findVariable(file, node)?.scope.block.type === 'Program';
}

/** `timer` of `const timer = setInterval(…)` at the top of the file. */
function findTimer(file: SourceFile, call: Node): string | null {
  const { parent } = call;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return null;
  return findVariable(file, parent.id)?.scope.block.type === 'Program' ? parent.id.name : null;
}

/** Is a promise settled from outside, as by a later message? Then a thread that seems idle may be waiting for its owner. */
function waitsForOwner(file: SourceFile): boolean {
  return getNodes(file.code, 'NewExpression').some(({ callee, arguments: [executor] }) => {
    if (!isFunction(executor) || findOriginKey(file, callee) !== '#Promise') return false;
    return executor.params.some((param) => {
      const variable = param.type === 'Identifier' ? findVariable(file, param) : null;
      return variable?.references.some(({ identifier }) => isKept(identifier)) ?? true;
    });
  });
}

function isKept({ parent, ...node }: Node): boolean {
  if (parent?.type === 'Property' || parent?.type === 'ArrayExpression') return true;
  if (parent?.type === 'AssignmentExpression') return parent.right.range[0] === node.range[0];
  const callee = parent?.type === 'CallExpression' ? unwrap(parent.callee) : null;
  return callee?.type === 'MemberExpression' && KEEPS_FOR_LATER.has(getPropertyName(callee) ?? '');
}

type Told = Pick<HearingPlace, 'message' | 'isOpaque'>;

/** The word by which a stop is told from every task; null where none is sure. */
function findMessage(file: SourceFile, parameter: HearingPlace['parameter']): Told | null {
  const text: Told = { message: { value: STOP, field: null }, isOpaque: false };
  const type = parameter.typeAnnotation?.typeAnnotation.type;
  const isTyped = type !== undefined && type !== 'TSAnyKeyword';
  const fields = new Set(getListening(file).messages.map(({ field }) => field));
  const [field] = fields;
  const isOwnField = field !== undefined && field !== null && !field.includes('.') && fields.size === 1;
  // A typed field would have to know the word.
  if (isOwnField && !isTyped) return { message: { value: STOP, field }, isOpaque: false };
  if (parameter.type === 'ObjectPattern') return text;
  if (type === 'TSUnknownKeyword') return null;
  const variable = findVariable(file, parameter);
  if (variable && isObject(variable)) return text;
  return isTyped || fields.size > 0 ? null : { message: { value: STOP, field: 'type' }, isOpaque: true };
}

/** Is the value taken apart, and never used as a whole? Then no text is a task. */
function isObject({ references }: Variable): boolean {
  const parts = references.map(({ identifier }) => findPart(identifier as Node));
  return parts.length > 0 && parts.every((part) => part !== null) && parts.some((part) => part !== 'length');
}

/** The name of a property that is read; `{}` where it is taken apart, `length` where a text may have it as well; else null. */
function findPart(node: Node): string | null {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'ObjectPattern' ? '{}' : null;
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return null;
  const isCalled = parent.parent.type === 'CallExpression' && parent.parent.callee === parent;
  return isCalled ? 'length' : getPropertyName(parent);
}
