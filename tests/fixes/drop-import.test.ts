import { describe, expect, it } from 'vitest';
import { dropImport } from '../../src/fixes/drop-import.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { findMarked, parseFile } from '../support/parse.ts';

/** The text without the import of what is marked. */
function drop(text: string): string {
  const file = parseFile(text);
  return applyEdits(file.code, (fixer) => dropImport(file.code, fixer, findMarked(file, 'it')));
}

describe('an import whose last use is replaced', () => {
  it.each([
    [
      'goes with its line',
      `import a from 'a';\nimport { rest } from './rest.js';\na(/*it*/ rest);`,
      `import a from 'a';\na(/*it*/ rest);`,
    ],
    [
      'goes alone, the first',
      `import { rest, b } from 'r';\nb(/*it*/ rest);`,
      `import { b } from 'r';\nb(/*it*/ rest);`,
    ],
    [
      'goes alone, the last',
      `import { b, rest } from 'r';\nb(/*it*/ rest);`,
      `import { b } from 'r';\nb(/*it*/ rest);`,
    ],
  ])('%s', (_name, before, after) => {
    expect(drop(before)).toBe(after);
  });

  it.each([
    ['it is used elsewhere', `import a from 'a';\nimport { rest } from 'r';\na(/*it*/ rest, rest);`],
    ['it opens the file, where a new one is put behind it', `import { rest } from 'r';\nf(/*it*/ rest);`],
    ['a default import is beside it', `import a, { rest } from 'r';\na(/*it*/ rest);`],
    ['a comment is in it', `import a from 'a';\nimport { /* why */ rest } from 'r';\na(/*it*/ rest);`],
    ['it is no import', `const rest = f();\nf(/*it*/ rest);`],
  ])('stays where %s', (_name, before) => {
    expect(drop(before)).toBe(before);
  });
});
