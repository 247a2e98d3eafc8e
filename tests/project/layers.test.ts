import { describe, expect, it } from 'vitest';
import { getImports, isBuiltin, listFiles } from '../support/sources.ts';

/**
 * The layers that read code, from the ground up: each may import those below it. Inside its own layer a file may import
 * freely; rules are the exception that SEALED names. See CONTRIBUTING.md, "The house", for the reasons.
 */
const READING = ['knowledge', 'kit', 'source', 'project', 'semantics', 'flow', 'facts', 'summaries', 'checks'];

/** What the others may import: a path or its beginning, from `src/`. */
const ALLOWED: Record<string, readonly string[]> = {
  ...Object.fromEntries(READING.map((layer, i) => [layer, READING.slice(0, i).map((below) => `${below}/`)])),
  index: ['configs.ts', 'rules/index.ts', 'kit/'],
  configs: ['kit/', 'rules/index.ts'],
  rules: ['fixes/', ...READING.map((layer) => `${layer}/`)],
  fixes: ['knowledge/', 'kit/', 'source/', 'project/'],
  stop: [],
  runtime: ['knowledge/'],
  map: ['kit/', 'knowledge/', 'source/', 'summaries/'],
  formatters: ['kit/clean.ts'],
  cli: ['runtime/', 'map/', 'formatters/', 'kit/', 'source/parse.ts', 'source/types.ts', 'index.ts', 'configs.ts'],
};

/** A rule stands alone. */
const SEALED = ['rules'];

/** Settings, analysis and fixes all speak of the knowledge rows; their types alone are no dependency. */
const TYPES = 'knowledge/types.ts';

const sources = listFiles('src', '.ts');

describe('layers', () => {
  it('every folder has its place', () => {
    expect([...new Set(sources.map(getLayer))].filter((layer) => !(layer in ALLOWED))).toEqual([]);
  });

  it('imports go downward only', () => {
    expect(sources.flatMap(listForbidden)).toEqual([]);
  });

  it('no file imports itself through others', () => {
    expect(findCycles()).toEqual([]);
  });

  it('at run time nothing but Node is loaded, outside the CLI', () => {
    const foreign = sources
      .filter((file) => getLayer(file) !== 'cli')
      .flatMap((file) =>
        getImports(file)
          .filter(({ isRelative, isTypeOnly, target }) => !isRelative && !isTypeOnly && !isBuiltin(target))
          .map(({ target }) => `${file} loads ${target}`),
      );
    expect(foreign).toEqual([]);
  });

  it('nothing but the CLI knows ESLint, not even its types', () => {
    const users = sources.filter((file) => getImports(file).some(({ target }) => /^eslint(?:\/|$)/.test(target)));
    expect(users.filter((file) => getLayer(file) !== 'cli')).toEqual([]);
  });

  it('the stop helper stands alone: it is copied into projects', () => {
    const imports = sources.filter((file) => getLayer(file) === 'stop').flatMap(getImports);
    expect(imports.filter(({ isRelative, target }) => !isRelative && !isBuiltin(target))).toEqual([]);
  });
});

/** `src/fixes/x.ts` -> `fixes`, `src/configs.ts` -> `configs`. */
function getLayer(file: string): string {
  const [first = ''] = file.replace(/^src\//, '').split('/');
  return first.replace(/\.ts$/, '');
}

function listForbidden(file: string): string[] {
  const layer = getLayer(file);
  return getImports(file)
    .filter(({ isRelative }) => isRelative)
    .map(({ target, isTypeOnly }) => ({ target: target.replace(/^src\//, ''), isTypeOnly }))
    .filter(({ target, isTypeOnly }) => !(isTypeOnly && target === TYPES) && !isAllowed(file, layer, target))
    .map(({ target }) => `${file} may not import ${target}`);
}

function isAllowed(file: string, layer: string, target: string): boolean {
  if (file === 'src/rules/index.ts') return target.startsWith('rules/') || target.startsWith('kit/');
  if (getLayer(target) === layer) return !SEALED.includes(layer);
  const allowed = ALLOWED[layer] ?? [];
  return allowed.some((entry) => {
    if (entry.endsWith('/')) return target.startsWith(entry);
    return new RegExp(`^${entry.replace(/[.]/g, '\\.').replace('*', '[^/]+')}$`).test(target);
  });
}

/** Rings of imports that stay when types are gone, each once, from its alphabetically first file. */
function findCycles(): string[] {
  const graph = new Map(
    sources.map((file) => [
      file,
      getImports(file).flatMap(({ isRelative, isTypeOnly, target }) => (isRelative && !isTypeOnly ? [target] : [])),
    ]),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start !== -1) found.add(rotate(path.slice(start)).join(' -> '));
    if (start !== -1 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of sources) visit(file, []);
  return [...found];
}

function rotate(ring: readonly string[]): readonly string[] {
  const first = ring.indexOf([...ring].sort()[0] as string);
  return [...ring.slice(first), ...ring.slice(0, first)];
}
