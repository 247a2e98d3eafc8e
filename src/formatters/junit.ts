import { getFileReports, listFindings, type FileReport, type Finding } from './report/findings.ts';
import type { Context, Result } from './report/types.ts';
import { NO_RULE } from './report/wording.ts';
import { escapeText, printAttributes } from './report/xml.ts';

/** JUnit's XML: a suite a file, a failed test a finding; a file without findings is one test that has passed. */
export default function formatJunit(results: readonly Result[], context: Context): string {
  const reports = getFileReports(results, context);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${printAttributes({ name: 'graceful', ...getCounts(reports) })}>`,
    ...reports.flatMap((report) => [
      `  <testsuite${printAttributes({ name: report.file, ...getCounts([report]) })}>`,
      ...(report.findings.length === 0 ? [printPassed(report.file)] : report.findings.map(printFailed)),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ].join('\n')}\n`;
}

function getCounts(reports: readonly FileReport[]): { tests: number; failures: number; errors: number } {
  const findings = listFindings(reports);
  const errors = findings.filter(({ isFatal }) => isFatal).length;
  const clean = reports.filter((report) => report.findings.length === 0).length;
  return { tests: findings.length + clean, failures: findings.length - errors, errors };
}

function printPassed(file: string): string {
  return `    <testcase${printAttributes({ name: 'no findings', classname: file, file })}/>`;
}

function printFailed({ file, rule, level, isFatal, message, place, url }: Finding): string {
  const at = place ? `${place.line}:${place.column}` : '';
  const name = `${rule ?? NO_RULE} ${at}`.trim();
  const kind = isFatal ? 'error' : 'failure';
  const text = escapeText([`${file}${at && ':'}${at}`, message, ...(url === null ? [] : [url])].join('\n'));
  return [
    `    <testcase${printAttributes({ name, classname: file, file, line: place?.line ?? null })}>`,
    `      <${kind}${printAttributes({ type: level, message })}>${text}</${kind}>`,
    '    </testcase>',
  ].join('\n');
}
