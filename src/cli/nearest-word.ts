/** The known word that was most likely meant; null when none is near. */
export function findNearestWord(word: string, known: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const each of known) {
    const distance = getDistance(word.toLowerCase(), each.toLowerCase());
    if (distance <= limit && distance < (best?.distance ?? Infinity)) best = { word: each, distance };
  }
  if (best !== null) return best.word;
  // `terminate` for `no-abrupt-terminate`.
  const holding = word.length < 4 ? [] : known.filter((each) => each.includes(word));
  return holding.length === 1 ? (holding[0] ?? null) : null;
}

/** How many letters have to be put in, taken out, replaced, or swapped with their neighbour. */
function getDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const get = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        get(i - 1, j) + 1,
        get(i, j - 1) + 1,
        get(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? get(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return get(a.length, b.length);
}
