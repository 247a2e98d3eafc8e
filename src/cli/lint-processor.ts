import type { Linter } from 'eslint';
import { canHoldFindings, type TextFacts } from './fast-path.ts';
import type { LintTally } from './lint-tally.ts';
import { isOwn, LARGEST, TOO_LARGE } from './own-findings.ts';

/**
 * A processor that keeps from ESLint what needs no parser: a text in which no rule has anything to look at, and one that
 * is too large, which gets a warning instead.
 */
export function createLintProcessor(facts: TextFacts, tally: LintTally): Linter.Processor {
  return {
    meta: { name: 'graceful/fast-path' },
    supportsAutofix: true,
    preprocess(text, filename) {
      if (text.length > LARGEST) return [];
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
  return { ruleId: null, severity: 1, message: TOO_LARGE, line: 1, column: 1 };
}
