import { getNodes, walk } from '../../source/node-index.ts';
import { READING_COMMAND, RUNS_COMMAND } from '../../knowledge/child-kills.ts';
import { BEGIN_EVENT } from '../../knowledge/events.ts';
import { ACKNOWLEDGES } from '../../knowledge/job-consumers.ts';
import { findValue } from '../../semantics/functions.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { findVariable } from '../../source/variables.ts';
import {
  findEnclosingFunction,
  getLastName,
  getStaticString,
  isFunction,
  isInside,
  keepsFirst,
  unwrap,
} from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { escapePattern } from '../../kit/escape-pattern.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { getEndless } from '../no-unstoppable-loop/endless.ts';
import { getPauses } from '../../facts/pauses/pauses.ts';
import { getSignals, type StopSignal } from '../../facts/signals/signals.ts';
import { findCandidates } from './candidates.ts';
import { findFilling, type Filling } from '../../facts/signals/filling.ts';
import { isLastWork } from './last-work.ts';
import { isMutation } from './mutations.ts';
import { findResultUse, type ResultUse } from '../../facts/signals/result-use.ts';
import { findAbortedBy } from '../../facts/signals/same-signal.ts';
import { findTarget, type Target } from '../../facts/signals/targets.ts';

export type { Filling, Target };

/** A call that does not get the signal that is there for it. */
export interface Unpassed {
  readonly target: Target;
  readonly filling: Exclude<Filling, { state: 'signal' }>;
  readonly signals: readonly StopSignal[];
  /** Is the first signal surely the one that is meant? */
  readonly isSure: boolean;
  readonly use: ResultUse;
}

export interface Scope {
  /** Signals of controllers that the file itself makes, whoever aborts them, count as well. */
  readonly ownSignals: boolean;
  /** Calls that end soon by themselves count as well. */
  readonly briefCalls: boolean;
  /** Requests that may change something at the other side count as well. */
  readonly mutations: boolean;
}

/** Every call of the file that could be ended by a signal in scope and is not. */
export function getUnpassed(file: SourceFile, scope: Scope): Unpassed[] {
  const elsewhere = getReportedElsewhere(file);
  return getNodes(file.code, 'CallExpression').flatMap((call) =>
    elsewhere.has(call) ? [] : (findUnpassed(file, call, scope) ?? []),
  );
}

/** Pauses and endless iterations have their own rules. */
function getReportedElsewhere(file: SourceFile): ReadonlySet<Node> {
  return new Set([
    ...getPauses(file).map(({ node }) => node),
    ...getEndless(file).flatMap((endless): Node[] => (endless.form === 'iteration' ? [endless.source] : [])),
  ]);
}

function findUnpassed(file: SourceFile, call: TSESTree.CallExpression, scope: Scope): Unpassed | null {
  // The abort itself is waited for, so that it ends by itself then.
  if (findAbortedBy(file, call)) return null;
  const target = findTarget(file, call, () => getSignals(file, call).length > 0);
  if (!target || !canBeEnded(file, target, scope)) return null;
  const filling = findFilling(file, target);
  if (!filling || filling.state === 'signal' || (!scope.mutations && isMutation(file, target, filling))) return null;
  const candidates = findCandidates(file, call, scope.ownSignals);
  if (!candidates) return null;
  // `pMap(urls, (url) => fetch(url, { signal }))`: the work inside ends, and the call with it.
  const isWaiting = target.row?.endsWithCallback === true && target.row.effect === 'wait';
  if (
    candidates.signals.some(
      (signal) =>
        // A request for a lock waits before its callback begins.
        (!isWaiting && isUsedInCallback(file, call, signal)) || fallsBackTo(file, call, signal),
    )
  )
    return null;
  if (isAcknowledgement(call) || hasFullerTwin(file, call)) return null;
  if (!target.row && candidates.signals.some(({ text }) => isHolderGiven(file, call, text))) return null;
  const use = findResultUse(file, call, isEmitter(target));
  if (!use || (use === 'returned' && !target.isAsync) || isLastWork(file, call)) return null;
  const isGiven = filling.state !== 'time-limit' && candidates.signals.some(({ text }) => isArgument(file, call, text));
  if (isGiven && candidates.signals.some(({ text }) => isGivenBehind(file, target, text))) return null;
  // A signal in another place of the call: the edit cannot tell what was meant there.
  const isSure = candidates.isSure && !isGiven;
  return { target, filling, ...candidates, isSure, use };
}

/** Not where an abort loses something: file writes (facts 5c). Pipelines count where they end in a function. */
function canBeEnded(file: SourceFile, { row, call }: Target, { briefCalls }: Scope): boolean {
  if (!row) return !runsCommand(file, call) && !isSharedByCallers(file, call);
  if ((row.isBrief || (row.key === 'events#once' && (isBeginning(file, call) || isFlush(call)))) && !briefCalls)
    return false;
  if (row.effect !== 'write') return true;
  const last = call.arguments.findLast(({ type }) => type !== 'ObjectExpression');
  return row.optionsAt === 'last' && (last?.type === 'ArrowFunctionExpression' || last?.type === 'FunctionExpression');
}

/** `this.schema ??= load(signal)` in the function that is called: the next caller would get what this one has aborted. */
function isSharedByCallers(file: SourceFile, { callee }: TSESTree.CallExpression): boolean {
  return getOwnFunctions(file, callee).some((fn) =>
    [...walk(file.code, fn.body, isFunction)].some(
      (node) =>
        node.type === 'AssignmentExpression' &&
        keepsFirst(node) &&
        node.left.type === 'MemberExpression' &&
        [...walk(file.code, node.right, isFunction)].some(({ type }) => type === 'CallExpression'),
    ),
  );
}

/** `run(runtime, 'git am …')`, of the project: what the command has half done stays so. */
function runsCommand(file: SourceFile, { callee, arguments: args }: TSESTree.CallExpression): boolean {
  if (!RUNS_COMMAND.test(getLastName(callee) ?? '')) return false;
  const texts = args.map((argument) => file.code.getText(findValue(file, unwrap(argument)) ?? argument));
  return !texts.some((text) => READING_COMMAND.test(text));
}

/** `await once(stream, 'finish')`: what was written goes out first, and an abort would leave it cut off. */
function isFlush({ arguments: [, event] }: TSESTree.CallExpression): boolean {
  return getStaticString(event) === 'finish';
}

/** `await once(server, 'listening')` of a server that the function has made: an abort would leave it behind. */
function isBeginning(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const [emitter, event] = call.arguments;
  const made = emitter?.type === 'Identifier' ? findVariable(file, emitter)?.defs[0]?.name : null;
  const isOwn = !!made && findEnclosingFunction(made) === findEnclosingFunction(call);
  return isOwn && BEGIN_EVENT.has(getStaticString(event) ?? '') && (made as Node).parent?.type === 'VariableDeclarator';
}

function isUsedInCallback(
  { code }: SourceFile,
  { arguments: args }: TSESTree.CallExpression,
  { text }: StopSignal,
): boolean {
  return args.some(
    (argument) =>
      isFunction(argument) && new RegExp(`(?<![\\w$.])${escapePattern(text)}\\b`).test(code.getText(argument)),
  );
}

/** `const signal = options?.signal ?? ambient;` in the function that is called: it takes the module's signal by itself. */
function fallsBackTo(file: SourceFile, call: TSESTree.CallExpression, { definition }: StopSignal): boolean {
  const variable = definition.type === 'Identifier' ? findVariable(file, definition) : null;
  if (!variable || !/^(?:module|global)$/.test(variable.scope.type)) return false;
  return getOwnFunctions(file, call.callee).some((fn) =>
    variable.references.some(({ identifier }) => isInside(identifier, fn.body)),
  );
}

/** `run(name, { context })` with `context.signal` in scope: the function has the signal in what it is given. */
function isHolderGiven({ code }: SourceFile, { arguments: args }: TSESTree.CallExpression, text: string): boolean {
  const holder = text.replace(/[?!]*\.[\w$#]+$/, '');
  if (holder === text || holder === 'this') return false;
  const isHolder = (node: Node): boolean => code.getText(node) === holder;
  return args.some(
    (argument) =>
      isHolder(argument) ||
      (argument.type === 'ObjectExpression' &&
        argument.properties.some((property) => property.type === 'Property' && isHolder(property.value))),
  );
}

/** `more ? run(id, options) : run(id)`: the other call has what is to be given, and this one is for when that is nothing. */
function hasFullerTwin({ code }: SourceFile, call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  if (parent.type !== 'ConditionalExpression') return false;
  const other = parent.consequent === call ? parent.alternate : parent.consequent;
  return (
    other.type === 'CallExpression' &&
    other.arguments.length > call.arguments.length &&
    code.getText(other.callee) === code.getText(call.callee)
  );
}

/** What was taken off a queue is done: an abort here has it done once more. */
function isAcknowledgement(call: TSESTree.CallExpression): boolean {
  const [first] = call.arguments;
  const command = first?.type === 'NewExpression' ? (getLastName(first.callee) ?? '') : '';
  return ACKNOWLEDGES.test(command) || ACKNOWLEDGES.test(getLastName(call.callee) ?? '');
}

/** `fetchResult(url, { method }, signal)`: a function that takes options of a request often takes a signal of its own as well. */
function isGivenBehind(file: SourceFile, { call, slot, row }: Target, text: string): boolean {
  const { position } = slot;
  return !row && position !== 'last' && call.arguments.slice(position + 1).some((one) => isSignal(file, one, text));
}

function isArgument(file: SourceFile, { arguments: args }: TSESTree.CallExpression, text: string): boolean {
  return args.some((argument) => isSignal(file, argument, text));
}

/** `signal`, `withTimeout(signal)` */
function isSignal({ code }: SourceFile, argument: Node, text: string): boolean {
  if (argument.type === 'CallExpression') return argument.arguments.some((inner) => code.getText(inner) === text);
  return code.getText(argument) === text;
}

function isEmitter({ row }: Target): boolean {
  return row?.result === 'child' || row?.result === 'request';
}
