import { getFileReports, listFindings, type Finding } from './report/findings.ts';
import type { Context, Result } from './report/types.ts';
import { NO_RULE } from './report/wording.ts';

/** GitLab's Code Quality report. */
export default function formatGitlab(results: readonly Result[], context: Context): string {
  return `${JSON.stringify(listFindings(getFileReports(results, context)).map(getIssue), null, 2)}\n`;
}

function getIssue({ file, rule, level, isFatal, message, place, url, fingerprint }: Finding) {
  const begin = place?.line ?? 1;
  return {
    type: 'issue',
    categories: ['Bug Risk'],
    check_name: rule ?? NO_RULE,
    description: message,
    ...(url === null ? {} : { content: { body: `[${rule}](${url})` } }),
    severity: isFatal ? 'critical' : level === 'error' ? 'major' : 'minor',
    fingerprint,
    location: { path: file, lines: { begin, end: place?.endLine ?? begin } },
  };
}
