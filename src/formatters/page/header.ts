import { listFindings, type FileReport } from '../report/findings.ts';
import { escapeHtml } from './escape.ts';

/** The title of the report and the numbers that come first. */
export function printHeader(project: string, reports: readonly FileReport[]): string[] {
  const findings = listFindings(reports);
  const files = reports.filter((report) => report.findings.length > 0).length;
  const fixable = findings.filter(({ source }) => source.fix || source.suggestions?.length).length;
  const known = reports.flatMap(({ suppressed }) => suppressed).length;
  const unparsed = findings.filter(({ isFatal }) => isFatal).length;
  const totals: [string, string | number, string][] = [
    ['Findings', findings.length, findings.length > 0 ? 'bad' : 'good'],
    ['Files with findings', `${files} of ${reports.length}`, ''],
    ...(findings.length > 0 ? [['With a cure', fixable, ''] satisfies [string, number, string]] : []),
    ...(known > 0 ? [['Suppressed', known, ''] satisfies [string, number, string]] : []),
    ...(unparsed > 0 ? [['Not parsed', unparsed, 'bad'] satisfies [string, number, string]] : []),
  ];
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return [
    '<header>',
    `<h1>How workers stop in ${escapeHtml(project)}</h1>`,
    `<p class="lead">graceful report, ${date} UTC</p>`,
    '<dl class="totals">',
    ...totals.map(([name, value, kind]) => `<div class="${kind}"><dt>${name}</dt><dd>${value}</dd></div>`),
    '</dl>',
    '</header>',
  ];
}
