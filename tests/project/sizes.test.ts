import { describe, expect, it } from 'vitest';
import { countLines, getFunctionSizes, listFiles, read } from '../support/sources.ts';

/** The limits in lines. The aim of a rule is 200; any other file is as long as one thought takes, which is seldom this long. */
const FILES: readonly [folder: string, limit: number][] = [
  ['src/rules', 220],
  ['src', 400],
  ['tests', 500],
];
const CREATE = 60;
const FUNCTION = 60;

/** In tests a callback of `describe` holds many cases and may be as long as its file. */
const FREE_IN_TESTS = 'anonymous';

describe('sizes', () => {
  it.each(FILES)('a file in %s has at most %i lines', (folder, limit) => {
    const offenders = listSources(folder)
      .map((file) => ({ file, lines: countLines(read(file)) }))
      .filter(({ lines }) => lines > limit);
    expect(offenders.map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
  });

  it(`a rule's create has at most ${CREATE} lines`, () => {
    expect(listOffenders('src/rules', (name) => name === 'create', CREATE)).toEqual([]);
  });

  it(`a function has at most ${FUNCTION} lines`, () => {
    expect([
      ...listOffenders('src', () => true, FUNCTION),
      ...listOffenders('tests', (name) => name !== FREE_IN_TESTS, FUNCTION),
    ]).toEqual([]);
  });
});

describe('names', () => {
  it('a file is called after what it holds', () => {
    const vague = [...listSources('src'), ...listSources('tests'), ...listFiles('scripts', 'js')].filter((file) =>
      /(?:^|[/-])(?:utils?|helpers|common|misc|shared)(?:[./-]|$)/.test(file),
    );
    expect(vague).toEqual([]);
  });

  it('files are kebab-case', () => {
    const bare = (file: string): string => (file.split('/').at(-1) as string).replace(/\.(?:test\.)?ts$/, '');
    const files = [...listSources('src'), ...listSources('tests')];
    expect(files.filter((file) => !/^[a-z\d]+(?:-[a-z\d]+)*$/.test(bare(file)))).toEqual([]);
  });
});

function listSources(folder: string): string[] {
  const isOurs = (file: string): boolean => !/^tests\/(?:fixtures|(?:proofs|reports)\/[^/]+\/[^/]+)\//.test(file);
  return listFiles(folder, '.ts').filter(isOurs);
}

function listOffenders(folder: string, isMeant: (name: string) => boolean, limit: number): string[] {
  return listSources(folder).flatMap((file) =>
    getFunctionSizes(file)
      .filter(({ name, lines }) => isMeant(name) && lines > limit)
      .map(({ name, lines }) => `${file}: ${name} has ${lines} lines`),
  );
}
