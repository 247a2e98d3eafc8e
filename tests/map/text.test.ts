import { describe, expect, it } from 'vitest';
import { getMap } from '../../src/map/model.ts';
import { printText } from '../../src/map/text.ts';
import { getColumns } from '../../src/map/width.ts';
import { finding, makeIndex, makeLarge, makeSmall, start } from '../support/sample-index.ts';

const PLAIN = { columns: 80, hasColors: false };

describe('map as text', () => {
  it('is a tree by owner with totals at its end', () => {
    const { index, findings } = makeSmall();
    expect(printText(getMap(index, findings), PLAIN)).toBe(`src/queue.ts
├─ 8 worker → src/jobs/index-rebuild.ts
│     does not hear 'shutdown': it listens to no messages
│     ✗ 34 no-unstoppable-loop: Nothing can end this loop but a kill.
│     ✗ 50 no-unstoppable-loop: Nothing can end this loop but a kill.
└─ ✗ 20 no-abrupt-terminate: Kills the worker while it may be in the middle of…

src/server.ts
├─ 12 worker → src/jobs/resize.ts
│     hears { type: 'stop' }
│     runs 1 more file
│     ✗ src/jobs/image.ts:7 prefer-interruptible-wait: Nobody can wake this pau…
└─ 31 pool piscina → src/jobs/mail.ts

in other files
└─ ✗ src/poll.ts:3 prefer-interruptible-wait: Nobody can wake this pause.

2 owners, 2 workers, 1 pool: 5 findings, 1 unheard stop
`);
  });

  it.each([40, 80, 120])('fits %i columns', (columns) => {
    const { index, findings } = makeLarge();
    const lines = printText(getMap(index, findings), { columns, hasColors: false }).split('\n');
    expect(lines.filter((line) => getColumns(line) > columns)).toEqual([]);
    expect(lines.filter((line) => line.includes('→'))).toHaveLength(47);
  });

  it('shortens a path in its middle, and counts wide letters double', () => {
    const target = `src/${'深い/'.repeat(30)}resize.ts`;
    const [, line = ''] = printText(getMap(makeIndex([start('a.ts:1', target)]), []), PLAIN).split('\n');
    expect(line).toMatch(/^└─ 1 worker → src\/.*….*\/resize\.ts$/);
    expect(getColumns(line)).toBeLessThanOrEqual(80);
  });

  it('colours lines without changing them', () => {
    const { index, findings } = makeSmall();
    const map = getMap(index, findings);
    const colored = printText(map, { columns: 80, hasColors: true });
    expect(colored).toContain("\u001B[32mhears { type: 'stop' }\u001B[0m");
    expect(colored.replace(/\u001B\[\d+m/g, '')).toBe(printText(map, PLAIN));
  });

  it('sends no control characters to the terminal', () => {
    const index = makeIndex([start('a\u001B[31m.ts:1', 'w\n\u202E.ts')]);
    const text = printText(getMap(index, [finding('a\u001B[31m.ts:4', 'rule', 'a\nb')]), PLAIN);
    expect(text).toContain('w\\u{a}\\u{202e}.ts');
    expect(text).toContain('a\\u{1b}[31m.ts');
    expect(text.split('\n')).toHaveLength(8);
  });

  it('tells a file that starts itself, and does not tell a worker twice', () => {
    const starts = [start('a.ts:1', 'a.ts', { reason: 'self' }), start('b.ts:2', 'a.ts')];
    expect(printText(getMap(makeIndex(starts), [finding('a.ts:5', 'no-unstoppable-loop')]), PLAIN)).toBe(`a.ts
└─ 1 worker → this file
      no stop message seen
      listens to no messages
      ✗ 5 no-unstoppable-loop: Found.

b.ts
└─ 2 worker → a.ts
      no stop message seen
      listens to no messages
      the rest as above

2 owners, 2 workers: 1 finding
`);
  });

  it('says that there is nothing', () => {
    expect(printText(getMap(makeIndex([]), []), PLAIN)).toBe('no workers, pools or job processors found\n');
  });
});
