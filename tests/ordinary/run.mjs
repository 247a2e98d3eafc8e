// Correct programs stay correct after our edits. Each folder of programs/ starts a worker, gives it three tasks, ends it and
// prints { replies, closedMs }. Where one of the ways of taking our edits changes it, it is run before and after: the
// replies and the exit code have to be the same, it has to end by itself, and it may not close noticeably later.
//
//   node tests/ordinary/run.mjs [PART OF A NAME]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const cli = join(here, '../../dist/cli/main.js');
const WAYS = ['fix', 'strict', 'helper', 'suggestions'];
const MOST_ROUNDS = 5;
const AT_ONCE = 2;
const LIMIT_MS = 60_000;
/** A stop that waits for a grace before it kills costs seconds; starting threads beside other work costs a tenth of one. */
const LATER_MS = 1500;

const names = readdirSync(join(here, 'programs')).filter((name) => name.includes(process.argv[2] ?? ''));
const jobs = names.flatMap((name) => WAYS.map((way) => ({ name, way })));
const failures = [];
let edited = 0;
await Promise.all(Array.from({ length: AT_ONCE }, workOff));
for (const failure of failures) console.log(`- ${failure}`);
const all = names.length * WAYS.length;
console.log(`${all} runs of ${names.length} programs, ${edited} of them edited, ${failures.length} harmed`);
// Where nothing is edited, nothing is shown.
const isVacuous = process.argv[2] === undefined && edited === 0;
if (isVacuous) console.log('No program was edited.');
process.exitCode = failures.length > 0 || names.length === 0 || isVacuous ? 1 : 0;

async function workOff() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { name, way } = job;
    const folder = mkdtempSync(join(tmpdir(), 'graceful-ordinary-'));
    try {
      cpSync(join(here, 'programs', name), folder, { recursive: true });
      if (!(await edit(folder, way))) continue;
      edited += 1;
      const before = await runProgram(join(here, 'programs', name));
      const harm = compare(before, await runProgram(folder));
      if (harm) failures.push(`${name} (${way}): ${harm}`);
    } catch (error) {
      failures.push(`${name} (${way}): ${error.message}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function edit(folder, way) {
  if (way === 'helper') {
    const { code, errors } = await start([cli, 'init', '--helper', './stop-worker.mjs'], folder);
    if (code !== 0) throw new Error(`graceful init: ${errors}`);
  }
  let isChanged = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { code, errors } = await start([join(here, 'edit.mjs'), folder, way], folder);
    if (code !== 0 && code !== 3) throw new Error(`the edits: ${errors}`);
    if (code === 0) return isChanged;
    isChanged = true;
  }
  throw new Error(`still edited in round ${MOST_ROUNDS}`);
}

async function runProgram(folder) {
  const main = readdirSync(folder).find((file) => /^main\.[cm]?js$/.test(file));
  const { code, output, errors } = await start([main], folder);
  const line = output.trim().split('\n').at(-1) ?? '';
  return { code, errors, ...(line.startsWith('{') ? JSON.parse(line) : {}) };
}

function compare(before, after) {
  if (before.code !== 0) return `does not run as it is: ${before.errors}`;
  if (after.code === 'hangs') return `does not end within ${LIMIT_MS} ms`;
  if (after.code !== before.code) return `exit code ${after.code}: ${after.errors}`;
  const [was, is] = [before, after].map(({ replies }) => JSON.stringify(replies));
  if (is !== was) return `replies ${is}, were ${was}`;
  const [sooner, later] = [before.closedMs, after.closedMs];
  return later > sooner + LATER_MS ? `closes in ${later} ms, was ${sooner} ms` : null;
}

async function start(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let code = null;
  const timer = setTimeout(() => {
    code = 'hangs';
    child.kill('SIGKILL');
  }, LIMIT_MS);
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  clearTimeout(timer);
  return { code: code ?? exitCode, output, errors: errors.slice(0, 500) };
}
