import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/runtime/results.ts';
import { getMain, graceful, install, makeProject, useCli } from '../support/cli.ts';
import { listFindings } from '../support/run-checked.ts';

/** Kills its worker while the worker computes. */
const KILL = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.mjs', import.meta.url));
await once(worker, 'message');
setTimeout(async () => {
  await worker.terminate();
  console.log('words', process.argv.slice(2).join(), process.execArgv.length);
  process.exitCode = Number(process.env.CODE ?? 0);
}, 60);
`;
const WORKER = `import { parentPort } from 'node:worker_threads';
parentPort.postMessage('begun');
for (;;);
`;
/** Is killed from outside: says so when it has done its harm. */
const SERVICE = `${KILL.replace('process.exitCode', "setTimeout(() => console.log('ready'), 600);\n  setInterval(() => {}, 1000);\n  process.exitCode")}`;
const FILES = {
  'package.json': '{}',
  'kill.mjs': KILL,
  'worker.mjs': WORKER,
  'service.mjs': SERVICE,
  'clean.mjs': `console.log('clean');\n`,
};
const FOUND = 'no-abrupt-terminate kill.mjs:6';

describe('graceful run', () => {
  useCli();

  it('reports to stderr, and leaves stdout to the program', () => {
    const cwd = makeProject(FILES);
    const { code, stdout, stderr } = graceful(cwd, ['run', 'kill.mjs', '--a', 'b']);
    expect(stdout).toBe('words --a,b 2\n');
    expect(stderr).toContain(join(cwd, 'kill.mjs'));
    expect(stderr).toMatch(
      /6:16 +error +Worker worker\.mjs was killed in the middle of its work.*graceful\/no-abrupt-terminate/,
    );
    expect(stderr).toContain('graceful: 1 worker: 1 killed without being asked; stops took');
    expect(code).toBe(1);
  });

  it('without findings the exit code is 0', () => {
    expect(graceful(makeProject(FILES), ['run', 'clean.mjs'])).toEqual({
      code: 0,
      stdout: 'clean\n',
      stderr: 'graceful: no worker was started; no findings\n',
    });
  });

  it("the program's own exit code comes first", () => {
    const cwd = makeProject(FILES);
    expect(graceful(cwd, ['run', 'kill.mjs'], { env: { CODE: '5' } }).code).toBe(5);
    expect(graceful(cwd, ['run', 'missing.mjs']).code).toBe(2);
  });

  it.each(['json', 'sarif', 'github', 'junit', 'html', 'stylish'])('--format %s', (format) => {
    const cwd = makeProject(FILES);
    const { stderr } = graceful(cwd, ['run', '--format', format, 'kill.mjs']);
    expect(stderr).toContain('kill.mjs');
    expect(stderr).toContain('graceful/no-abrupt-terminate');
  });

  it('--format html shows the code and a time line of the workers', () => {
    const html = graceful(makeProject(FILES), ['run', '--format', 'html', 'kill.mjs']).stderr;
    expect(html).toContain('<span class="line hot" data-line="6">');
    const rows = listRows(html);
    expect(rows[0]).toMatch(/<span class="who">kill\.mjs \(main thread\)<.*\d+ ms, ended</);
    expect(rows[1]).toMatch(/<span class="who">worker\.mjs #1<.*<i class="stop error".*\d+ ms, killed, in \d+ ms</);
    // From the mark to the finding, and back.
    expect(rows[1]).toMatch(/<a class="seen error" id="life-2-finding-1" href="#finding-1"/);
    expect(html).toMatch(/On the time line: <a href="#life-2-finding-1">worker\.mjs #1 at \d+ ms<\/a>/);
    expect(graceful(makeProject(FILES), ['run', '--format', 'html', 'clean.mjs']).stderr).not.toContain('id="time"');
  });

  it('the time line marks a crash, names exit codes, and does not blame the kill of an idle worker', () => {
    const program = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const start = (source) => new Worker(source, { eval: true });
await once(start('null.x').on('error', () => {}), 'exit').catch(() => {});
await once(start('process.exit(3)'), 'exit');
const idle = start('setInterval(() => {}, 1000)');
await once(idle, 'online');
setTimeout(() => idle.terminate(), 60);
`;
    const cwd = makeProject({ 'package.json': '{}', 'ends.mjs': program });
    const html = graceful(cwd, ['run', '--format', 'html', 'ends.mjs']).stderr;
    const rows = listRows(html);
    expect(rows[1]).toMatch(/<i class="stop error".*ms, by an error, exit code 1</);
    expect(rows[2]).toMatch(/ms, with exit code 3</);
    expect(rows[3]).toMatch(/<i class="stop dim".*ms, killed when idle, in \d+ ms</);
  });

  it('names the command that edits the line of a finding, where a rule knows an edit', () => {
    const program = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./poller.mjs', import.meta.url));
await once(worker, 'message');
worker.postMessage('stop');
await once(worker, 'exit');
`;
    const poller = `import { parentPort } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
let go = true;
parentPort.on('message', () => { go = false; parentPort.unref(); });
parentPort.postMessage('up');
while (go) await sleep(900);
`;
    const cwd = makeProject({ 'package.json': '{}', 'poll.mjs': program, 'poller.mjs': poller });
    const { stderr } = graceful(cwd, ['run', '--grace-ms', '100', 'poll.mjs']);
    expect(stderr).toContain(
      'graceful: there is a suggestion for poller.mjs:6: npx graceful lint --interactive --rule prefer-interruptible-wait poller.mjs\n',
    );
  });

  it('keeps the file of --output, with %p for the process', () => {
    const cwd = makeProject(FILES);
    const { stderr } = graceful(cwd, ['run', '-f', 'json', '-o', 'report-%p.json', 'kill.mjs']);
    const [file = ''] = readdirSync(cwd).filter((name) => /^report-\d+\.json$/.test(name));
    expect(readFindings(cwd, file)).toEqual([FOUND]);
    expect(stderr).toMatch(/^graceful: 1 worker.*\ngraceful: wrote report-\d+\.json\n$/);
  });

  it('--rules turns rules off, or makes them warnings, which --max-warnings counts', () => {
    const cwd = makeProject(FILES);
    const run = (...args: string[]): number | null => graceful(cwd, ['run', ...args, 'kill.mjs']).code;
    expect(run('--rules', 'no-abrupt-terminate:off')).toBe(0);
    expect(run('--rules', 'no-unstoppable-loop')).toBe(0);
    expect(run('--rules', 'no-abrupt-terminate:warn')).toBe(0);
    expect(run('--rules', 'no-abrupt-terminate:warn', '--max-warnings', '0')).toBe(1);
    expect(graceful(cwd, ['run', 'kill.mjs'], { env: { GRACEFUL_RULES: 'no-abrupt-terminate:off' } }).code).toBe(0);
  });

  it.each([
    [['run'], 'which program?'],
    [['run', '--wrong', 'x.mjs'], "unknown option '--wrong'"],
    [['run', '--import', 'tsx', 'x.ts'], 'Try: graceful run -- --import tsx x.ts'],
    [['run', 'npm', 'test'], "For a command: NODE_OPTIONS='--require eslint-plugin-graceful/runtime' npm test"],
    [['run', 'src/missing.js'], 'there is no program src/missing.js'],
    [['run', '--grace-ms', 'soon', 'x.mjs'], '--grace-ms takes a whole number'],
    [['run', '--rules', 'a b', 'x.mjs'], '--rules takes names'],
    [['run', '--stop-words', '(', 'x.mjs'], '--stop-words takes a regular expression'],
    [['run', '--format', './missing.js', 'kill.mjs'], 'cannot load formatter "./missing.js": not found'],
  ])('wrong use: %j', (args, message) => {
    const { code, stderr, stdout } = graceful(makeProject(FILES), args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('needs no ESLint for its own format', () => {
    const cwd = makeProject(FILES);
    const { code, stderr } = graceful(cwd, ['run', 'kill.mjs'], { main: install(cwd) });
    expect(stderr).toMatch(/6:16 +error +Worker worker\.mjs was killed/);
    expect(code).toBe(1);
  });

  it('the word node may stand before the program', () => {
    const { stdout } = graceful(makeProject(FILES), ['run', 'node', 'kill.mjs', 'x']);
    expect(stdout).toBe('words x 2\n');
  });

  it("Node's own options follow --", () => {
    const { stdout } = graceful(makeProject(FILES), ['run', '--', '--no-warnings', 'kill.mjs', 'x']);
    expect(stdout).toBe('words x 3\n');
  });

  it('hands on a signal; the exit code names it', async () => {
    const { child, cwd } = await startService();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
    expect(readFindings(cwd, 'report.json')).toEqual(['no-abrupt-terminate service.mjs:6']);
  });

  it('a report is valid when everything is killed from outside', async () => {
    const { child, cwd } = await startService();
    // The whole group: the program as well.
    process.kill(-(child.pid as number), 'SIGKILL');
    await once(child, 'exit');
    expect(readFindings(cwd, 'report.json')).toEqual(['no-abrupt-terminate service.mjs:6']);
    expect(existsSync(join(cwd, 'report.json'))).toBe(true);
  });
});

/** The rows of the time line. */
function listRows(html: string): string[] {
  return html.split('\n').filter((line) => line.startsWith('<li><span class="who">'));
}

/** A program that has done its harm and goes on, under `graceful run -o report.json`. */
async function startService() {
  const cwd = makeProject(FILES);
  const args = [getMain(), 'run', '-f', 'json', '-o', 'report.json', 'service.mjs'];
  const child = spawn(process.execPath, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) if ((text += String(chunk)).includes('ready')) break;
  return { child, cwd };
}

function readFindings(cwd: string, file: string): string[] {
  return listFindings(cwd, JSON.parse(readFileSync(join(cwd, file), 'utf8')) as Result[]);
}
