import { getFileReports, listFindings, type Finding } from './report/findings.ts';
import type { Context, Result } from './report/types.ts';
import { getTotals, NO_RULE } from './report/wording.ts';

/** Workflow commands: GitHub Actions shows each finding at its line of the pull request. */
export default function formatGithub(results: readonly Result[], context: Context): string {
  const reports = getFileReports(results, context);
  return `${[...listFindings(reports).map(printCommand), `graceful: ${getTotals(reports)}`].join('\n')}\n`;
}

function printCommand({ file, rule, level, message, place }: Finding): string {
  const { line, column, endLine, endColumn } = place ?? {};
  const properties = Object.entries({
    file,
    line,
    endLine,
    // Columns are understood within one line only.
    col: endLine === line || !endLine ? column : null,
    endColumn: endLine === line ? endColumn : null,
    title: rule ?? NO_RULE,
  }).flatMap(([key, value]) => (value ? [`${key}=${escapeProperty(String(value))}`] : []));
  return `::${level} ${properties.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replace(/[%\r\n]/g, encodeURIComponent);
}

function escapeProperty(text: string): string {
  return text.replace(/[%\r\n:,]/g, encodeURIComponent);
}
