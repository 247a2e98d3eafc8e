import type { Linter } from 'eslint';
import { canHoldFindings, type TextFacts } from './fast-path.ts';
import type { LintCache } from './lint-cache.ts';
import type { LintTally } from './lint-tally.ts';
import { isOwn, LARGEST, TOO_LARGE } from './own-findings.ts';
import { getScripts, isComponent, type Scripts } from './script-blocks.ts';

/**
 * A processor that keeps from ESLint what needs no parser: a text in which no rule has anything to look at, and one that
 * is too large, which gets a warning instead. Of a component it lets the scripts through, at their places.
 */
export function createLintProcessor(
  facts: readonly TextFacts[],
  tally: LintTally,
  cache: LintCache | null,
): Linter.Processor {
  const scripts = new Map<string, Scripts>();
  /** Of the texts that ESLint does not get: what to say of them. */
  const answers = new Map<string, readonly Linter.LintMessage[]>();
  /** Of those that it gets. */
  const texts = new Map<string, string>();
  return {
    meta: { name: 'graceful/fast-path' },
    supportsAutofix: true,
    preprocess(text, filename) {
      answers.delete(filename);
      const answer = text.length > LARGEST ? [getWarning()] : (cache?.find(filename, text) ?? null);
      if (Array.isArray(answer)) {
        answers.set(filename, answer);
        return [];
      }
      const component = isComponent(filename) ? getScripts(text, filename) : null;
      if (component) scripts.set(filename, component);
      const code = component?.code ?? text;
      if (answer !== 'skipped' && facts.some((one) => canHoldFindings(code, filename, one))) {
        texts.set(filename, text);
        return [code];
      }
      if (answer === null) cache?.add(filename, text, 'skipped');
      tally.addSkipped(filename);
      return [];
    },
    postprocess([messages], filename) {
      const component = scripts.get(filename);
      const found = (messages ?? answers.get(filename) ?? []).filter(isOwn);
      const own = messages && component ? found.map((message) => keepInside(message, component)) : found;
      const text = texts.get(filename);
      texts.delete(filename);
      if (messages && text !== undefined && !own.some(({ fatal }) => fatal)) cache?.add(filename, text, own);
      tally.addDone(filename, own.length);
      return own;
    },
  };
}

function getWarning(): Linter.LintMessage {
  return { ruleId: null, severity: 1, message: TOO_LARGE, line: 1, column: 1 };
}

/** Without the edits that would write outside the scripts: an import at the top of the file would be text of the page. */
function keepInside({ fix, suggestions, ...message }: Linter.LintMessage, { ranges }: Scripts): Linter.LintMessage {
  const isInside = ({ range: [start, end] }: { readonly range: readonly [number, number] }): boolean =>
    ranges.some(([from, to]) => start >= from && end <= to);
  const kept = suggestions?.filter((suggestion) => isInside(suggestion.fix));
  return {
    ...message,
    ...(fix && isInside(fix) ? { fix } : {}),
    ...(kept && kept.length > 0 ? { suggestions: kept } : {}),
  };
}
