import type { Linter } from 'eslint';
import { canHoldFindings, type TextFacts } from './fast-path.ts';
import type { LintTally } from './lint-tally.ts';
import { isOwn, LARGEST, TOO_LARGE } from './own-findings.ts';
import { getScripts, isComponent, type Scripts } from './script-blocks.ts';

/**
 * A processor that keeps from ESLint what needs no parser: a text in which no rule has anything to look at, and one that
 * is too large, which gets a warning instead. Of a component it lets the scripts through, at their places.
 */
export function createLintProcessor(facts: TextFacts, tally: LintTally): Linter.Processor {
  const scripts = new Map<string, Scripts>();
  return {
    meta: { name: 'graceful/fast-path' },
    supportsAutofix: true,
    preprocess(text, filename) {
      if (text.length > LARGEST) return [];
      const component = isComponent(filename) ? getScripts(text, filename) : null;
      if (component) scripts.set(filename, component);
      const code = component?.code ?? text;
      if (canHoldFindings(code, filename, facts)) return [code];
      tally.addSkipped(filename);
      return [];
    },
    postprocess([messages], filename) {
      const own = (messages ?? (tally.isSkipped(filename) ? [] : [getWarning()])).filter(isOwn);
      tally.addDone(filename, own.length);
      const component = scripts.get(filename);
      return component ? own.map((message) => keepInside(message, component)) : (messages ?? own);
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
