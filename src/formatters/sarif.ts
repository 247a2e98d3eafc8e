import { readFileSync } from 'node:fs';
import { getFileReports, listFindings, type Finding } from './report/findings.ts';
import { groupBy } from './report/group-by.ts';
import { getUri } from './report/paths.ts';
import { getLines, getText } from './report/text.ts';
import type { Context, Edit, Result, RuleMeta } from './report/types.ts';

const { name, version, homepage } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as {
  name: string;
  version: string;
  homepage: string;
};
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What relative paths start from; the reader of the report knows where that is. */
const BASE = 'SRCROOT';

/** SARIF 2.1.0, which GitHub code scanning and many editors read. */
export default function formatSarif(results: readonly Result[], context: Context): string {
  const reports = getFileReports(results, context);
  const all = [...listFindings(reports), ...reports.flatMap(({ suppressed }) => suppressed)];
  const findings = all.filter(({ rule }) => rule !== null);
  const rules = getRules(findings, context);
  const texts = new Map(reports.map(({ file, result }) => [file, result]));
  const hasSuppressed = findings.some(({ suppressions }) => suppressions.length > 0);
  const notifications = all.filter(({ rule }) => rule === null).map(getNotification);
  const ids = [...rules.keys()];
  const run = {
    tool: { driver: { name, version, semanticVersion: version, informationUri: homepage, rules: [...rules.values()] } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE]: { description: { text: 'The root of the checkout.' } } },
    invocations: [
      { executionSuccessful: !all.some(({ isFatal }) => isFatal), toolExecutionNotifications: notifications },
    ],
    results: findings.map((finding) => ({
      ...getResult(finding, ids.indexOf(finding.rule ?? ''), hasSuppressed),
      ...getFixes(finding, texts.get(finding.file)),
    })),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function getRules(findings: readonly Finding[], { rulesMeta = {} }: Context): Map<string, object> {
  const byRule = [...groupBy(findings, ({ rule }) => rule ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    byRule.map(([id, [first]]) => [id, getRule(id, first, Object.hasOwn(rulesMeta, id) ? rulesMeta[id] : undefined)]),
  );
}

function getRule(id: string, { description, url, level }: Finding, meta: RuleMeta | undefined) {
  const what = description === null ? id : toSentence(description);
  // What a message leaves open differs from finding to finding.
  const words = Object.values(meta?.messages ?? {}).map((text) => text.replace(/\{\{\s*\w+\s*\}\}/g, '…'));
  const page = url === null ? [] : [`[Its page, with examples](${url})`];
  return {
    id,
    name: id.replace(/^.*\//, ''),
    shortDescription: { text: what },
    fullDescription: { text: [what, ...words.slice(0, 1)].join(' ') },
    ...(url === null ? {} : { helpUri: url }),
    help: {
      text: [what, ...words, ...(url === null ? [] : [`See ${url}`])].join('\n'),
      markdown: [what, words.map((text) => `- ${escapeMarkdown(text)}`).join('\n'), ...page]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
    defaultConfiguration: { level },
    properties: {
      tags: ['reliability', 'concurrency', 'graceful-shutdown'],
      precision: meta?.docs?.recommended === 'recommended' ? 'high' : 'medium',
      'problem.severity': level,
    },
  };
}

/** The fix, and each suggestion: a reader offers them, and says which is which. */
function getFixes(finding: Finding, result: Result | undefined) {
  const { fix, suggestions = [] } = finding.source;
  const cures = [
    ...(fix ? [{ title: 'Fix, which --fix applies', edit: fix }] : []),
    ...suggestions.map(({ desc, fix: edit }) => ({ title: `Suggestion: ${desc}`, edit })),
  ];
  if (cures.length === 0 || result === undefined) return {};
  const text = getText(result);
  const { artifactLocation } = getLocation(finding).physicalLocation;
  return {
    fixes: cures.map(({ title, edit: { range, text: inserted } }) => ({
      description: { text: title },
      artifactChanges: [
        {
          artifactLocation,
          replacements: [{ deletedRegion: getRegion(text, range), insertedContent: { text: inserted } }],
        },
      ],
    })),
  };
}

function getRegion(text: string, [from, to]: Edit['range']) {
  const [start, end] = [getPosition(text, Math.max(0, from)), getPosition(text, to)];
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function getPosition(text: string, at: number) {
  const lines = getLines(text.slice(0, at));
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function getResult(finding: Finding, ruleIndex: number, hasSuppressed: boolean) {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.level,
    message: { text: finding.message },
    locations: [getLocation(finding)],
    partialFingerprints: { 'gracefulFinding/v1': finding.fingerprint },
    // Either all results of a run say whether they are suppressed, or none does.
    ...(hasSuppressed ? { suppressions: finding.suppressions.map(getSuppression) } : {}),
  };
}

/** A file that cannot be parsed is no result of a rule. */
function getNotification(finding: Finding) {
  return {
    level: finding.level,
    message: { text: finding.message },
    locations: [getLocation(finding)],
    descriptor: { id: finding.isFatal ? 'parse-error' : 'file-not-checked' },
  };
}

function getLocation({ file, place }: Finding) {
  const uri = getUri(file);
  const region = place && {
    startLine: place.line,
    startColumn: place.column,
    ...(place.endLine === null ? {} : { endLine: place.endLine }),
    ...(place.endColumn === null ? {} : { endColumn: place.endColumn }),
  };
  const artifactLocation = uri.startsWith('file:') ? { uri } : { uri, uriBaseId: BASE };
  return { physicalLocation: { artifactLocation, ...(region ? { region } : {}) } };
}

function getSuppression({ kind, justification }: Finding['suppressions'][number]) {
  return { kind: kind === 'directive' ? 'inSource' : 'external', ...(justification === '' ? {} : { justification }) };
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>[\]|]/g, '\\$&');
}
