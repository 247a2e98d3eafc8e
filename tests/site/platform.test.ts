import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closeSync, openSync, readdirSync, readSync, statSync, writeFiles } from '../../site/platform/fs.ts';
import { isIP as isIPInPage } from '../../site/platform/net.ts';
import { toFileName } from '../../site/page/file-name.ts';

describe('the disk of the page', () => {
  it('lists, stats and reads the files that it was given', () => {
    writeFiles(
      new Map([
        ['/project/a.js', 'one'],
        ['/project/lib/b.js', 'zwei'],
      ]),
    );
    expect(readdirSync('/project/').map(({ name, isFile }) => [name, isFile()])).toEqual([
      ['a.js', true],
      ['lib', false],
    ]);
    expect(statSync('/project//lib/b.js')?.size).toBe(4);
    const file = openSync('/project/lib/b.js');
    const buffer = new Uint8Array(3);
    expect([readSync(file, buffer, 0, 3), readSync(file, buffer, 1, 2)]).toEqual([3, 1]);
    expect(new TextDecoder().decode(buffer)).toBe('zie');
    closeSync(file);
  });

  it('a file whose text is the same keeps its time; another text of its length does not', () => {
    const stat = (text: string) => {
      writeFiles(new Map([['/project/a.js', text]]));
      return statSync('/project/a.js')?.mtimeMs;
    };
    const first = stat('one');
    expect(stat('one')).toBe(first);
    expect(stat('two')).not.toBe(first);
  });

  it('has no file that it was not given last', () => {
    writeFiles(new Map([['/project/a.js', 'one']]));
    writeFiles(new Map([['/project/b.js', 'one']]));
    expect(statSync('/project/a.js')).toBeUndefined();
    expect(() => openSync('/project/a.js')).toThrow(/ENOENT/);
  });
});

it.each(['127.0.0.1', '255.255.255.255', '256.1.1.1', '1.2.3', '1.2.3.4.', '::1', 'fe80::1', 'a:b', 'localhost', ''])(
  'isIP(%j) is as in Node',
  (text) => {
    expect(isIPInPage(text)).toBe(isIP(text));
  },
);

it.each([
  ['job.ts', 'job.ts'],
  ['src/job.mjs', 'src/job.mjs'],
  ['../../etc/job.js', 'etc/job.js'],
  ['a b".js', 'ab.js'],
  ['notes.txt', 'notes.txt.js'],
  ['', 'file.js'],
])('the file name %j is kept as %j', (written, kept) => {
  expect(toFileName(written)).toBe(kept);
});
