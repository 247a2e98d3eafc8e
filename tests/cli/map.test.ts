import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WorkerMap } from '../../src/map/model.ts';
import { graceful, makeProject, ROOT, SAMPLES, useCli } from '../support/cli.ts';

const JOB = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ type, job }) => {
  if (type === 'stop') parentPort.close();
  else parentPort.postMessage(job);
});
`;
const OWNER = `import { once } from 'node:events'; import { Worker } from 'node:worker_threads';
export const worker = new Worker(new URL('./job.js', import.meta.url));
export async function stop() {
  worker.postMessage({ type: 'stop' });
  await once(worker, 'exit');
}
`;

describe('graceful map', () => {
  useCli();

  it('draws owners, workers, how they are stopped, and findings', () => {
    const cwd = makeProject({ 'src/pool.js': OWNER, 'src/job.js': JOB, 'src/kill.js': SAMPLES.kill });
    const { code, stdout, stderr } = graceful(cwd, ['map']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain("src/pool.js\n└─ 2 worker → src/job.js\n      hears { type: 'stop' }\n");
    expect(stdout).toMatch(/src\/kill\.js\n├─ 2 worker → src\/job\.js\n.*\n└─ ✗ 4 no-abrupt-terminate: /s);
    expect(stdout).toMatch(/\n\n2 owners, 2 workers: 1 finding.*\n$/);
  });

  it('draws job processors that are functions, with what is found in them', () => {
    const job =
      "import { Worker } from 'bullmq';\nnew Worker('mail', async (job) => {\n  for (;;) await send(job);\n});\n";
    const clean =
      "import { Consumer } from 'sqs-consumer';\nConsumer.create({ queueUrl, handleMessage: async (m) => m });\n";
    const cwd = makeProject({ 'src/job.js': job, 'src/clean.js': clean, 'src/other.js': "import 'bullmq';\n" });
    const { stdout } = graceful(cwd, ['map']);
    expect(stdout).toMatch(
      /^src\/clean\.js\n└─ 2 job sqs-consumer → this file\n\nsrc\/job\.js\n└─ 2 job bullmq → this file\n {6}✗ 3 no-unstoppable-loop: /,
    );
    expect(stdout).toContain('\n\n2 owners, 2 jobs: 1 finding\n');
    expect(graceful(cwd, ['map', 'src/clean.js']).stdout).toContain('1 owner, 1 job: no findings');
  });

  it('draws job processors that are functions of another file', () => {
    const main = "import { Worker } from 'bullmq';\nimport { send } from './send.js';\nnew Worker('mail', send);\n";
    const cwd = makeProject({
      'main.js': main,
      'send.js': 'export async function send(job) {\n  for (;;) await post(job);\n}\n',
    });
    expect(graceful(cwd, ['map']).stdout).toMatch(
      /^main\.js\n└─ 3 job bullmq → send\.js\n {6}.*✗ 2 no-unstoppable-loop: /s,
    );
  });

  it('draws what is started from, or starts, what was asked for, and nothing else', () => {
    const files = { 'a/pool.js': OWNER.replace('./job', '../b/job'), 'b/job.js': JOB + 'while (true) await null;\n' };
    const cwd = makeProject({ ...files, 'c/pool.js': OWNER, 'c/job.js': JOB });
    for (const path of ['a', 'b', 'a/*.js', 'b/job.js']) {
      const drawn = getMap(cwd, [path]);
      expect(drawn.owners.map(({ file }) => file)).toEqual(['a/pool.js']);
      expect(drawn.workers.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([['no-unstoppable-loop']]);
    }
  });

  it.each(['text', 'mermaid', 'svg', 'json'])('writes %s to a file, in one step', (format) => {
    const cwd = makeProject({ 'pool.js': OWNER, 'job.js': JOB, 'map.out': 'before' });
    const { stdout } = graceful(cwd, ['map', '--format', format]);
    const args = ['map', '--format', format, '--output', 'map.out'];
    expect(graceful(cwd, args)).toEqual({ code: 0, stdout: '', stderr: 'graceful: wrote map.out\n' });
    expect(readFileSync(join(cwd, 'map.out'), 'utf8')).toBe(stdout);
    expect(readdirSync(cwd).sort()).toEqual(['job.js', 'map.out', 'pool.js']);
  });

  it.each([
    [['--format', 'png'], 'there is no format "png"; formats: text, mermaid, svg, json'],
    [['gone'], 'gone does not exist'],
    [['a.txt'], 'no JavaScript or TypeScript among: a.txt'],
    [['--output', 'gone/map.svg'], '/gone/map.svg (ENOENT)'],
    [['--output', ''], '--output takes the name of a file'],
  ])('refuses %j', (args, message) => {
    const cwd = makeProject({ 'a.txt': '', 'a.js': SAMPLES.clean });
    const { code, stdout, stderr } = graceful(cwd, ['map', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringContaining(message), '']);
    expect(existsSync(join(cwd, 'gone'))).toBe(false);
  });

  it('refuses an unknown option with a hint', () => {
    expect(graceful(makeProject({}), ['map', '--fix'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "graceful: unknown option '--fix'\nTry: graceful map --help\n",
    });
  });

  it.each<Record<string, string>>([{}, { 'a.js': SAMPLES.clean }])('says when there is nothing to draw', (files) => {
    const cwd = makeProject(files);
    const nothing = 'no workers, pools or job processors found\n';
    expect(graceful(cwd, ['map'])).toEqual({ code: 0, stdout: nothing, stderr: '' });
    const svg = graceful(cwd, ['map', '--format', 'svg']);
    expect(svg).toMatchObject({ code: 0, stderr: `graceful: ${nothing}`, stdout: expect.stringMatching(/^<svg /) });
  });

  it('goes on past a file that cannot be parsed, and says so', () => {
    const cwd = makeProject({ 'pool.js': OWNER, 'job.js': JOB, 'broken.js': SAMPLES.broken });
    const { code, stdout, stderr } = graceful(cwd, ['map']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'graceful: 1 file could not be parsed and so not checked\n' });
    expect(stdout).toContain('→ job.js');
  });

  it('reads settings and comments as graceful lint does', () => {
    const kill = `/* eslint-disable graceful/no-abrupt-terminate */\n${SAMPLES.kill}`;
    const cwd = makeProject({ 'kill.js': kill, 'job.js': JOB, 'package.json': '{}' });
    expect(getMap(cwd).owners.map(({ findings }) => findings)).toEqual([[]]);
    const wrong = makeProject({ 'package.json': '{ "graceful": { "workers": 1 } }', 'a.js': '' });
    const { code, stderr } = graceful(wrong, ['map']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('graceful.workers must')]);
  });

  it('shows the harm in the bad example, and none in the good one', () => {
    const drawn = getMap(ROOT, ['examples']);
    const ofFolder = (folder: string) =>
      drawn.workers.filter(({ file }) => file === `examples/${folder}/worker.mjs`).map(({ status }) => status);
    expect([ofFolder('bad'), ofFolder('good')]).toEqual([['warning'], ['ok']]);
    const good = drawn.owners.filter(({ file }) => file === 'examples/good/pool.mjs').flatMap(({ starts }) => starts);
    expect(good.map(({ asks }) => asks.map(({ hearing }) => hearing))).toEqual([['heard']]);
  });

  it('draws forty workers of eight owners', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 8; i++) files[`src/owner-${i}.js`] = getOwner(i);
    for (let i = 0; i < 40; i++) files[`src/jobs/job-${i}.js`] = i % 4 === 0 ? `${JOB}for (;;) await null;\n` : JOB;
    const cwd = makeProject(files);
    const { owners, workers } = getMap(cwd);
    expect([owners.length, workers.length]).toEqual([8, 40]);
    expect(workers.filter(({ status }) => status === 'warning')).toHaveLength(10);
    const svg = graceful(cwd, ['map', '--format', 'svg', 'src']).stdout;
    expect(svg.match(/<g class="worker"/g)).toHaveLength(40);
    expect(graceful(cwd, ['map']).stdout).toContain('8 owners, 40 workers: 10 findings\n');
  });
});

function getOwner(i: number): string {
  const starts = [0, 1, 2, 3, 4].map((j) => `new Worker(new URL('./jobs/job-${i * 5 + j}.js', import.meta.url)),\n`);
  return `import { once } from 'node:events'; import { Worker } from 'node:worker_threads';
const workers = [
${starts.join('')}];
const end = async (worker) => {
  worker.postMessage({ type: 'stop' });
  await once(worker, 'exit');
};
export const stop = () => Promise.all(workers.map(end));
`;
}

function getMap(cwd: string, args: readonly string[] = []): WorkerMap {
  const { code, stdout, stderr } = graceful(cwd, ['map', '--format', 'json', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as WorkerMap;
}
