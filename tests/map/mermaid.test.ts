import { describe, expect, it } from 'vitest';
import { printMermaid } from '../../src/map/mermaid.ts';
import { getMap } from '../../src/map/model.ts';
import { makeIndex, makeLarge, makeSmall, start } from '../support/sample-index.ts';

const NODE = /^ {2}\w+(?:\["[^"]*"\]|\("[^"]*"\)):::(?:owner|ok|warning|unknown)$/;
const EDGE = /^ {2}(\w+) -->\|"[^"]*"\| (\w+)$/;

describe('map as Mermaid', () => {
  it('has a node for everything, and an edge with line and kind for each start', () => {
    const { index, findings } = makeSmall();
    const text = printMermaid(getMap(index, findings));
    expect(text).toMatch(/^flowchart LR\n/);
    expect(text).toContain('["src/queue.ts<br/>✗ no-abrupt-terminate"]:::owner');
    expect(text).toContain(
      '("src/jobs/index-rebuild.ts<br/>does not hear \'shutdown\'<br/>✗ no-unstoppable-loop ×2"):::warning',
    );
    expect(text).toContain('-->|"31 pool piscina"|');
    expect(text).toContain('("src/jobs/mail.ts"):::ok');
  });

  it('holds nothing but nodes, edges between them and classes', () => {
    const { index, findings } = makeLarge();
    const lines = printMermaid(getMap(index, findings)).trimEnd().split('\n').slice(2);
    const nodes = lines.filter((line) => NODE.test(line)).map((line) => /\w+/.exec(line)?.[0]);
    const edges = lines.flatMap((line) => (EDGE.exec(line) ?? []).slice(1));
    expect(lines.filter((line) => !NODE.test(line) && !EDGE.test(line) && !line.startsWith('  classDef '))).toEqual([]);
    expect([nodes.length, new Set(nodes).size, edges.length]).toEqual([49, 49, 2 * 47]);
    expect(edges.filter((id) => !nodes.includes(id))).toEqual([]);
  });

  it('takes nothing in a name for its own', () => {
    const odd = 'a"]; end %% `b` <i>#x; | {c} (d) [e] &amp; \n.ts';
    const lines = printMermaid(getMap(makeIndex([start('a.ts:1', odd)]), []))
      .trimEnd()
      .split('\n');
    const [label = ''] = lines.filter((line) => line.includes('("')).map((line) => line.split('("')[1]);
    expect(label.replace(/<br\/>.*/, '')).toMatch(/^(?:[\w .(){}]|#\d+;)*$/);
    const others = lines.slice(2).filter((line) => !line.includes('classDef'));
    expect(others.filter((line) => !NODE.test(line) && !EDGE.test(line))).toEqual([]);
  });

  it('is a flowchart also when there is nothing to draw', () => {
    expect(printMermaid(getMap(makeIndex([]), []))).toMatch(/^flowchart LR\n {2}%% no workers/);
  });
});
