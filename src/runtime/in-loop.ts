import { readFileSync } from 'node:fs';

const TOKEN =
  /\/\/.*|\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|\b(?:while|for(?:\s+await)?)\s*\(|\bdo\b|[\w$.]+|[{}();[\]]/g;

/**
 * Is a place of a source file inside a loop, as far as brackets tell? A worker that waits inside a loop waits for its
 * next task; elsewhere it is in the middle of something. A file that cannot be read counts as a loop.
 */
export function isInLoop(file: string, line: number, column: number): boolean {
  try {
    return isLoopAt(readFileSync(file, 'utf8'), line, column);
  } catch {
    return true;
  }
}

/** Like `isInLoop`, for a text; lines and columns from 1. */
export function isLoopAt(text: string, line: number, column: number): boolean {
  const end = getOffset(text, line, column);
  const open: ('head' | 'body' | 'other')[] = [];
  /** A loop's body is due, or goes on without brackets at this depth. */
  let isDue = false;
  const bare: number[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (index >= end) break;
    if (/^(?:\/[/*]|['"`])/.test(token)) continue;
    const isBody = isDue;
    if (isDue && token !== '{' && token !== ';') bare.push(open.length);
    isDue = token === 'do';
    if (/^(?:while|for)/.test(token)) open.push('head');
    else if (/^[({[]$/.test(token)) open.push(isBody && token === '{' ? 'body' : 'other');
    else if (/^[)}\]]$/.test(token)) {
      isDue = open.pop() === 'head';
      while (bare.length > 0 && (bare.at(-1) as number) > open.length) bare.pop();
    } else if (token === ';') while (bare.at(-1) === open.length) bare.pop();
  }
  return isDue || bare.length > 0 || open.some((bracket) => bracket !== 'other');
}

function getOffset(text: string, line: number, column: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) at = text.indexOf('\n', at) + 1;
  return at + column - 1;
}
