import { HELD_PHRASES, OWED_PHRASES } from '../../knowledge/holdings.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { getFlow } from '../../flow/index.ts';
import { findHandle, type Handle } from '../../semantics/find-handle.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, getStaticString, isInside, unwrap } from '../../source/predicates.ts';
import type { Holding, WorkerFile } from '../../source/project-view.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { getHoldings } from '../holdings/holdings.ts';
import { getListening } from '../messages/listening.ts';
import type { Kill } from './kills.ts';
import { isSureStop } from './heard-stop.ts';
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
  const { held, isPure, uses } = getHoldings(own, null);
  const name = own === file ? null : 'its source';
  const [first] = held;
  const at = (line: number): string => (name === null ? `line ${line}` : `line ${line} of ${name}`);
  if (first) return { is: 'lost', phrase: toPhrase(first.kind, at(first.line)) };
  const stop = getListening(own).endsAfter.find(({ message }) => isSureStop(message));
  if (stop) return { is: 'lost', phrase: toPhrase('asked', at(stop.line)) };
  return isPure && uses.length === 0 ? NOTHING : UNKNOWN;
}

function judgeWorker({ holdings, stops }: WorkerFile, { platform }: Handle): Loss {
  const held = pickWorst(holdings.holds);
  if (held) return { is: 'lost', phrase: toPhrase(held.kind, `${held.place.file}:${held.place.line}`) };
  // A branch for a stop that only ends a computation of the page's worker cleans nothing up.
  const stop = platform === 'web' ? undefined : stops.find(isSureStop);
  if (stop) return { is: 'lost', phrase: toPhrase('asked', `${stop.place.file}:${stop.place.line}`) };
  return holdings.isPure ? NOTHING : UNKNOWN;
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
  const posts = getTaskPosts(file)
    .filter((post) => file.code.getText(post.object) === receiver)
    .map(({ call }) => call)
    .filter((call) => (findEnclosingFunction(call) ?? file.code.ast) === owner);
  if (posts.length === 0) return null;
  const waits = [...getNodes(file.code, 'AwaitExpression'), ...getNodes(file.code, 'YieldExpression')];
  const outside = waits.filter((wait) => !isInside(node, wait));
  const flow = getFlow(file, owner);
  // What `await using` declares is killed where its block ends.
  const to = node.type === 'VariableDeclarator' ? 'end' : node;
  const lost = posts.find((post) => flow.hasPath(post, to, outside));
  return lost?.loc.start.line ?? null;
}

/** Every `object.postMessage(task)` of the file: what asks for a stop is no task. */
const getTaskPosts = oncePerFile((file) =>
  getNodes(file.code, 'CallExpression').flatMap((call) => {
    const callee = unwrap(call.callee);
    const isPost = callee.type === 'MemberExpression' && getPropertyName(callee) === 'postMessage';
    return isPost && !saysStop(file, call.arguments[0]) ? [{ call, object: callee.object }] : [];
  }),
);

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
  if (creation && fn && isInside(creation, fn)) return false;
  const name = file.code.getText(target);
  return getTaskPosts(file).some(
    ({ object }) => file.code.getText(object) === name || findHandle(file, object)?.kind === 'worker',
  );
}
