import { clean } from '../kit/clean.ts';
import { getFileReports, listFindings, type FileReport, type Finding } from './report/findings.ts';
import { groupBy } from './report/group-by.ts';
import { findSourceUrl } from './report/paths.ts';
import type { Context, Result } from './report/types.ts';
import { count, getTotals, NO_RULE } from './report/wording.ts';

/** A comment on GitHub takes 65,536 characters; a table of this length stays well below. */
const ROWS = 50;
const TOP = 10;

/** A summary for a pull request: by rule, the files with most findings, then each finding. */
export default function formatMarkdown(results: readonly Result[], context: Context): string {
  const reports = getFileReports(results, context);
  const findings = listFindings(reports);
  const lines = [`### graceful: ${getTotals(reports)}`, '', ...listRemarks(reports)];
  if (findings.length === 0) return `${lines.join('\n').trimEnd()}\n`;
  return `${[
    ...lines,
    ...printTable(['Rule', 'Findings', 'What it asks for'], '| --- | ---: | --- |', listRules(findings)),
    '',
    ...listTopFiles(reports),
    '<details open>',
    '<summary>Findings</summary>',
    '',
    ...printTable(['Place', 'Rule', 'What is wrong'], '| --- | --- | --- |', findings.slice(0, ROWS).map(getRow)),
    '',
    '</details>',
    ...(findings.length > ROWS ? ['', `… and ${count(findings.length - ROWS, 'further finding')}.`] : []),
  ].join('\n')}\n`;
}

function* listRemarks(reports: readonly FileReport[]): Generator<string> {
  const unparsed = reports.filter(({ findings }) => findings.some(({ isFatal }) => isFatal)).length;
  const suppressed = reports.flatMap((report) => report.suppressed).length;
  if (unparsed > 0) yield* [`${count(unparsed, 'file')} could not be parsed and so not checked.`, ''];
  if (suppressed > 0) yield* [`${count(suppressed, 'suppressed finding')} not shown.`, ''];
}

function listRules(findings: readonly Finding[]): string[][] {
  const byRule = groupBy(findings, ({ rule }) => rule ?? NO_RULE);
  return [...byRule]
    .sort(([a, { length: n }], [b, { length: m }]) => m - n || (a < b ? -1 : 1))
    .map(([rule, all]) => {
      const { url = null, description = null } = all[0] ?? {};
      return [url === null ? escape(rule) : `[${escape(rule)}](${url})`, String(all.length), escape(description ?? '')];
    });
}

/** Only where there is something to choose from. */
function listTopFiles(reports: readonly FileReport[]): string[] {
  const files = reports.filter(({ findings }) => findings.length > 0);
  if (files.length < 3) return [];
  const sorted = [...files].sort((a, b) => b.findings.length - a.findings.length).slice(0, TOP);
  const rows = sorted.map(({ file, findings }) => [printCode(file), String(findings.length)]);
  const title = files.length > TOP ? `Files with most findings (${TOP} of ${files.length})` : 'Files';
  return [
    '<details>',
    `<summary>${title}</summary>`,
    '',
    ...printTable(['File', 'Findings'], '| --- | ---: |', rows),
    '',
    '</details>',
    '',
  ];
}

function getRow({ file, rule, message, place }: Finding): string[] {
  const text = printCode(place ? `${file}:${place.line}` : file);
  const url = place && findSourceUrl(file, place.line);
  return [url === null ? text : `[${text}](${url})`, escape(rule ?? NO_RULE), escape(message)];
}

function printTable(head: readonly string[], rule: string, rows: readonly (readonly string[])[]): string[] {
  return [`| ${head.join(' | ')} |`, rule, ...rows.map((cells) => `| ${cells.join(' | ')} |`)];
}

/** Nothing in it is markup, a table's border, a mention or a link. */
function escape(text: string): string {
  return clean(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_{}[\]<>#|~&]/g, (c) => `\\${c}`)
    .replace(/@(?=\w)/g, '@\u200B')
    .replace(/:(?=\/\/)/g, ':\u200B');
}

/** Inline code; a table takes a bar for its border even there. */
function printCode(text: string): string {
  const plain = clean(text).replaceAll('|', '\\|');
  const ticks = plain.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...ticks.map(({ length }) => length)) + 1);
  return ticks.length > 0 ? `${fence} ${plain} ${fence}` : `\`${plain}\``;
}
