import path from 'node:path';

const compiled = new Map<string, RegExp>();

/**
 * Does a file match one of the globs? Knows `*`, `**`, `?`, `{a,b}`; a glob is relative to `root`. Written here because
 * a rule may load no package (see CONTRIBUTING, "No runtime dependency").
 */
export function matchesGlob(filename: string, root: string, globs: readonly string[]): boolean {
  if (globs.length === 0) return false;
  const relative = path.relative(root, filename).replaceAll('\\', '/');
  return globs.some((glob) => isMatch(relative, glob));
}

/** The same of a path that is relative to where the glob is. */
export function isMatch(relative: string, glob: string): boolean {
  return getPattern(glob).test(relative);
}

function getPattern(glob: string): RegExp {
  let pattern = compiled.get(glob);
  if (!pattern) compiled.set(glob, (pattern = new RegExp(`^${toSource(glob.replace(/^\.\//, ''))}$`)));
  return pattern;
}

function toSource(glob: string): string {
  let depth = 0;
  return glob.replace(/\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/g, (part) => {
    switch (part) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        depth += 1;
        return '(?:';
      case '}':
        if (depth === 0) return '\\}';
        depth -= 1;
        return ')';
      case ',':
        return depth > 0 ? '|' : ',';
      default:
        return `\\${part}`;
    }
  });
}
