import type { ESLint, Linter } from 'eslint';

/** In characters; a bundle of this size costs gigabytes to analyse. */
export const LARGEST = 5_000_000;
export const TOO_LARGE = `More than ${LARGEST / 1e6} MB: not linted.`;

/**
 * A file's result without the findings of rules that are not ours: comments such as `eslint semi: error` are written
 * for the project's own ESLint run.
 */
export function getOwnFindings(result: ESLint.LintResult): ESLint.LintResult {
  const own = withMessages(result, result.messages.filter(isOwn).map(makePrintable));
  return { ...own, suppressedMessages: result.suppressedMessages.filter(isOwn) };
}

/** The result with other messages, and the counts that go with them. */
export function withMessages(result: ESLint.LintResult, messages: Linter.LintMessage[]): ESLint.LintResult {
  return {
    ...result,
    messages,
    errorCount: messages.filter((m) => m.severity === 2).length,
    warningCount: messages.filter((m) => m.severity === 1).length,
    fatalErrorCount: messages.filter((m) => m.fatal).length,
    fixableErrorCount: messages.filter((m) => m.severity === 2 && m.fix).length,
    fixableWarningCount: messages.filter((m) => m.severity === 1 && m.fix).length,
  };
}

/**
 * Ours, or a word about the file itself: it cannot be parsed, it is too large. What else ESLint says without a rule is
 * about its own comments, some of which it calls fatal too.
 */
export function isOwn({ ruleId, fatal, message }: Linter.LintMessage): boolean {
  if (ruleId !== null) return ruleId.startsWith('graceful/');
  return message === TOO_LARGE || (fatal === true && /^(?:Parsing|Preprocessing) error: /.test(message));
}

/** A syntax error in a binary file quotes what no terminal should be sent. */
function makePrintable(message: Linter.LintMessage): Linter.LintMessage {
  if (!message.fatal) return message;
  const escape = (c: string) => `\\u{${c.codePointAt(0)?.toString(16)}}`;
  return { ...message, message: message.message.replace(/\p{Cc}/gu, (c) => (c === '\n' ? c : escape(c))) };
}
