/** The words of a text, for tables that nothing more is said about: `wordSet('on once')`. */
export function wordSet(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
