import { basename } from 'node:path';
import { printCures } from './page/cure.ts';
import { escapeHtml } from './page/escape.ts';
import { printFrame } from './page/frame.ts';
import { printHeader } from './page/header.ts';
import { STYLE } from './page/style.ts';
import { createTimeLine, type TimeLine } from './page/time-line.ts';
import { getFileReports, listFindings, type FileReport, type Finding } from './report/findings.ts';
import { groupBy } from './report/group-by.ts';
import { getLines, getText } from './report/text.ts';
import type { Context, Result } from './report/types.ts';
import { count, getTotals, NO_RULE } from './report/wording.ts';

/** So many places of a rule are shown at once. */
const FEW = 5;
/** So many files are shown unfolded. */
const UNFOLDED = 50;
/** Nothing is loaded and no script runs, also should a text ever get past the escaping. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A finding with the number that its address is made of. */
type Numbered = readonly [finding: Finding, id: string];

/** One page that needs nothing else: findings by rule and by file with code and cures, the time line of a run, and the worker map. */
export default function formatHtml(results: readonly Result[], context: Context): string {
  const reports = getFileReports(results, context);
  const ids = new Map(listFindings(reports).map((finding, i) => [finding, `finding-${i + 1}`]));
  const findings = [...ids];
  const timeLine = createTimeLine(context.lives, ids);
  const project = basename(context.cwd);
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<title>${escapeHtml(`${project}: ${getTotals(reports)}`)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#findings">Skip to the findings</a>',
    ...printHeader(project, reports),
    `<main${findings.length > 0 ? ' class="two"' : ''}>`,
    ...(findings.length > 0 ? printRules(findings) : []),
    ...printFiles(reports, ids, timeLine),
    ...timeLine.lines,
    ...printMap(context.workerMap),
    '</main>',
    '<footer>Made by eslint-plugin-graceful. Parts of a line that cannot be seen are spelt out, as \\u{202e}.</footer>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function printRules(findings: readonly Numbered[]): string[] {
  const byRule = [...groupBy(findings, ([{ rule }]) => rule ?? NO_RULE)].sort(([, a], [, b]) => b.length - a.length);
  return [
    '<section id="rules" aria-labelledby="by-rule">',
    '<h2 id="by-rule">By rule</h2>',
    '<ul class="rules">',
    ...byRule.map(([rule, all]) => printRule(rule, all)),
    '</ul>',
    '</section>',
  ];
}

function printRule(rule: string, all: readonly [Numbered, ...Numbered[]]): string {
  const [[{ url, description }]] = all;
  const places = all.map(([{ file, place }, id]) => {
    const at = place ? `:${place.line}` : '';
    return `<li><a class="place" href="#${id}">${escapeHtml(file)}${at}</a></li>`;
  });
  const list = `<ul class="places">${places.join('')}</ul>`;
  return [
    `<li><div class="head"><span>${link(rule, url)}</span> <span class="number">${all.length}</span></div>`,
    description === null ? '' : `<p>${escapeHtml(description.charAt(0).toUpperCase() + description.slice(1))}.</p>`,
    all.length > FEW
      ? `<details><summary>${count(all.length, 'place')}</summary>${list}</details></li>`
      : `${list}</li>`,
  ].join('');
}

function printFiles(reports: readonly FileReport[], ids: ReadonlyMap<Finding, string>, timeLine: TimeLine): string[] {
  const files = reports.filter(({ findings }) => findings.length > 0);
  if (files.length === 0) {
    return [
      '<section id="findings">',
      `<p>Nothing stands in the way of a stop: ${getTotals(reports)}.</p>`,
      '</section>',
    ];
  }
  return [
    '<section id="findings" aria-labelledby="by-file">',
    '<h2 id="by-file">By file</h2>',
    ...files.flatMap((report, i) => printFile(report, ids, timeLine, i < UNFOLDED)),
    '</section>',
  ];
}

function printFile(
  { file, findings, result }: FileReport,
  ids: ReadonlyMap<Finding, string>,
  timeLine: TimeLine,
  isOpen: boolean,
): string[] {
  const text = getText(result);
  const lines = getLines(text);
  return [
    `<details class="file"${isOpen ? ' open' : ''}>`,
    `<summary><code>${escapeHtml(file)}</code> <span class="number">${count(findings.length, 'finding')}</span></summary>`,
    ...findings.map((finding) => printFinding(finding, ids.get(finding) ?? '', timeLine, text, lines)),
    '</details>',
  ];
}

function printFinding(
  finding: Finding,
  id: string,
  timeLine: TimeLine,
  text: string,
  lines: readonly string[],
): string {
  const { rule, url, level, message, place, source } = finding;
  const at = place ? `<span class="place">line ${place.line}, column ${place.column}</span>` : '';
  const places = timeLine.printPlaces(finding);
  const number = places === '' ? '' : `<span class="number">${id.replace('finding-', '')}</span>`;
  return [
    `<article class="finding" id="${id}">`,
    `<p class="where">${number}<span class="level ${level}">${level}</span>${at}<span>${link(rule ?? NO_RULE, url)}</span></p>`,
    `<p class="message">${printMessage(message)}</p>`,
    places,
    place ? printFrame(lines, place) : '',
    printCures(text, source),
    '</article>',
  ].join('\n');
}

/** What is lost stands out; what to do follows. */
function printMessage(message: string): string {
  const [, loss, cure] = /^(.*?[.!?])\s+(\p{Lu}.*)$/su.exec(message) ?? [];
  const print = (text: string): string => text.split('\n').map(escapeHtml).join('<br>');
  return loss !== undefined && cure !== undefined
    ? `<strong>${print(loss)}</strong> ${print(cure)}`
    : `<strong>${print(message)}</strong>`;
}

function printMap(svg: string | undefined): string[] {
  if (svg === undefined) return [];
  return [
    '<section id="map" aria-labelledby="who">',
    '<h2 id="who">Worker map</h2>',
    `<div class="map" tabindex="0" role="region" aria-labelledby="who">${svg}</div>`,
    '</section>',
  ];
}

/** Only to the web: a rule's page may be named by any plugin. */
function link(text: string, url: string | null): string {
  const isSafe = url !== null && /^https?:\/\//.test(url);
  return isSafe ? `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>` : escapeHtml(text);
}
