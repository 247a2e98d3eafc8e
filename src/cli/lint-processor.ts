import type { Linter } from 'eslint';
import { canHoldFindings, type TextFacts } from './fast-path.ts';
import type { LintTally } from './lint-tally.ts';
import { isOwn } from './own-findings.ts';

/** In characters; a bundle of this size costs gigabytes to analyse. */
const LIMIT = 5_000_000;

/**
 * A processor that keeps from ESLint what needs no parser: a text in which no rule has anything to look at, and one that
 * is too large, which gets a warning instead.
 */
export function createLintProcessor(facts: TextFacts, tally: LintTally): Linter.Processor {
  return {
    meta: { name: 'graceful/fast-path' },
    supportsAutofix: true,
    preprocess(text, filename) {
      if (text.length > LIMIT) return [];
      if (canHoldFindings(text, filename, facts)) return [text];
      tally.addSkipped(filename);
      return [];
    },
    postprocess([messages], filename) {
      const own = (messages ?? (tally.isSkipped(filename) ? [] : [getWarning()])).filter(isOwn);
      tally.addDone(filename, own.length);
      return messages ?? own;
    },
  };
}

function getWarning(): Linter.LintMessage {
  const message = `More than ${LIMIT / 1e6} MB: not linted.`;
  return { ruleId: null, severity: 1, message, line: 1, column: 1 };
}
