import { describe, expect, it } from 'vitest';
import { getMap, type WorkerMap } from '../../src/map/model.ts';
import { isStopRequest } from '../../src/map/stop-request.ts';
import { finding, makeIndex, makeSmall, message, start, workerFile } from '../support/sample-index.ts';

const STOP = message('stop', 'type');
const HEARS = workerFile('w.ts', { hears: [STOP], listens: true });

/** The status of each worker by its file. */
function getStatuses(map: WorkerMap): Record<string, string> {
  return Object.fromEntries(map.workers.map(({ file, reason, status }) => [file ?? reason, status]));
}

/** What becomes of each start's requests. */
function getHearings(map: WorkerMap): (readonly string[])[] {
  return map.owners.flatMap(({ starts }) => starts.map(({ asks }) => asks.map(({ hearing }) => hearing)));
}

describe('map', () => {
  it('names owners, what they start at which line, and what runs inside', () => {
    const { index, findings } = makeSmall();
    const map = getMap(index, findings);
    expect(map.owners.map(({ file, starts }) => [file, starts.map(({ line, kind }) => `${line} ${kind}`)])).toEqual([
      ['src/queue.ts', ['8 worker']],
      ['src/server.ts', ['12 worker', '31 pool']],
    ]);
    expect(map.workers.map(({ file, inside }) => [file, inside])).toEqual([
      ['src/jobs/index-rebuild.ts', []],
      ['src/jobs/resize.ts', ['src/jobs/image.ts']],
      ['src/jobs/mail.ts', []],
    ]);
  });

  it('draws each finding where it belongs', () => {
    const { index, findings } = makeSmall();
    const map = getMap(index, findings);
    const places = (list: readonly { file: string; line: number }[]) => list.map(({ file, line }) => `${file}:${line}`);
    expect(map.owners.map((owner) => places(owner.findings))).toEqual([['src/queue.ts:20'], []]);
    expect(map.workers.map((worker) => places(worker.findings))).toEqual([
      ['src/jobs/index-rebuild.ts:34', 'src/jobs/index-rebuild.ts:50'],
      ['src/jobs/image.ts:7'],
      [],
    ]);
    expect(places(map.elsewhere)).toEqual(['src/poll.ts:3']);
  });

  it('parts the findings of a file that starts itself', () => {
    const index = makeIndex([start('a.ts:3', 'a.ts', { reason: 'self' })]);
    const map = getMap(index, [finding('a.ts:9', 'no-abrupt-terminate'), finding('a.ts:20', 'no-unstoppable-loop')]);
    const ofOwners = map.owners.map(({ isWorker, findings }) => [isWorker, findings.map(({ line }) => line)]);
    expect(ofOwners).toEqual([[true, [9]]]);
    expect(map.workers.map(({ findings }) => findings.map(({ line }) => line))).toEqual([[20]]);
  });

  it('draws a file once, however often it is started or imported', () => {
    const starts = [start('a.ts:1', 'w.ts'), start('b.ts:2', 'w.ts'), start('b.ts:3', 'v.ts')];
    const lib = workerFile('lib.ts', { importedBy: 'w.ts', depth: 1, starts });
    const map = getMap(makeIndex(starts, [lib]), [finding('lib.ts:4', 'no-unstoppable-loop')]);
    expect(map.workers.map(({ file, startedBy }) => [file, startedBy.map(({ line }) => line)])).toEqual([
      ['w.ts', [1, 2]],
      ['v.ts', [3]],
    ]);
    expect(map.workers.map(({ findings }) => findings.length)).toEqual([1, 1]);
  });

  it('keeps apart what has not been traced to a file, and joins what is one package', () => {
    const none = (at: string, reason: 'dynamic' | 'eval' | 'package') => start(at, null, { reason, specifier: 'x' });
    const inA = [none('a.ts:1', 'dynamic'), none('a.ts:2', 'eval'), none('a.ts:3', 'package')];
    const starts = [...inA, none('b.ts:1', 'package')];
    const map = getMap(makeIndex(starts), []);
    expect(map.workers.map(({ reason, startedBy }) => [reason, startedBy.length])).toEqual([
      ['dynamic', 1],
      ['eval', 1],
      ['package', 2],
    ]);
    expect(new Set(map.workers.map(({ status }) => status))).toEqual(new Set(['unknown']));
  });

  it('keeps ids when other files come', () => {
    const one = getMap(makeIndex([start('b.ts:1', 'w.ts')]), []);
    const two = getMap(makeIndex([start('a.ts:1', 'v.ts'), start('b.ts:7', 'w.ts')]), []);
    expect(two.workers.map(({ id }) => id)).toContain(one.workers[0]?.id);
    expect(two.owners.map(({ id }) => id)).toContain(one.owners[0]?.id);
  });

  it('draws both ends of what was asked for, and no more', () => {
    const starts = [start('a.ts:1', 'v.ts'), start('b.ts:2', 'w.ts'), start('c.ts:3', 'x.ts')];
    const lib = workerFile('lib.ts', { importedBy: 'w.ts', depth: 1 });
    const index = makeIndex(starts, [lib]);
    const drawn = (wanted: string) => getMap(index, [], (file) => file === wanted).workers.map(({ file }) => file);
    const asked = ['a.ts', 'v.ts', 'lib.ts', 'other.ts'];
    expect(asked.map(drawn)).toEqual([['v.ts'], ['v.ts'], ['w.ts'], []]);
  });

  it('names worker files that nobody is seen to start', () => {
    const map = getMap(makeIndex([], [workerFile('w.ts')]), []);
    expect(map.workers.map(({ file, startedBy }) => [file, startedBy])).toEqual([['w.ts', []]]);
  });
});

describe('requests to stop', () => {
  it.each([
    ['heard', [STOP], HEARS, 'ok'],
    ['unheard', [STOP], workerFile('w.ts', { listens: true }), 'warning'],
    ['unheard', [message('stop')], HEARS, 'warning'],
    ['unknown', [STOP], workerFile('w.ts', { listens: true, isOpen: true }), 'unknown'],
  ])('are %s', (hearing, posts, file, status) => {
    const map = getMap(makeIndex([start('a.ts:1', 'w.ts', { posts })], [file]), []);
    expect([getHearings(map), getStatuses(map)]).toEqual([[[hearing]], { 'w.ts': status }]);
  });

  it('may be for another worker of the same owner', () => {
    const posts = [STOP];
    const starts = [start('a.ts:1', 'w.ts', { posts }), start('a.ts:2', 'v.ts', { posts })];
    const map = getMap(makeIndex(starts, [HEARS]), []);
    expect(getHearings(map)).toEqual([['heard'], ['other']]);
    expect(getStatuses(map)).toEqual({ 'w.ts': 'ok', 'v.ts': 'unknown' });
  });

  it('may be for the owner of an owner that is a worker', () => {
    const starts = [start('a.ts:1', 'b.ts'), start('b.ts:2', 'w.ts', { posts: [STOP] })];
    expect(getHearings(getMap(makeIndex(starts), []))).toEqual([[], ['other']]);
  });

  it('are not looked for in pools and jobs, which end by a call', () => {
    const starts = [start('a.ts:1', 'w.ts', { kind: 'pool', posts: [STOP] }), start('b.ts:1', 'v.ts', { kind: 'job' })];
    const map = getMap(makeIndex(starts), []);
    expect([getHearings(map), getStatuses(map)]).toEqual([[[], []], { 'w.ts': 'ok', 'v.ts': 'ok' }]);
  });

  it('leave it open whether a worker can be stopped when there are none', () => {
    expect(getStatuses(getMap(makeIndex([start('a.ts:1', 'w.ts')]), []))).toEqual({ 'w.ts': 'unknown' });
  });

  it('are told from other messages by their words', () => {
    const values = ['stop', 'STOP_WORKER', 'shut-down', 'worker:exit', 'terminateNow', 'start', 'endpoint', 'job', ''];
    expect(values.filter((value) => isStopRequest({ value }))).toEqual(values.slice(0, 5));
  });
});
