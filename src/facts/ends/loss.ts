import { HELD_PHRASES, OWED_PHRASES } from '../../knowledge/holdings.ts';
import { SURE_STOP } from '../../knowledge/messages.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { getFlow } from '../../flow/index.ts';
import { findHandle, type Handle } from '../../semantics/find-handle.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { Holding, WorkerFile } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { getHoldings } from '../holdings/holdings.ts';
import { getListening } from '../messages/listening.ts';
import type { Kill } from './kills.ts';
import { findOwnSource } from './stop-message.ts';
import { listWorkers } from './worker-files.ts';

/** What is lost by a kill. `phrase` goes on behind "is killed while it may". */
export type Loss = { readonly is: 'lost'; readonly phrase: string } | { readonly is: 'nothing' | 'unknown' };

const NOTHING: Loss = { is: 'nothing' };
const UNKNOWN: Loss = { is: 'unknown' };

/** What the kill of a worker loses, by what its file is seen to hold and what was posted to it on the way to the kill. */
export function findLoss(file: SourceFile, kill: Kill): Loss {
  if (kill.how === 'pool') return UNKNOWN;
  const task = findPostedTask(file, kill);
  if (task !== null) return { is: 'lost', phrase: `be at work on what was posted at line ${task}` };
  const own = kill.handle.creation ? findOwnSource(file, kill.handle.creation) : undefined;
  if (own === null) return UNKNOWN;
  if (own) return judgeSource(file, own);
  const workers = listWorkers(file, kill.handle);
  const losses = workers.map((worker) => judgeWorker(worker, kill.handle));
  return losses.find(({ is }) => is === 'lost') ?? losses.find(({ is }) => is === 'unknown') ?? losses[0] ?? UNKNOWN;
}

/** An `eval: true` source, or the file itself. */
function judgeSource(file: SourceFile, own: SourceFile): Loss {
  const { held, isPure } = getHoldings(own, null);
  const name = own === file ? null : 'its source';
  const [first] = held;
  const at = (line: number): string => (name === null ? `line ${line}` : `line ${line} of ${name}`);
  if (first) return { is: 'lost', phrase: toPhrase(first.kind, at(first.line)) };
  const stop = getListening(own).endsAfter.find(({ message }) => asksSurely(message));
  if (stop) return { is: 'lost', phrase: toPhrase('asked', at(stop.line)) };
  return isPure && !getHoldings(own, null).uses.length ? NOTHING : UNKNOWN;
}

function judgeWorker({ holdings, stops }: WorkerFile, { platform }: Handle): Loss {
  const held = pickWorst(holdings.holds);
  if (held) return { is: 'lost', phrase: toPhrase(held.kind, `${held.place.file}:${held.place.line}`) };
  // A branch for a stop that only ends a computation of the page's worker cleans nothing up.
  const stop = platform === 'web' ? undefined : stops.find(asksSurely);
  if (stop) return { is: 'lost', phrase: toPhrase('asked', `${stop.place.file}:${stop.place.line}`) };
  return holdings.isPure ? NOTHING : UNKNOWN;
}

function asksSurely({ value, field }: { value: string; field: string | null }): boolean {
  return SURE_STOP.test(value) || (value === 'true' && SURE_STOP.test(field ?? ''));
}

/** What others wait for comes first, then what is torn. */
const WORST = ['lock', 'transaction', 'file', 'task', 'child', 'database', 'handle', 'finally', 'exit', 'server'];

function pickWorst(holds: readonly Holding[]): Holding | undefined {
  return [...holds].sort((a, b) => WORST.indexOf(a.kind) - WORST.indexOf(b.kind))[0];
}

function toPhrase(kind: Holding['kind'] | 'asked', at: string): string {
  const phrase = { ...HELD_PHRASES, ...OWED_PHRASES }[kind];
  return phrase.replace('{at}', at);
}

/** The line of a task that is posted in the same function, with no wait on the way from there to the kill. */
function findPostedTask(file: SourceFile, { node, target }: Kill): number | null {
  const owner = findEnclosingFunction(node) ?? file.code.ast;
  const receiver = file.code.getText(target);
  const posts = getNodes(file.code, 'CallExpression').filter((call) => {
    const callee = unwrap(call.callee);
    return (
      callee.type === 'MemberExpression' &&
      getPropertyName(callee) === 'postMessage' &&
      file.code.getText(callee.object) === receiver &&
      (findEnclosingFunction(call) ?? file.code.ast) === owner &&
      !saysStop(file, call.arguments[0])
    );
  });
  if (posts.length === 0) return null;
  const waits = [...getNodes(file.code, 'AwaitExpression'), ...getNodes(file.code, 'YieldExpression')];
  const outside = waits.filter((wait) => !holds(wait, node));
  const flow = getFlow(file, owner);
  // What `await using` declares is killed where its block ends.
  const to = node.type === 'VariableDeclarator' ? 'end' : node;
  const lost = posts.find((post) => flow.hasPath(post, to, outside));
  return lost?.loc.start.line ?? null;
}

function holds(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && outer.range[1] >= inner.range[1];
}

/** Does the message ask for a stop, or say nothing that one could tell apart from that? */
function saysStop(file: SourceFile, message: Node | undefined): boolean {
  if (!message) return true;
  for (const node of walk(file.code, message)) {
    const text = node.type === 'Identifier' ? node.name : getStaticString(node);
    if (text !== null && SPEAKS_OF_STOP.test(text)) return true;
  }
  return message.type === 'Literal' && message.value === null;
}

/** Is the worker one that outlives the function which kills it, and is it given tasks in this file? */
export function isLongLived(file: SourceFile, { node, target, handle }: Kill): boolean {
  const fn = findEnclosingFunction(node);
  const creation = handle.creation as Node | null;
  if (creation && fn && holds(fn, creation)) return false;
  const name = file.code.getText(target);
  return getNodes(file.code, 'CallExpression').some((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || getPropertyName(callee) !== 'postMessage') return false;
    if (saysStop(file, call.arguments[0])) return false;
    return file.code.getText(callee.object) === name || findHandle(file, callee.object)?.kind === 'worker';
  });
}
