import { describe, expect, it } from 'vitest';
import { leavesBranch, leavesLoop } from '../../src/flow/index.ts';
import { getNodes } from '../../src/source/node-index.ts';
import type { LoopNode } from '../../src/source/types.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { parseFile } from '../support/parse.ts';

/** The body of a loop whose first `if` is asked about, and whether its branch leaves the `if`, and the loop. */
const BRANCHES: readonly (readonly [body: string, fromBranch: boolean, fromLoop: boolean])[] = [
  ['if (x) return;', true, true],
  ['if (x) { a(); break; }', true, true],
  ['if (x) throw y;', true, true],
  ['if (x) process.exit();', true, true],
  ['if (x) { if (y) return; else break; }', true, true],
  ['if (x) { try { return; } finally { a(); } }', true, true],
  ['if (x) continue;', true, false],
  ['if (x) { if (y) return; }', false, false],
  ['if (x) a();', false, false],
  ['if (x) { switch (y) { default: break; } }', false, false],
  ['try { if (x) throw y; } catch {}', true, false],
  ['switch (y) { case 1: if (x) break; a(); }', true, false],
  ['for (;;) { if (x) break; }', true, false],
];

describe('branches that leave', () => {
  it.each(BRANCHES)('%s', (body, fromBranch, fromLoop) => {
    const file = parseFile(`function f() { while (true) { ${body} b(); } }`);
    const { consequent } = getNodes(file.code, 'IfStatement')[0] as { consequent: Parameters<typeof leavesBranch>[1] };
    expect(leavesBranch(file, consequent)).toBe(fromBranch);
    expect(leavesLoop(file, consequent, getOuterLoop(file))).toBe(fromLoop);
  });

  it('an inner loop is left for the next turn of the outer one', () => {
    const file = parseFile('while (a) { for (;;) { if (x) break; } }');
    const [branch] = getNodes(file.code, 'IfStatement');
    const [inner] = getNodes(file.code, 'ForStatement');
    expect(branch && inner && leavesLoop(file, branch.consequent, inner)).toBe(true);
  });
});

function getOuterLoop(file: SourceFile): LoopNode {
  return getNodes(file.code, 'WhileStatement')[0] as LoopNode;
}
