/**
 * JavaScript or TypeScript with blanks for the insides of its strings and templates, for its regular expressions and for
 * its comments, so that what is left can be searched as text. Every character keeps its place.
 */
export function maskCode(code: string): string {
  const pattern =
    /\/\*[^]*?\*\/|\/\/.*|'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g;
  return code.replace(pattern, (found, at: number) => {
    if (/^['"`]/.test(found)) return `${found[0]}${blank(found.slice(1, -1))}${found.at(-1)}`;
    const isComment = found.startsWith('//') || found.startsWith('/*');
    return isComment || isExpressionNext(code, at) ? blank(found) : found;
  });
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** A slash begins a regular expression where a value is due, and divides elsewhere. */
function isExpressionNext(code: string, at: number): boolean {
  return /(?:^|[=(,[:;!&|?{}+]|\breturn)\s*$/.test(code.slice(Math.max(0, at - 40), at));
}
