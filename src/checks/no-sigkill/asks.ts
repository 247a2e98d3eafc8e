import {
  ASKS_BY_NAME,
  ASKS_CHILD,
  ENDS_BY_NUMBER,
  HARD_SIGNAL,
  NETWORK_CALL,
  SENDS_WORD,
  SOFT_SIGNAL,
  TREE_KILL,
} from '../../knowledge/child-kills.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { getReach } from '../../facts/units/reach.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import {
  getLastName,
  getOuter,
  getPropertyName,
  getStaticString,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';
import { isOfAnother } from './belongings.ts';

/** The signal that no process can hear. */
export function isHard(node: Node | undefined): boolean {
  const value = node && unwrap(node);
  return value !== undefined && (HARD_SIGNAL.has(getStaticString(value)) || isNine(value));
}

function isNine(node: Node): boolean {
  return node.type === 'Literal' && HARD_SIGNAL.has(node.value);
}

/** A signal that a process can hear. */
export function isSoft(argument: Node): boolean {
  return SOFT_SIGNAL.has(getStaticString(argument) ?? '');
}

/** The calls of some code by which a child is asked to end: a signal, a message, the end of its input, a request to it. */
export function listAsks(file: SourceFile, around: Node, kill: Node, child: Node | null): Node[] {
  return [...walk(file.code, around)].filter((node) => isAsk(file, node, kill, child, false));
}

function isAsk(file: SourceFile, node: Node, kill: Node, child: Node | null, isInside: boolean): boolean {
  if (node === kill || node.type !== 'CallExpression' || node.arguments.some(isHard)) return false;
  if (asksOverOtherChannel(file, node)) return true;
  const target = child && findTarget(file, node);
  if (child && target && isOfAnother(file, target, child)) return false;
  if (node.arguments.some(isSoft)) return true;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return TREE_KILL.has(findOriginKey(file, callee) ?? '');
  const method = getPropertyName(callee) ?? '';
  if (method === 'kill' && isGivenHard(file, node.arguments[0])) return false;
  if (!ASKS_CHILD.has(method) || (method === 'end' && isInput(file, node))) return false;
  if (unwrap(callee.object).type !== 'ThisExpression') return true;
  // A method's own calls of others are in its reach.
  return !isInside && asksInside(file, node, kill, child);
}

/** `this.close()`, a method of the file: what counts is what it does; of another file, it may ask. */
function asksInside(file: SourceFile, call: TSESTree.CallExpression, kill: Node, child: Node | null): boolean {
  const functions = getOwnFunctions(file, call.callee);
  const bodies = functions.flatMap((fn) => [...getReach(file, fn)].map(({ body }): Node => body));
  return (
    functions.length === 0 ||
    bodies.some((body) => [...walk(file.code, body, isFunction)].some((node) => isAsk(file, node, kill, child, true)))
  );
}

/** What a kill or a request is about: `child` of `child.kill()`, `pid` of `process.kill(pid)` and `treeKill(pid)`. */
export function findTarget(file: SourceFile, call: TSESTree.CallExpression): Node | null {
  const callee = unwrap(call.callee);
  const isByNumber = ENDS_BY_NUMBER.test(findOriginKey(file, callee) ?? '');
  if (isByNumber) return call.arguments[0] ?? null;
  return callee.type === 'MemberExpression' ? callee.object : null;
}

/** `const send = (signal) => child.kill(signal)`, which is called with SIGKILL only. */
function isGivenHard(file: SourceFile, signal: Node | undefined): boolean {
  const definition = signal?.type === 'Identifier' ? findVariable(file, signal)?.defs[0] : undefined;
  const fn = definition?.type === 'Parameter' ? (definition.node as Node) : null;
  if (!isFunction(fn)) return false;
  const at = fn.params.findIndex((param) => param === definition?.name);
  const uses = at < 0 ? [] : getUses(file, fn);
  return (
    uses.length > 0 && uses.every(({ parent }) => parent?.type === 'CallExpression' && isHard(parent.arguments[at]))
  );
}

/** `child.stdin.end(text)`: its work, not a request to end. */
function isInput(file: SourceFile, { callee, arguments: [text] }: TSESTree.CallExpression): boolean {
  const stream = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  return text !== undefined && stream !== null && getLastName(stream) === 'stdin' && !saysStop(file, text);
}

/** `await fetch(`http://localhost:${port}/quit`)`, `await this.rpc('shutdown')`: what runs in the child serves requests. */
function asksOverOtherChannel(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const isAwaited = getOuter(call).parent?.type === 'AwaitExpression';
  if (isAwaited && ASKS_BY_NAME.test(getLastName(call.callee) ?? '')) return true;
  const isRequest =
    NETWORK_CALL.test(findOriginKey(file, call.callee) ?? '') ||
    (isAwaited && SENDS_WORD.test(getLastName(call.callee) ?? ''));
  return isRequest && call.arguments.some((argument) => saysStop(file, argument));
}

/** A word, path or name of a stop; a sentence is for readers. */
function saysStop(file: SourceFile, argument: Node): boolean {
  return [...walk(file.code, argument)].some((node) => {
    const text =
      node.type === 'TemplateElement'
        ? node.value.raw
        : node.type === 'Identifier'
          ? (node.parent === argument.parent && node.name) || null
          : getStaticString(node);
    return typeof text === 'string' && !/\s/.test(text) && SPEAKS_OF_STOP.test(text) && !isHeader(node);
  });
}

/** `headers: { connection: 'close' }` */
function isHeader(node: Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.type === 'Property' && getPropertyName(outer) === 'headers') return true;
    if (outer.type === 'CallExpression') return false;
  }
  return false;
}
