import { getOuter, unwrap } from '../source/predicates.ts';
import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { findVariableAt } from '../source/variables.ts';
import type { PoolRow } from '../knowledge/types.ts';
import { insertStatement, isTaken } from './insert-import.ts';
import { getKillSite } from './kill-target.ts';
import { keepComments, layOut } from './layout.ts';
import { writeExpression } from './write-at-site.ts';

export interface PoolEdit {
  /** The new call, for the suggestion's text. */
  readonly text: string;
  /** Does the new call alone let every running task finish? */
  readonly isSafe: boolean;
  readonly fix: TSESLint.ReportFixFunction;
}

/**
 * A pool's kill -> what lets its tasks finish, as its table row says: the graceful call, the pool's own drain before it,
 * or, where it has neither, a set of the promises of `runs`, the calls of the file that start tasks. Null where nothing
 * of that is there.
 */
export function replacePoolKill(
  code: SourceCode,
  call: TSESTree.CallExpression,
  row: PoolRow,
  runs: readonly TSESTree.CallExpression[],
  isTypeScript: boolean,
): PoolEdit | null {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return null;
  const { drain, graceful } = row;
  // What is queued may take longer than the author wants to wait.
  if (drain && graceful) {
    return { ...waitFirst(code, call, callee, (pool) => `${pool}.${drain}`, `.${graceful}`), isSafe: false };
  }
  const isTracked = row.drainFirst === true || graceful === null;
  if (isTracked)
    return runs.length > 0 && isOfFile(code, callee.object)
      ? { ...track(code, call, callee, row, runs, isTypeScript), isSafe: false }
      : null;
  const kept = [callee.object.range];
  const text = `${code.getText(callee.object)}${callee.optional ? '?.' : '.'}${graceful}`;
  const edit = `${keepComments(code, call.range, kept)}${text}`;
  return { text, isSafe: true, fix: (fixer) => fixer.replaceText(call, edit) };
}

type Edit = Omit<PoolEdit, 'isSafe'>;

/** One pool for the whole file: among the tasks of several, each would wait for those of the others. */
function isOfFile(code: SourceCode, pool: Node): boolean {
  const value = unwrap(pool);
  const scope = value.type === 'Identifier' ? findVariableAt(code, value, value.name)?.scope : null;
  return scope?.block.type === 'Program';
}

/** `pool.settled(true).then(() => pool.terminate())` */
function waitFirst(
  code: SourceCode,
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  getWait: (pool: string) => string,
  end: string,
): Edit {
  const site = getKillSite(code, call, callee.object, [], ['pool', 'ending']);
  const write = (pool: string): string => `${getWait(pool)}.then(() => ${pool}${end})`;
  const text = writeExpression(code, site, [write(site.name)]);
  return {
    text: write(site.isStable ? site.name : site.text),
    fix: (fixer) => fixer.replaceTextRange(site.range, text),
  };
}

/** `Promise.allSettled(running).then(() => pool.destroy())`, and each `pool.run(…)` goes through `track`. */
function track(
  code: SourceCode,
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  row: PoolRow,
  runs: readonly TSESTree.CallExpression[],
  isTypeScript: boolean,
): Edit {
  const tracked = runs.filter((run) => findTracker(run) !== null);
  const isThere = tracked.length === runs.length;
  const names = isThere ? { running: 'running', track: 'track' } : getFreeNames(code);
  const end =
    row.graceful === null
      ? code.text.slice(callee.object.range[1], call.range[1]).replace(/^\?\./, '.')
      : `.${row.graceful}`;
  const { text, fix } = waitFirst(code, call, callee, () => `Promise.allSettled(${names.running})`, end);
  if (isThere) return { text, fix };
  return {
    text,
    fix: (fixer) => [
      fix(fixer) as TSESLint.RuleFix,
      insertStatement(code, fixer, layOut(code, getTracker(names, isTypeScript), '')),
      ...runs.flatMap((run) => [fixer.insertTextBefore(run, `${names.track}(`), fixer.insertTextAfter(run, ')')]),
    ],
  };
}

/** The call of `track` around a run that an earlier suggestion has put there. */
function findTracker(run: TSESTree.CallExpression): TSESTree.CallExpression | null {
  const parent = getOuter(run).parent;
  const isTracker =
    parent?.type === 'CallExpression' && parent.callee.type === 'Identifier' && parent.callee.name === 'track';
  return isTracker ? parent : null;
}

function getFreeNames(code: SourceCode): { running: string; track: string } {
  const find = (names: readonly string[]): string => names.find((name) => !isTaken(code, name)) ?? `${names[0]}Tasks`;
  return { running: find(['running', 'runningTasks', 'pending']), track: find(['track', 'trackTask', 'trackRunning']) };
}

function getTracker({ running, track }: { running: string; track: string }, isTypeScript: boolean): string[] {
  return [
    isTypeScript ? `const ${running} = new Set<Promise<unknown>>();` : `const ${running} = new Set();`,
    isTypeScript ? `function ${track}<T>(task: Promise<T>): Promise<T> {` : `function ${track}(task) {`,
    `\t${running}.add(task);`,
    `\tconst forget = () => ${running}.delete(task);`,
    '\ttask.then(forget, forget);',
    '\treturn task;',
    '}',
  ];
}
