import { describe, expect, it } from 'vitest';
import type { RunLog } from '../../site/page/run-program.ts';
import { judge } from '../../site/page/verdict.ts';
import type { Happening } from '../../site/run/records.ts';

type Story = readonly (readonly [at: number, happening: Happening])[];

/** A run of an owner and its worker 1, asked to stop after 600 ms. */
function tell(owner: Story, worker: Story, rest: Partial<RunLog> = {}): RunLog {
  const toRecords = (story: Story) => story.map(([at, happening]) => ({ ...happening, at }));
  return {
    startedAt: 0,
    askedAt: 600,
    endedAt: 610,
    wasCut: false,
    threads: [
      { thread: 0, file: 'owner.js', records: toRecords([[1, { kind: 'started' }], ...owner]) },
      { thread: 1, file: 'worker.js', records: toRecords([[2, { kind: 'started' }], ...worker]) },
    ],
    ...rest,
  };
}

const post = (at: number, number: number, isStop = false): Story[number] => [
  at,
  { kind: 'posted', thread: 1, number, isStop },
];
const KILLED: Story[number] = [605, { kind: 'killed', thread: 1 }];
const EXITED: Story[number] = [610, { kind: 'exited', code: 0, hasFailed: false }];

describe('what a run has lost', () => {
  it('messages that a kill left begun, and those behind it', () => {
    const log = tell(
      [post(3, 1), post(3, 2), post(3, 3), post(3, 4), KILLED, EXITED],
      [
        [4, { kind: 'taken', number: 1 }],
        [5, { kind: 'done', number: 1 }],
        [6, { kind: 'taken', number: 2 }],
      ],
    );
    expect(judge(log).losses).toEqual([
      'worker.js: 1 message begun, not finished',
      'worker.js: 2 messages never begun',
    ]);
  });

  it('nothing, where a worker is killed that has done all it was given', () => {
    const done: Story = [
      [4, { kind: 'taken', number: 1 }],
      [5, { kind: 'done', number: 1 }],
    ];
    const { losses, lanes } = judge(tell([post(3, 1), KILLED, EXITED], done));
    expect(losses).toEqual([]);
    expect(lanes.map(({ ending }) => ending)).toEqual(['exited', 'killed']);
  });

  it('no request to stop, which is no task', () => {
    expect(judge(tell([post(601, 1, true), KILLED, EXITED], [])).losses).toEqual([]);
  });

  it('a finally that was not reached, once however often its try was open', () => {
    const open: Story = [
      [4, { kind: 'entered', line: 7 }],
      [5, { kind: 'left', line: 7 }],
      [6, { kind: 'entered', line: 7 }],
      [7, { kind: 'entered', line: 7 }],
    ];
    expect(judge(tell([KILLED, EXITED], open)).losses).toEqual(['worker.js: the finally of line 7 never ran']);
  });

  it('the rest of a file, and answers that were sent', () => {
    const half: Story = [
      [4, { kind: 'writing', name: 'a.csv' }],
      [5, { kind: 'written', name: 'a.csv' }],
      [6, { kind: 'writing', name: 'b.csv' }],
      [604, { kind: 'answered' }],
    ];
    expect(judge(tell([KILLED, EXITED], half)).losses).toEqual([
      'worker.js: 1 answer sent, but never heard',
      'worker.js: only a part of b.csv was written',
    ]);
  });
});

describe('how long a stop took', () => {
  it('from the request to the end of the owner', () => {
    expect(judge(tell([EXITED], [[608, { kind: 'exited', code: 0, hasFailed: false }]]))).toMatchObject({
      stoppedMs: 10,
      wasCut: false,
    });
  });

  it('is not known of a program that the page had to end, whose threads are called still running', () => {
    const verdict = judge(tell([], [], { endedAt: 7600, wasCut: true }));
    expect(verdict.stoppedMs).toBeNull();
    expect(verdict.lanes.map(({ ending }) => ending)).toEqual(['cut', 'cut']);
  });

  it('is not known of a program that ended before it was asked', () => {
    expect(judge(tell([EXITED], [], { askedAt: null, endedAt: 50 }))).toMatchObject({ stoppedMs: null, lasted: 50 });
  });
});
