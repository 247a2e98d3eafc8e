import { describe, expect, it } from 'vitest';
import type { TSESTree } from '../../src/source/types.ts';
import { getKillSite, type KillSite } from '../../src/fixes/kill-target.ts';
import { parseMarked } from '../support/parse.ts';

describe('getKillSite', () => {
  it.each<[marked: string, expected: Partial<KillSite>]>([
    ['[|w.terminate()|];', { form: 'statement', isAwaited: false, isStable: false, text: 'w' }],
    ['const w = f(); [|w.terminate()|];', { isStable: true, name: 'w' }],
    ['let w = f(); w = g(); [|w.terminate()|];', { isStable: false, name: 'worker' }],
    ['function f(w) { [|w.terminate()|]; }', { isStable: true }],
    ['class A { f() { [|this.terminate()|]; } }', { isStable: true, name: 'this' }],
    ['await [|a.b.terminate()|];', { form: 'statement', isAwaited: true, text: 'a.b' }],
    ['void [|a.b.terminate()|];', { form: 'statement', isDropped: true }],
    ['if (x) a && [|a.terminate()|];', { form: 'statement', condition: 'a' }],
    ['const f = () => ([|a.terminate()|]);', { form: 'arrow', isDropped: false }],
    ['l.forEach((a) => [|a.terminate()|]);', { form: 'arrow', isDropped: true }],
    ['function f() { return [|a.terminate()|]; }', { form: 'return' }],
    ['const x = await [|a.terminate()|];', { form: 'expression', isAwaited: true }],
    ['[|a?.terminate()|];', { isOptional: true }],
    ['[|a?.b.terminate()|];', { isOptional: true, text: 'a?.b' }],
    ['[|a.b!.terminate()|];', { isOptional: false, text: 'a.b!' }],
    ['[|(a as Worker).terminate()|];', { text: 'a as Worker', isStable: false }],
    ['[|a.terminate()|].catch(f).finally(g);', { form: 'statement', suffix: '.catch(f).finally(g)' }],
    ['([|a.terminate()|] as P).catch(f);', { form: 'statement', suffix: '.catch(f)' }],
    ['/* 0 */ [|a /* 1 */.terminate(/* 2 */)|] /* 3 */; // 4', { comments: '/* 1 */ /* 2 */ /* 3 */ ' }],
    ['[|f(/* kept */ x).terminate()|];', { comments: '' }],
  ])('%s', (marked, expected) => {
    const { file, nodes } = parseMarked(marked, { filename: 'a.ts' });
    const [node] = nodes;
    const call = (node?.type === 'ChainExpression' ? node.expression : node) as TSESTree.CallExpression;
    const { object } = call.callee as TSESTree.MemberExpression;
    expect(getKillSite(file.code, call, object)).toMatchObject(expected);
  });
});
