import type { Linter } from 'eslint';

/** In characters; a bundle of this size costs gigabytes to analyse. */
const LIMIT = 5_000_000;

/** A processor that lets every text through but one that is too large, which gets a warning instead. */
export const skipLargeFiles: Linter.Processor = {
  meta: { name: 'graceful/skip-large-files' },
  supportsAutofix: true,
  preprocess: (text) => (text.length > LIMIT ? [] : [text]),
  postprocess: ([messages]) => messages ?? [getWarning()],
};

function getWarning(): Linter.LintMessage {
  const message = `More than ${LIMIT / 1e6} MB: not linted.`;
  return { ruleId: null, severity: 1, message, line: 1, column: 1 };
}
