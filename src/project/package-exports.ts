/**
 * The conditions that lead to code, best first: a source file before what was built from it. Those that are not listed here
 * (`@acme/source`, `bun`) come behind; `default` may stand for all of them, so it is the last.
 */
const CONDITIONS = ['source', 'development', 'import', 'module', 'module-sync', 'node', 'require', 'browser', 'worker'];
const MAX_DEPTH = 8;

/**
 * The targets of a name in `exports` or `imports` of a `package.json` or in `paths` of a `tsconfig.json`, best first.
 * Not `resolve.exports`, which gives the one that Node would load: that is built, and often not there in a source tree.
 * https://nodejs.org/api/packages.html#subpath-patterns
 */
export function listExportTargets(map: unknown, name: string): string[] {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return name === '.' ? listTargets(map, '') : [];
  const entries = Object.entries(map as Readonly<Record<string, unknown>>);
  const isSugar = name === '.' && entries.every(([key]) => !key.startsWith('.'));
  if (isSugar) return listTargets(map, '');
  const exact = entries.find(([key]) => key === name);
  if (exact) return listTargets(exact[1], '');
  const [best] = entries
    .flatMap(([key, value]) => {
      const star = key.indexOf('*');
      const [before, after] = [key.slice(0, star), key.slice(star + 1)];
      const isMatch =
        star !== -1 && name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
      return isMatch ? [{ key, before, value, part: name.slice(before.length, name.length - after.length) }] : [];
    })
    .sort((a, b) => b.before.length - a.before.length || b.key.length - a.key.length);
  return best ? listTargets(best.value, best.part) : [];
}

function listTargets(value: unknown, star: string, depth = 0): string[] {
  if (typeof value === 'string') return [value.replaceAll('*', () => star)];
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => listTargets(each, star, depth + 1));
  const conditions = value as Readonly<Record<string, unknown>>;
  const others = Object.keys(conditions).filter((name) => name !== 'default' && !CONDITIONS.includes(name));
  return [...CONDITIONS, ...others, 'default'].flatMap((name) => listTargets(conditions[name], star, depth + 1));
}
