import type { TSESLint } from '@typescript-eslint/utils';
import { expect } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { readMarks } from './marks.ts';
import { listSuggestions, type Case, type InvalidCase } from './rule-case.ts';
import { getPasses, runRule } from './run-rule.ts';

/**
 * Looks at the texts that a case's edits end with. After a fix nothing fixable is left and every report that had a fix
 * is gone; after a suggestion there is a report less; and no edit makes a sibling rule report, as it is in the
 * preset `all`.
 */
export function checkEdits<M extends string>(rule: Rule, item: InvalidCase<M>, siblings: readonly Rule[]): void {
  const { code } = readMarks(item.code);
  const before = runRule(rule, item, code);
  const others = countReports(siblings, item, code);
  if (item.output !== null) {
    expect(getPasses(rule, item, code).length, 'passes of --fix').toBeLessThanOrEqual(Math.max(3, before.length));
    const after = runRule(rule, item, item.output);
    expect(after.filter(({ fix }) => fix).map(show), 'a fixed text must have nothing to fix').toEqual([]);
    expect(after.map(show), 'a fixed place must not be reported again').toHaveLength(
      before.filter(({ fix }) => !fix).length,
    );
    expectNoMore(others, countReports(siblings, item, item.output));
  }
  for (const { output } of listSuggestions(item)) {
    const left = runRule(rule, item, output).map(show);
    expect(left.length, `reports left after the suggestion: ${left.join(', ')}\n${output}`).toBeLessThan(before.length);
    expectNoMore(others, countReports(siblings, item, output));
  }
}

function expectNoMore(before: Record<string, number>, after: Record<string, number>): void {
  for (const [name, count] of Object.entries(after)) {
    expect(count, `reports of ${name}, which the edit must not set off`).toBeLessThanOrEqual(before[name] ?? 0);
  }
}

function countReports(rules: readonly Rule[], item: Case, code: string): Record<string, number> {
  const count = (rule: Rule): number => runRule(rule, { ...item, options: getStrictOptions(rule) }, code).length;
  return Object.fromEntries(rules.map((rule) => [rule.name, count(rule)]));
}

/** As in the preset `all`. */
function getStrictOptions({ meta }: Rule): readonly object[] {
  return meta.docs?.strict ? [meta.docs.strict] : [];
}

function show({ line, column, message }: TSESLint.Linter.LintMessage): string {
  return `${line}:${column} ${message}`;
}
