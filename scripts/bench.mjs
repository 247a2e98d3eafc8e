// Counts the instructions that linting a fixed sample takes, with and without our rules, and fails when `recommended`
// adds more than LIMIT to ESLint's own recommended rules. Instructions repeat within 0.01 %, times do not.
// The sample is files of our pinned devDependencies; `--update-sample` accepts their new contents after an upgrade, and
// `--per-rule` says what each rule of ours costs alone, beside one trivial rule.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// The aim is 0.02. Measured on 2026-11-30: 4.3 %, of which 1.6 % is the first use of code, which a longer run pays once too,
// 1 % the words that are looked for in each text, and the rest the questions about files that hold them.
const LIMIT = 0.048;
/** ESLint's own rules cost about a fifth of the parsing. Far less means that nothing was linted. */
const LEAST_FOR_CORE = 0.05;
const AT_ONCE = 2;
/** So much memory that nothing is collected: a collection more or less, whoever it falls to, is 100 million. */
const HEAP = ['--min-semi-space-size=512', '--max-semi-space-size=512', '--initial-old-space-size=1000'];
const NODE = ['--predictable', '--single-threaded', '--jitless', '--hash-seed=1', '--random-seed=1', ...HEAP];
const VALGRIND = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null'];
const ROWS = [
  ['none', 'no rules'],
  ['trivial', 'trivial (no-debugger)'],
  ['core', 'ESLint recommended'],
  ['ours', 'graceful recommended'],
  ['both', 'both'],
];

const root = fileURLToPath(new URL('../', import.meta.url));
const sampleFile = `${root}tests/bench/sample.json`;
const sample = JSON.parse(readFileSync(sampleFile, 'utf8'));
const run = promisify(execFile);

process.exitCode = await main();

async function main() {
  if (process.argv.includes('--update-sample')) return updateSample();
  const changed = Object.keys(sample).filter((file) => hash(file) !== sample[file]);
  if (changed.length > 0) {
    console.error(`The sample is not what it was: ${changed.join(', ')}.`);
    console.error("After an upgrade of these packages run 'node scripts/bench.mjs --update-sample'.");
    return 1;
  }
  if (spawnSync('valgrind', ['--version']).status !== 0) {
    console.log('bench: skipped, because valgrind is not installed.');
    return process.env.CI ? 1 : 0;
  }
  if (process.argv.includes('--per-rule')) return judgeEach(await countAll(await listOwnRules()));
  return judge(await countAll(ROWS));
}

async function listOwnRules() {
  const { default: graceful } = await import('../dist/index.js');
  return [ROWS[1], ...Object.keys(graceful.rules).map((name) => [`graceful/${name}`, name])];
}

function updateSample() {
  const hashes = Object.keys(sample).map((file) => [file, hash(file)]);
  writeFileSync(sampleFile, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
  return 0;
}

/** @returns {Promise<Record<string, { start: number, work: number }>>} instructions for each set of rules */
async function countAll(rows) {
  const files = Object.keys(sample).map(toPath);
  const jobs = rows.flatMap(([rules]) => [
    { rules, files: [] },
    { rules, files },
  ]);
  const counts = new Map();
  const work = async () => {
    for (let job = jobs.pop(); job; job = jobs.pop()) counts.set(`${job.rules} ${job.files.length}`, await count(job));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return Object.fromEntries(
    rows.map(([rules]) => {
      const start = counts.get(`${rules} 0`);
      return [rules, { start, work: counts.get(`${rules} ${files.length}`) - start }];
    }),
  );
}

async function count(job) {
  const env = { ...process.env, GRACEFUL_BENCH: JSON.stringify(job) };
  const args = [...VALGRIND, process.execPath, ...NODE, `${root}tests/bench/run.mjs`];
  const { stderr } = await run('valgrind', args, { env });
  const refs = /I\s+refs:\s+([\d,]+)/.exec(stderr)?.[1];
  if (!refs) throw new Error(`no count from valgrind:\n${stderr}`);
  return Number(refs.replaceAll(',', ''));
}

function judge(counts) {
  const millions = (value) => (value / 1e6).toFixed(0).padStart(8);
  console.log(`instructions for ${Object.keys(sample).length} files, in millions, start-up subtracted\n`);
  console.log('rules                      work   ratio  start-up');
  for (const [rules, label] of ROWS) {
    const { start, work } = counts[rules];
    const ratio = (work / counts.none.work).toFixed(4);
    console.log(`${label.padEnd(22)} ${millions(work)}  ${ratio}  ${millions(start)}`);
  }
  const percent = (value) => `${(100 * value).toFixed(2)} %`;
  const added = counts.both.work / counts.core.work - 1;
  console.log(`\nours over trivial: ${percent(counts.ours.work / counts.trivial.work - 1)}`);
  console.log(`both over ESLint recommended: ${percent(added)} (limit ${percent(LIMIT)})`);
  if (counts.core.work / counts.none.work - 1 < LEAST_FOR_CORE) {
    console.error('These counts mean nothing: the rules of ESLint seem not to have run.');
    return 1;
  }
  return added <= LIMIT ? 0 : 1;
}

function judgeEach(counts) {
  const [[, trivial], ...rest] = Object.entries(counts);
  const added = rest.map(([rules, { work }]) => [rules, work / trivial.work - 1]);
  for (const [rules, share] of added.sort(([, a], [, b]) => b - a)) {
    console.log(`${rules.padEnd(40)} ${(100 * share).toFixed(2).padStart(6)} % over a trivial rule`);
  }
  return 0;
}

function hash(file) {
  try {
    return createHash('sha256')
      .update(readFileSync(toPath(file)))
      .digest('hex');
  } catch {
    return 'missing';
  }
}

function toPath(file) {
  return `${root}node_modules/${file}`;
}
