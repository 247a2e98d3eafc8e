import type { Bindings } from './bindings.ts';
import type { RawStart } from './raw-starts.ts';
import type { Source } from './source.ts';
import type { StartRow } from './start-rows.ts';

const WORKER_SPECIFIER = /[?&](?:shared)?worker\b|^(?:!*)worker-loader[?!]/;
const BUNDLED: StartRow = { kind: 'worker', library: 'web', file: { argument: 0 }, isWeb: true };

/** An import that a bundler turns into a worker's class. */
export interface Bundled {
  readonly specifier: string;
  readonly condition: RawStart['condition'];
}

/** The bundled worker that a name means. */
export function findBundled(source: Source, bindings: Bindings, index: number): Bundled | null {
  const imported = bindings.find(source.getText(index), index)?.imported;
  if (!imported || source.is(index + 1, '.')) return null;
  const { specifier, name } = imported;
  if (WORKER_SPECIFIER.test(specifier) && !/[?&]url\b/.test(specifier)) return { specifier, condition: 'none' };
  return name === 'default' && /\.worker(?:\.[cm]?[jt]sx?)?$/.test(specifier)
    ? { specifier, condition: 'no-class' }
    : null;
}

export function toBundled(source: Source, index: number, { specifier, condition }: Bundled): RawStart {
  const file = specifier.replace(/^.*!/, '').replace(/\?.*$/, '');
  const values = { texts: [`require:${file}`], isComplete: true };
  return { row: BUNDLED, line: source.getLine(index), values, isEval: false, text: file, condition };
}

/** `?worker` imports that are handed on instead of constructed here start at the import, as far as this file tells. */
export function listUnconstructed(source: Source, bindings: Bindings, constructed: ReadonlySet<string>): RawStart[] {
  return bindings.entries.flatMap(({ specifier, line, names }) => {
    if (!WORKER_SPECIFIER.test(specifier) || /[?&]url\b/.test(specifier)) return [];
    if (names.some(({ local }) => constructed.has(local))) return [];
    return [{ ...toBundled(source, 0, { specifier, condition: 'none' }), line }];
  });
}
