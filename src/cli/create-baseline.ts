import type { ESLint } from 'eslint';
import { resolve } from 'node:path';
import graceful from '../index.ts';
import { changeBaseline, matchBaseline, type BaselineMatch, type Scope } from './baseline-match.ts';
import { followMoves } from './baseline-moves.ts';
import { printBaseline, readBaseline } from './baseline.ts';
import { getChosenRules } from './chosen-rules.ts';
import type { LintOptions } from './lint-options.ts';
import { replaceFile } from './replace-file.ts';

type Apply = (results: readonly ESLint.LintResult[]) => BaselineMatch;

/** Reads the baseline before anything is linted; gives what takes its findings out of the results. */
export function createBaseline(options: LintOptions, root: string): Apply {
  const { baseline, updateBaseline: drop, addToBaseline: add } = options;
  if (baseline === null) return (results) => ({ results: [...results], known: 0, vanished: 0 });
  const running = Object.keys(getChosenRules(options));
  const all = Object.keys(graceful.rules).map((name) => `graceful/${name}`);
  const scope: Scope = { root, idleRules: new Set(all.filter((name) => !running.includes(name))) };
  const old = readBaseline(baseline, add);
  return (results) => {
    const moved = followMoves(results, old, root);
    const entries = drop || add ? changeBaseline(results, moved, scope, { drop, add }) : moved;
    if (drop || add) replaceFile(resolve(baseline), printBaseline(entries));
    return matchBaseline(results, entries, scope);
  };
}
