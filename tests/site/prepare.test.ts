import { describe, expect, it } from 'vitest';
import { prepare } from '../../site/linter/prepare.ts';

const WORKER = { name: 'worker.js', text: "import { parentPort } from 'node:worker_threads';\nparentPort.ref();\n" };

function prepareOwner(text: string, name = 'owner.js') {
  const start = "new Worker(new URL('./worker.js', import.meta.url));\n";
  return prepare([{ name, text: `${start}${text}` }, WORKER])[0];
}

describe('a file that is made ready to run', () => {
  it('has its imports lead to the page, and its own address written out', () => {
    expect(prepareOwner("import { once } from 'node:events';\nimport { x } from './worker.js';")?.text).toBe(
      'new Worker(new URL(\'./worker.js\', "file:///project/owner.js"));\n' +
        "import { once } from 'graceful:events';\nimport { x } from 'graceful:worker.js';",
    );
  });

  it('goes on while it loads something', () => {
    expect(prepareOwner("const { once } = await import('node:events');")?.text).toContain(
      "await graceful.keep(import('graceful:events'));",
    );
  });

  it('has no types', () => {
    expect(prepareOwner('const n: number = 1 as number;', 'owner.ts')?.text).toContain('const n = 1;');
  });

  it('tells when a try that has a finally is entered and left', () => {
    expect(prepareOwner('try { a(); } finally { b(); }')?.text).toContain(
      'try {graceful.enter(2); a(); } finally {graceful.leave(2); b(); }',
    );
  });

  it('is not changed inside of strings and comments', () => {
    const text = "// import.meta.url\nconst words = 'import.meta.url, SharedArrayBuffer';";
    expect(prepareOwner(text)).toMatchObject({ obstacle: null, text: expect.stringContaining(text) });
  });
});

describe('what cannot be run is said to be so', () => {
  it.each([
    ['shared memory', 'new SharedArrayBuffer(4);', /shares memory between threads \(SharedArrayBuffer\)/],
    ['a package', "import { Queue } from 'bullmq';", /imports 'bullmq', which is not here/],
    ['a module of Node that the page lacks', "import fs from 'node:fs';", /imports 'node:fs'/],
    ['a package that is required', "const { Queue } = require('bullmq');", /requires 'bullmq'/],
  ])('%s', (_what, text, reason) => {
    expect(prepareOwner(text)?.obstacle).toMatch(reason);
  });

  it('a type import is no import', () => {
    expect(prepareOwner("import type { Job } from 'bullmq';", 'owner.ts')?.obstacle).toBeNull();
  });

  it('a program without a worker, and one whose worker is not here', () => {
    const [alone] = prepare([
      { name: 'a.js', text: 'console.log(1);' },
      { name: 'b.js', text: '' },
    ]);
    expect(alone?.obstacle).toBe('No worker is started here.');
    const [owner] = prepare([
      { name: 'a.js', text: "new Worker('./b.js');" },
      { name: 'b.js', text: ' ' },
    ]);
    expect(owner?.obstacle).toBe('The file of the worker is not here.');
  });
});
