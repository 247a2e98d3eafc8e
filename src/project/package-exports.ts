/** The conditions that lead to code, best first: a source file before what was built from it. */
const CONDITIONS = [
  'source',
  'development',
  'import',
  'module',
  'module-sync',
  'node',
  'require',
  'browser',
  'worker',
  'default',
];
const MAX_DEPTH = 8;

/**
 * The targets of a name in `exports` or `imports` of a `package.json` or in `paths` of a `tsconfig.json`, best first.
 * https://nodejs.org/api/packages.html#subpath-patterns
 */
export function listExportTargets(map: unknown, name: string): string[] {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return name === '.' ? listTargets(map, '') : [];
  const entries = Object.entries(map as Readonly<Record<string, unknown>>);
  const isSugar = name === '.' && entries.every(([key]) => !key.startsWith('.'));
  if (isSugar) return listTargets(map, '');
  const exact = entries.find(([key]) => key === name);
  if (exact) return listTargets(exact[1], '');
  return entries
    .flatMap(([key, value]) => {
      const star = key.indexOf('*');
      const [before, after] = [key.slice(0, star), key.slice(star + 1)];
      const isMatch =
        star !== -1 && name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
      return isMatch ? [{ before, value, part: name.slice(before.length, name.length - after.length) }] : [];
    })
    .sort((a, b) => b.before.length - a.before.length)
    .flatMap(({ value, part }) => listTargets(value, part));
}

function listTargets(value: unknown, star: string, depth = 0): string[] {
  if (typeof value === 'string') return [value.replaceAll('*', star)];
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => listTargets(each, star, depth + 1));
  const conditions = value as Readonly<Record<string, unknown>>;
  return CONDITIONS.flatMap((condition) => listTargets(conditions[condition], star, depth + 1));
}
