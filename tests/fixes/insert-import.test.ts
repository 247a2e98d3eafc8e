import { describe, expect, it } from 'vitest';
import type { TSESLint } from '@typescript-eslint/utils';
import { insertImport } from '../../src/fixes/insert-import.ts';
import { parseFile, type ParseOptions } from '../support/parse.ts';

const REQUEST = { module: './stop.js', name: 'stopWorker', local: 'stopWorker' };

describe('insertImport', () => {
  it.each([
    [
      'behind the last import',
      `import a from 'a';\nimport b from 'b';\n\na(b);`,
      `import a from 'a';\nimport b from 'b';\nimport { stopWorker } from './stop.js';\n\na(b);`,
    ],
    [
      'behind a comment of that line',
      `import a from 'a'; // why\na();`,
      `import a from 'a'; // why\nimport { stopWorker } from './stop.js';\na();`,
    ],
    [
      'joined to one of the module',
      `import { sleep } from './stop.js';\nsleep();`,
      `import { sleep, stopWorker } from './stop.js';\nsleep();`,
    ],
    [
      'not joined to types',
      `import type { T } from './stop.js';\nexport const a = 1 as T;`,
      `import type { T } from './stop.js';\nimport { stopWorker } from './stop.js';\nexport const a = 1 as T;`,
    ],
    [
      'not joined to a namespace',
      `import * as s from './stop.js';\ns();`,
      `import * as s from './stop.js';\nimport { stopWorker } from './stop.js';\ns();`,
    ],
    ['without imports', `a();`, `import { stopWorker } from './stop.js';\na();`],
    [
      'below #! and a comment',
      `#!/usr/bin/env node\n// x\na();`,
      `#!/usr/bin/env node\n// x\nimport { stopWorker } from './stop.js';\na();`,
    ],
    ['below directives', `'use client';\na();`, `'use client';\nimport { stopWorker } from './stop.js';\na();`],
    ['below directives only', `'use client';`, `'use client';\nimport { stopWorker } from './stop.js';\n`],
    [
      'above what a doc comment describes',
      `/** Stops. */\nexport function a() { b(); }`,
      `import { stopWorker } from './stop.js';\n/** Stops. */\nexport function a() { b(); }`,
    ],
    [
      'between a licence and what another comment describes',
      `// Copyright 2026\n\n// Starts it.\na();`,
      `// Copyright 2026\n\nimport { stopWorker } from './stop.js';\n\n// Starts it.\na();`,
    ],
    ['below a pragma', `/** @jsx h */\na();`, `/** @jsx h */\nimport { stopWorker } from './stop.js';\na();`],
    [
      'at the top when imports come late',
      `a();\nimport b from 'b';`,
      `import { stopWorker } from './stop.js';\na();\nimport b from 'b';`,
    ],
    [
      'with line ends of Windows',
      `import a from 'a';\r\na();`,
      `import a from 'a';\r\nimport { stopWorker } from './stop.js';\r\na();`,
    ],
    [
      'required',
      `'use strict';\nconst a = require('a');\na();`,
      `'use strict';\nconst a = require('a');\nconst { stopWorker } = require('./stop.js');\na();`,
    ],
    [
      'required at the top, not after a late require',
      `a();\nconst b = require('b');`,
      `const { stopWorker } = require('./stop.js');\na();\nconst b = require('b');`,
    ],
    [
      'imported beside import x = require',
      `import a = require('a');\na();`,
      `import a = require('a');\nimport { stopWorker } from './stop.js';\na();`,
    ],
  ])('%s', (_, text, expected) => expect(insert(text)).toBe(expected));

  it('takes the name that is there', () => {
    expect(insertImport(parseFile(`import { stopWorker as end } from './stop.js';`).code, REQUEST)).toEqual({
      local: 'end',
      fix: null,
    });
    expect(insertImport(parseFile(`const { stopWorker: end } = require('./stop.js');`).code, REQUEST)).toEqual({
      local: 'end',
      fix: null,
    });
    expect(
      insertImport(parseFile(`import { Worker } from 'worker_threads';`).code, {
        module: 'node:worker_threads',
        name: 'Worker',
        local: 'Worker',
      })?.fix,
    ).toBeNull();
  });

  it.each([
    ['declared', 'const stopWorker = 1;'],
    ['a parameter somewhere', 'function f(stopWorker) {}'],
    ['a global that is used', 'stopWorker();'],
  ])('gives nothing where the name is %s', (_, text) => expect(insertImport(parseFile(text).code, REQUEST)).toBeNull());

  it('gives nothing where the import is shadowed', () => {
    const { code } = parseFile(`import { stopWorker } from './stop.js';\nfunction f(stopWorker) { g(); }\nh();`);
    const [, fn, call] = code.ast.body;
    expect(insertImport(code, REQUEST, call)?.local).toBe('stopWorker');
    expect(insertImport(code, REQUEST, fn?.type === 'FunctionDeclaration' ? fn.body : undefined)).toBeNull();
  });
});

function insert(text: string, options?: ParseOptions): string {
  const { code } = parseFile(text, options);
  const fixer = {
    insertTextAfter: ({ range }: { range: readonly number[] }, added: string) => ({ at: range[1], added }),
    insertTextAfterRange: (range: readonly number[], added: string) => ({ at: range[1], added }),
    insertTextBefore: ({ range }: { range: readonly number[] }, added: string) => ({ at: range[0], added }),
  };
  const edit = insertImport(code, REQUEST)?.fix?.(fixer as unknown as TSESLint.RuleFixer);
  if (!edit) return text;
  const { at, added } = edit as unknown as { at: number; added: string };
  return text.slice(0, at) + added + text.slice(at);
}
