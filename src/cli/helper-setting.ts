import { isDeepStrictEqual } from 'node:util';

/**
 * The text of a package.json with `graceful.helper` set; indentation, line ends and the last line break stay.
 *
 * @param text a package.json that parses to an object
 */
export function setHelper(text: string, helper: string): string {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const data = JSON.parse(body) as Record<string, unknown>;
  const wanted = { ...data, graceful: { ...(data['graceful'] as object | undefined), helper } };
  if (isDeepStrictEqual(data, wanted)) return text;
  const appended = 'graceful' in data ? null : append(body, helper);
  // Where the key cannot simply be added at the end, the file is printed anew, as npm does.
  return bom + (appended !== null && isSame(appended, wanted) ? appended : reprint(body, wanted));
}

function append(body: string, helper: string): string | null {
  const match = /^(\s*\{[^]*[^\s{,])(\r?\n)\s*\}\s*$/.exec(body);
  if (!match?.[1] || !match[2]) return null;
  const [, head, eol] = match;
  const tail = body.slice(head.length);
  const indent = findIndent(body);
  const lines = [`${indent}"graceful": {`, `${indent}${indent}"helper": ${JSON.stringify(helper)}`, `${indent}}`];
  return `${head},${eol}${lines.join(eol)}${tail}`;
}

function reprint(body: string, data: object): string {
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  const end = /\s*$/.exec(body)?.[0] ?? '';
  return JSON.stringify(data, null, findIndent(body)).replaceAll('\n', eol) + end;
}

function findIndent(body: string): string {
  const isOneLine = !body.trim().includes('\n') && body.trim() !== '{}';
  return isOneLine ? '' : (/\n([ \t]+)"/.exec(body)?.[1] ?? '  ');
}

function isSame(text: string, data: object): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), data);
  } catch {
    return false;
  }
}
