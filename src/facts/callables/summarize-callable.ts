import { walk } from '../../source/node-index.ts';
import { getOuter, isFunction, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { CallableSummary, PauseDelay } from '../../source/summary.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { getFlow } from '../../flow/index.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { findMost } from '../../semantics/static-number.ts';
import { findDefinedPause } from '../pauses/pause-definition.ts';
import { listSlots } from '../signals/signal-slot.ts';
import { isOwnModule } from './link-callable.ts';
import { findOwnFunction } from './own-function.ts';
import { canLeave, findStopBehaviour, type AskOwn } from './stop-behaviour.ts';

/** So many calls of other files' functions are kept. */
const MOST_CALLS = 8;

/** Calls in called functions are followed so far: no code has more layers, and a chain of a thousand would overflow the stack. */
const MOST_LAYERS = 100;

const getState = oncePerFile(() => ({ known: new Map<FunctionNode, CallableSummary | null>(), layers: 0 }));

/** What a function says of itself; null for a generator, and for one that is being asked about. */
export function summarizeCallable(file: SourceFile, fn: FunctionNode): CallableSummary | null {
  const state = getState(file);
  const { known } = state;
  const answer = known.get(fn);
  if (answer !== undefined) return answer;
  if (state.layers > MOST_LAYERS) return null;
  // A function that calls itself is asked about while it is being asked about.
  known.set(fn, null);
  state.layers += 1;
  const summary = fn.generator ? null : summarize(file, fn, (callee) => findOwnSummary(file, callee));
  state.layers -= 1;
  known.set(fn, summary);
  return summary;
}

function findOwnSummary(file: SourceFile, callee: Node): CallableSummary | null {
  const fn = findOwnFunction(file, callee);
  return fn && summarizeCallable(file, fn);
}

function summarize(file: SourceFile, fn: FunctionNode, ask: AskOwn): CallableSummary {
  const pause = findDefinedPause(file, fn);
  const type = fn.returnType?.typeAnnotation;
  const isPromise = type?.type === 'TSTypeReference' && /^Promise\b/.test(file.code.getText(type));
  return {
    slots: listSlots(file, fn),
    pause: pause && { delay: getDelay(file, fn, pause.delay) },
    ...findStopBehaviour(file, fn, ask),
    isAsync: fn.async || isPromise || pause !== null,
    calls: listCalls(file, fn, ask),
  };
}

function getDelay(file: SourceFile, { params }: FunctionNode, delay: Node | undefined): PauseDelay {
  if (!delay) return { ms: 0 };
  const value = unwrap(delay);
  const position = params.findIndex((parameter) => {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    return name.type === 'Identifier' && value.type === 'Identifier' && name.name === value.name;
  });
  const parameter = params[position];
  if (parameter) {
    const otherwise = parameter.type === 'AssignmentPattern' ? findMost(file.code, parameter.right) : null;
    return { parameter: position, otherwise };
  }
  const ms = findMost(file.code, value);
  return ms === null ? 'unknown' : { ms };
}

/** Imported functions that are called, or awaited, on every way through the function, itself or by others of the file. */
function listCalls(file: SourceFile, fn: FunctionNode, ask: AskOwn): CallableSummary['calls'] {
  const calls: CallableSummary['calls'][number][] = [];
  for (const node of walk(file.code, fn.body, isFunction)) {
    if (node.type !== 'CallExpression' || calls.length >= MOST_CALLS) continue;
    const { parent } = getOuter(node);
    const isAwaited = parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement' || parent === fn;
    const found = listOfCall(file, node.callee, isAwaited, ask);
    if (found.length === 0 || !canLeave(file, node, fn)) continue;
    if (parent === fn || !getFlow(file, fn).hasPath('entry', 'end', [node])) calls.push(...found);
  }
  return calls;
}

function listOfCall(file: SourceFile, callee: Node, isAwaited: boolean, ask: AskOwn): CallableSummary['calls'] {
  const origin = findOrigin(file, callee);
  if (origin)
    return isOwnModule(file, origin.module) ? [{ specifier: origin.module, name: origin.path, isAwaited }] : [];
  const own = ask(callee);
  return own && (isAwaited || !own.isAsync) ? own.calls : [];
}
