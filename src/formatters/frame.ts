import { getFileReports, listFindings, type Finding } from './report/findings.ts';
import { printFinding } from './report/print-frame.ts';
import { getText } from './report/text.ts';
import type { Context, Result } from './report/types.ts';
import { getTotals } from './report/wording.ts';

/** For a person at a terminal: each finding with its code, and what its fix or its suggestions would change. */
export default function formatFrame(results: readonly Result[], context: Context): string {
  const reports = getFileReports(results, context);
  const printed = reports.flatMap(({ findings, result }) => {
    if (findings.length === 0) return [];
    const text = getText(result);
    return findings.map((finding) => printFinding(finding, text, context.hasColors ?? false));
  });
  return `${[...printed, [getTotals(reports), ...listCures(listFindings(reports))].join('; ')].join('\n')}\n`;
}

function* listCures(findings: readonly Finding[]): Generator<string> {
  const fixable = findings.filter(({ source }) => source.fix).length;
  const suggested = findings.filter(({ source }) => (source.suggestions?.length ?? 0) > 0).length;
  if (fixable > 0) yield `${fixable} with a fix (--fix)`;
  if (suggested > 0) yield `${suggested} with suggestions (--fix-suggestions, or --interactive one by one)`;
}
