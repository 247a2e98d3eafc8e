import { getLastName, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { SignalSlot } from '../../source/summary.ts';
import type { CancellableRow } from '../../knowledge/types.ts';
import { findCancellableRow } from '../../semantics/platform-rows.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { findSleepRow } from '../../semantics/rows.ts';
import { findCallable } from '../callables/find-callable.ts';
import { findVariable } from '../../source/variables.ts';

/** A call that can be ended by a signal. */
export interface Target {
  readonly call: TSESTree.CallExpression;
  readonly slot: SignalSlot;
  /** What is known about it; null for a function of the project. */
  readonly row: CancellableRow | null;
  /** Does it surely give a promise, also where nobody awaits it? */
  readonly isAsync: boolean;
}

/** Makes something that outlives the call, or must not be left half done, whatever its signal is for. */
const LASTING_OR_LOSING =
  /^_?(?:create|make|build|new|register|subscribe|on[A-Z]|add|use[A-Z]|listen|watch|start|spawn|launch|connect|open|init|setup|install|save|write|persist|commit|store|put|flush|publish|ack|append|schedule|enqueue|defer|combine|merge|link|compose|any|is|has|throwIf|check|assert|log|track|report|emit|dispatch|notify)/;

/** Functions whose first argument may be a request with a signal of its own. */
const TAKES_REQUEST = /fetch|^(?:ky|got|axios)\b/;

/**
 * What a call takes its signal by; null when nothing says that it takes one. Pauses are left to their own rule. Functions of
 * other files are asked for when `mayAsk` says so, which costs reading them.
 */
export function findTarget(
  file: SourceFile,
  call: TSESTree.CallExpression,
  mayAsk: () => boolean = () => true,
): Target | null {
  if (findSleepRow(file, call)) return null;
  const row = findCancellableRow(file, call);
  if (row && TAKES_REQUEST.test(row.key) && holdsRequest(file, call.arguments[0])) return null;
  if (row) return { call, slot: { position: row.optionsAt, option: row.option ?? 'signal' }, row, isAsync: true };
  return findProjectTarget(file, call, mayAsk);
}

/** `fetch(request)`: a request object may have its signal already. */
function holdsRequest(file: SourceFile, argument: Node | undefined): boolean {
  const value = argument && unwrap(argument);
  if (value?.type === 'NewExpression') return getLastName(value.callee) !== 'URL';
  if (value?.type !== 'Identifier') return false;
  if (/req(?:uest)?$|^input$/i.test(value.name)) return true;
  const definition = findVariable(file, value)?.defs[0];
  const init = definition?.type === 'Variable' ? definition.node.init : null;
  return init?.type === 'NewExpression' && getLastName(init.callee) !== 'URL';
}

function findProjectTarget(file: SourceFile, call: TSESTree.CallExpression, mayAsk: () => boolean): Target | null {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (name === null || LASTING_OR_LOSING.test(name.replace(/^#/, ''))) return null;
  const origin = findOrigin(file, callee);
  if (origin && (LASTING_OR_LOSING.test(origin.path) || !mayAsk())) return null;
  const callable = findCallable(file, callee);
  return callable?.signal ? { call, slot: callable.signal, row: null, isAsync: callable.isAsync } : null;
}
