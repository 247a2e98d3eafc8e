import type { FileReport } from './findings.ts';

/** `1 finding in 1 of 3 files`. */
export function getTotals(reports: readonly FileReport[]): string {
  const findings = reports.reduce((total, report) => total + report.findings.length, 0);
  const files = reports.filter((report) => report.findings.length > 0).length;
  if (findings === 0) return `no findings in ${count(reports.length, 'file')}`;
  return `${count(findings, 'finding')} in ${files} of ${count(reports.length, 'file')}`;
}

/** `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** What stands in a rule's place when the file could not be read as code. */
export const NO_RULE = 'syntax';
