import { getFileReports, type Finding } from './report/findings.ts';
import type { Context, Result } from './report/types.ts';
import { NO_RULE } from './report/wording.ts';
import { printAttributes } from './report/xml.ts';

/** Checkstyle's XML, which most CI servers can read. */
export default function formatCheckstyle(results: readonly Result[], context: Context): string {
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="4.3">',
    ...getFileReports(results, context).flatMap(({ file, findings }) => [
      `  <file${printAttributes({ name: file })}>`,
      ...findings.map(printError),
      '  </file>',
    ]),
    '</checkstyle>',
  ].join('\n')}\n`;
}

function printError({ rule, level, message, place }: Finding): string {
  return `    <error${printAttributes({
    line: place?.line ?? null,
    column: place?.column ?? null,
    severity: level,
    message,
    source: `eslint.${rule ?? NO_RULE}`,
  })}/>`;
}
