import { describe, expect, it } from 'vitest';
import { findMilliseconds, waitOnFlag } from '../../src/fixes/wait-on-flag.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { findMarked, parseFile } from '../support/parse.ts';

describe('the time of a blocking pause', () => {
  it.each([
    ["/*A*/execSync('sleep 5');", '5000'],
    ["/*A*/execSync('sleep 0.25');", '250'],
    ["/*A*/execFileSync('sleep', ['2']);", '2000'],
    ["/*A*/execSync('timeout /t 3');", '3000'],
    ['/*A*/while (Date.now() < end) {}', 'end - Date.now()'],
    ['/*A*/while (end > Date.now());', 'end - Date.now()'],
    ['/*A*/while (Date.now() - start < 250);', '250'],
  ])('%s', (text, expected) => {
    const file = parseFile(text);
    expect(findMilliseconds(file.code, findMarked(file, 'A'), undefined)).toBe(expected);
  });

  it('is not known of another command', () => {
    const file = parseFile("/*A*/execSync('sleep infinity');");
    expect(findMilliseconds(file.code, findMarked(file, 'A'), undefined)).toBeNull();
  });
});

describe('a wait on the flag', () => {
  const wait = (text: string, leave: string | null = null): string | null => {
    const file = parseFile(text);
    const edits = waitOnFlag(file, findMarked(file, 'A'), undefined, leave);
    return edits && applyEdits(file.code, edits).replace('/*A*/', '');
  };

  it('imports the data of the thread', () => {
    expect(wait("const { execSync } = require('child_process');\n/*A*/execSync('sleep 1');")).toBe(
      "const { execSync } = require('child_process');\nconst { workerData } = require('node:worker_threads');\nAtomics.wait(workerData.stopFlag, 0, 0, 1000);",
    );
  });

  it('leaves the loop when it is woken', () => {
    const text = "import { workerData } from 'node:worker_threads';\nfor (;;) /*A*/while (Date.now() < end);";
    expect(wait(text, 'break;')).toBe(
      "import { workerData } from 'node:worker_threads';\nfor (;;) if (Atomics.wait(workerData.stopFlag, 0, 0, end - Date.now()) !== 'timed-out') break;",
    );
  });

  it('is not given where it would lose a comment, or where the name means something else', () => {
    expect(wait('/*A*/while (Date.now() < end) { /* wait */ }')).toBeNull();
    const text =
      "import { workerData } from 'node:worker_threads';\n(function (workerData) { /*A*/while (Date.now() < end); })(1);";
    expect(wait(text)).toBeNull();
  });
});
