import { isDeepStrictEqual } from 'node:util';

/**
 * The text of a JSON object with another content; indentation, line ends and the last line break stay. A key that is
 * new at the end is added as text, and so leaves every other line as it was.
 *
 * @param text parses to an object
 */
export function setJson(text: string, wanted: Readonly<Record<string, unknown>>): string {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const data = JSON.parse(body) as Record<string, unknown>;
  if (isDeepStrictEqual(data, wanted)) return text;
  const added = Object.keys(wanted).filter((key) => !(key in data));
  const appended = append(body, Object.fromEntries(added.map((key) => [key, wanted[key]])));
  // Where it is not simply more at the end, the file is printed anew, as npm does.
  return bom + (appended !== null && isSame(appended, wanted) ? appended : reprint(body, wanted));
}

/** A package.json with `graceful.helper` set. */
export function setHelper(text: string, helper: string): string {
  const data = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
  return setJson(text, { ...data, graceful: { ...(data['graceful'] as object | undefined), helper } });
}

function append(body: string, added: object): string | null {
  const match = /^(\s*\{[^]*[^\s{,])(\r?\n)\s*\}\s*$/.exec(body);
  if (!match?.[1] || !match[2]) return null;
  const [, head, eol] = match;
  const lines = JSON.stringify(added, null, findIndent(body)).split('\n').slice(1, -1);
  return `${head},${eol}${lines.join(eol)}${body.slice(head.length)}`;
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
