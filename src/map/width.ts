/** How many columns a text takes at most; scripts of which fonts and terminals differ count double. */
export function getColumns(text: string): number {
  let columns = 0;
  for (const c of text) columns += getCharacterColumns(c);
  return columns;
}

function getCharacterColumns(c: string): number {
  const code = c.codePointAt(0) ?? 0;
  if (code >= 0x300 && code < 0x370) return 0;
  if (code < 0x530 || (code >= 0x2010 && code < 0x2100)) return 1;
  return code >= 0x2190 && code < 0x2720 && !/\p{Emoji_Presentation}/u.test(c) ? 1 : 2;
}

/** Cuts the end off. */
export function cutEnd(text: string, columns: number): string {
  return getColumns(text) <= columns ? text : `${takeStart([...text], columns - 1).trimEnd()}…`;
}

/** Takes out the middle: of a path the beginning and the file's name say most. */
export function cutMiddle(text: string, columns: number): string {
  if (getColumns(text) <= columns) return text;
  const name = text.slice(text.lastIndexOf('/'));
  const room = columns - 1;
  const wanted = Math.max(getColumns(name), Math.ceil(room / 2));
  const end = takeStart([...text].reverse(), Math.min(wanted, room - Math.min(8, Math.floor(room / 3))));
  return `${takeStart([...text], room - getColumns(end))}…${[...end].reverse().join('')}`;
}

function takeStart(characters: readonly string[], columns: number): string {
  let taken = '';
  let used = 0;
  for (const c of characters) {
    used += getCharacterColumns(c);
    if (used > columns) break;
    taken += c;
  }
  return taken;
}
