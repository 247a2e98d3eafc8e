import type { Message, Start, WorkerFile, WorkerIndex } from '../../src/source/project-view.ts';
import type { Finding } from '../../src/map/model.ts';

type Given<T> = Partial<Omit<T, 'place'>>;

/** A message `value`, or `{ field: value }`. */
export function message(value: string, field: string | null = null, file = 'src/main.ts'): Message {
  return { value, field, place: { file, line: 9 } };
}

/** A start at `file:line`; a resolved `new Worker()` of worker_threads unless told otherwise. */
export function start(at: string, target: string | null, more: Given<Start> = {}): Start {
  const [file = '', line = ''] = at.split(':');
  return {
    kind: 'worker',
    library: 'worker_threads',
    place: { file, line: Number(line) },
    target,
    specifier: target === null ? null : `./${target}`,
    reason: target === null ? 'dynamic' : 'resolved',
    posts: [],
    ...more,
  };
}

/** A file that runs in a worker and hears nothing, unless told otherwise. */
export function workerFile(file: string, more: Given<WorkerFile> = {}): WorkerFile {
  const own = { file, starts: [], importedBy: null, depth: 0, hears: [], stops: [] };
  const heard = { listens: false, isOpen: false, mayEnd: false, keepers: [] };
  const holdings = { holds: [], isPure: false, streams: false };
  return { ...own, ...heard, holdings, isShared: false, ...more };
}

/** An index of these starts; targets that are not given become files that hear nothing. */
export function makeIndex(starts: readonly Start[], files: readonly WorkerFile[] = []): WorkerIndex {
  const known = new Map(files.map((file) => [file.file, file]));
  for (const { target } of starts) if (target !== null && !known.has(target)) known.set(target, workerFile(target));
  const all = [...known.values()].map((file) => ({
    ...file,
    starts: file.starts.length > 0 ? file.starts : starts.filter(({ target }) => target === file.file),
  }));
  return {
    root: '/project',
    starts,
    isTooLarge: false,
    findWorker: () => null,
    findMarkedLoader: () => null,
    findProcessors: () => [],
    findTarget: () => null,
    workers: () => all,
    findExport: () => null,
    isSetOutside: () => false,
  };
}

/** One of each: heard, unheard and unknown requests, a pool, a job, a fork, code in a string, shared files. */
export function makeSmall(): { index: WorkerIndex; findings: Finding[] } {
  const stop = [message('stop', 'type')];
  const starts = [
    start('src/server.ts:12', 'src/jobs/resize.ts', { posts: stop }),
    start('src/server.ts:31', 'src/jobs/mail.ts', { kind: 'pool', library: 'piscina' }),
    start('src/queue.ts:8', 'src/jobs/index-rebuild.ts', { posts: [message('shutdown')] }),
  ];
  const files = [
    workerFile('src/jobs/resize.ts', { hears: stop, listens: true }),
    workerFile('src/jobs/image.ts', { importedBy: 'src/jobs/resize.ts', depth: 1, starts: starts.slice(0, 1) }),
    workerFile('src/jobs/index-rebuild.ts'),
  ];
  const findings = [
    finding('src/queue.ts:20', 'no-abrupt-terminate', 'Kills the worker while it may be in the middle of its work.'),
    finding('src/jobs/index-rebuild.ts:34', 'no-unstoppable-loop', 'Nothing can end this loop but a kill.'),
    finding('src/jobs/index-rebuild.ts:50', 'no-unstoppable-loop', 'Nothing can end this loop but a kill.'),
    finding('src/jobs/image.ts:7', 'prefer-interruptible-wait', 'Nobody can wake this pause.'),
    finding('src/poll.ts:3', 'prefer-interruptible-wait', 'Nobody can wake this pause.'),
  ];
  return { index: makeIndex(starts, files), findings };
}

/** Forty workers of nine owners, every fourth with findings, one file that eight owners start, all kinds. */
export function makeLarge(): { index: WorkerIndex; findings: Finding[] } {
  const starts: Start[] = [];
  const files: WorkerFile[] = [];
  const findings: Finding[] = [];
  for (let i = 0; i < 40; i++) {
    const owner = `packages/service-${i % 9}/src/owners/number-${i % 9}.ts`;
    const file = `packages/service-${i % 9}/src/background/workers/of-some-depth/worker-${i}.ts`;
    const line = 10 + i * 7;
    const posts = i % 3 === 0 ? [] : [message('stop', i % 2 === 0 ? 'type' : null, owner)];
    if (i % 10 === 7) starts.push(start(`${owner}:${line}`, null, { ...REASONS[Math.floor(i / 10)], posts }));
    else starts.push(start(`${owner}:${line}`, file, { ...KINDS[i % KINDS.length], posts }));
    if (i % 10 === 7) continue;
    files.push(workerFile(file, { hears: i % 5 === 0 ? [] : posts, listens: i % 5 !== 0, isOpen: i % 11 === 0 }));
    if (i % 4 === 0) findings.push(finding(`${file}:${i + 3}`, 'no-unstoppable-loop', 'Nothing can end this loop.'));
    if (i % 8 === 0) findings.push(finding(`${file}:${i + 9}`, 'prefer-interruptible-wait', 'Nobody can wake it.'));
    if (i % 8 === 0) findings.push(finding(`${owner}:${line + 4}`, 'no-abrupt-terminate', 'Kills the worker.'));
  }
  const popular = starts[0]?.target ?? '';
  for (let i = 1; i < 8; i++) starts.push(start(`packages/service-${i}/src/owners/number-${i}.ts:400`, popular));
  return { index: makeIndex(starts, files), findings };
}

const KINDS: readonly Given<Start>[] = [
  {},
  {},
  { kind: 'pool', library: 'piscina' },
  {},
  { kind: 'job', library: 'bullmq' },
  { kind: 'fork', library: 'child_process' },
];

const REASONS: readonly Given<Start>[] = [
  { reason: 'dynamic', specifier: 'getWorkerPath(name, options)' },
  { reason: 'eval', specifier: null },
  { reason: 'package', specifier: 'some-package/dist/worker.js' },
  { reason: 'missing', specifier: './gone.js' },
];

export function finding(at: string, rule: string, text = 'Found.'): Finding {
  const [file = '', line = ''] = at.split(':');
  return { file, line: Number(line), rule, message: text };
}
