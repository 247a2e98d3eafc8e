/**
 * Text that changes neither a terminal nor an XML file: control, format and surrogate characters are spelt out.
 */
export function clean(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu,
    (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The same for a text of several lines, which stay. */
export function cleanLines(text: string): string {
  return text.split(/\r?\n/).map(clean).join('\n');
}
