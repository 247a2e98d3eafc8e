// What does the worker index cost?
//
//   node --expose-gc tests/corpus/index-cost.mjs FOLDER [--files 10000] [--runs 5] [--eslint-runs 2]
//
// FOLDER holds one unpacked package a folder. Copies so many of their source files into a temporary tree: of each package
// the first ones by name, as many of each as it takes. Beside it a tenth of them, and ten copies of that tenth; and as many
// files that hold no word of workers. Prints, each measured in a process of its own, one after the other:
//
// - the CPU time of a cold index, with every question asked of it, and of ESLint without rules on the same tree, in pairs
//   (limit: 5 % of ESLint's);
// - the cost of ten times the files (limit: 11 times);
// - how far the process has grown at its peak, and what of it stays after a collection (limit: 100 MB);
// - what the tree without workers costs more than a walk that lists the same files and reads them (limit: 0.1 % of
//   ESLint's time: nobody can measure that).
//
// Exits 1 when a limit is missed.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIndex } from './built-index.mjs';

const script = fileURLToPath(import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
    'eslint-runs': { type: 'string', default: '2' },
    /** What a process of its own does: `index`, `eslint` or `walk`; the positional argument is the tree. */
    measure: { type: 'string' },
    /** The folder of the built index, for those. */
    built: { type: 'string' },
  },
});
const [folder] = positionals;
if (!folder) throw new Error('Which folder holds the packages?');

const SOURCE = /\.[cm]?[jt]sx?$/;
const SKIPPED = /\.d\.[cm]?ts$|(?:^|\/)(?:node_modules|\.[^/]*)(?:\/|$)/;
const SETTINGS = { workers: [], jobs: [], pools: [], sleeps: [], helper: null };
const built = values.built ?? (await buildIndex());
const load = (name) => import(pathToFileURL(path.join(built, `${name}.mjs`)).href);

if (values.measure) await measure(values.measure, path.resolve(folder));
else await compare();

async function compare() {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-cost-')));
  try {
    const count = Number(values.files);
    const files = choose(path.resolve(folder), count);
    const names = ['whole', 'tenth', 'tenfold', 'plain'];
    const trees = Object.fromEntries(names.map((name) => [name, path.join(base, name)]));
    for (const file of files) copy(file, trees.whole);
    for (const file of choose(path.resolve(folder), Math.round(count / 10))) copy(file, trees.tenth);
    for (let i = 0; i < 10; i += 1) cpSync(trees.tenth, path.join(trees.tenfold, `copy-${i}`), { recursive: true });
    await writePlain(files, trees.plain);
    report(files.length, trees);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function report(count, trees) {
  const [runs, slowRuns] = [Number(values.runs), Number(values['eslint-runs'])];
  const index = repeat(runs, () => run('index', trees.whole));
  const { starts, workers, shared, messages, peak, kept } = index[0];
  console.log(
    `${count} files: ${starts} starts, ${workers} worker files (${shared} shared), ${messages} messages heard`,
  );
  const pairs = repeat(slowRuns, () => [run('index', trees.whole).cpu, run('eslint', trees.whole).cpu]);
  for (const [own, eslint] of pairs)
    console.log(`index ${own} ms, ESLint without rules ${eslint} ms: ${percent(own, eslint)} %`);
  limit('of ESLint, in percent', median(pairs.map(([own, eslint]) => (100 * own) / eslint)), 5);
  console.log(`memory: peak ${list(index.map((each) => each.peak))} MB, kept ${kept} MB`);
  limit('peak, in MB', Math.max(peak, ...index.map((each) => each.peak)), 100);
  const tens = repeat(runs, () => [run('index', trees.tenth).cpu, run('index', trees.tenfold).cpu]);
  console.log(
    `a tenth of the files ${list(tens.map(([one]) => one))} ms, ten copies of it ${list(tens.map(([, ten]) => ten))} ms`,
  );
  limit('for ten times the files, times', median(tens.map(([one, ten]) => ten / one)), 11);
  const plain = repeat(runs, () => [run('index', trees.plain).cpu, run('walk', trees.plain).cpu]);
  console.log(
    `without workers: index ${list(plain.map(([own]) => own))} ms, walk ${list(plain.map(([, walk]) => walk))} ms`,
  );
  const more = median(plain.map(([own, walk]) => own - walk));
  limit('more than the walk, of ESLint, in percent', (100 * more) / median(pairs.map(([, eslint]) => eslint)), 0.1);
}

function limit(what, value, most) {
  console.log(`${value <= most ? 'ok  ' : 'MISS'} ${what}: ${value.toFixed(2)} (at most ${most})`);
  if (value > most) process.exitCode = 1;
}

/** The first files of each package, as many of each as it takes to come to `count`. */
function choose(root, count) {
  const packages = readdirSync(root, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => listSources(root, name));
  let most = 0;
  const take = () => packages.flatMap((files) => files.slice(0, most));
  while (take().length < count && packages.some(({ length }) => length > most)) most += 1;
  return take().slice(0, count);
}

function listSources(root, name) {
  return readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && (SOURCE.test(each.name) || each.name === 'package.json'))
    .map((each) => path.relative(root, path.join(each.parentPath, each.name)))
    .filter((file) => !SKIPPED.test(file.replaceAll(path.sep, '/')))
    .sort()
    .map((file) => ({ root, file }));
}

function copy({ root, file }, target) {
  cpSync(path.join(root, file), path.join(target, file), { recursive: true });
}

/** The same number of files, of those that start nothing as far as one look tells; again from the front at the end. */
async function writePlain(files, target) {
  const { getStartRows } = await load('start-rows');
  const { gate } = getStartRows('/', []);
  const plain = files.filter(({ root, file }) => !gate(readFileSync(path.join(root, file))));
  for (let i = 0; i < files.length; i += 1) {
    const { root, file } = plain[i % plain.length];
    const copied = path.join(target, i < plain.length ? '' : 'again', file);
    mkdirSync(path.dirname(copied), { recursive: true });
    writeFileSync(copied, readFileSync(path.join(root, file)));
  }
}

function run(what, tree) {
  const args = ['--expose-gc', script, tree, '--measure', what, '--built', built];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Prints the CPU time in milliseconds, the growth of the process in MB, and what else there is to tell. */
async function measure(what, tree) {
  const work = await { index: prepareIndex, eslint: prepareESLint, walk: prepareWalk }[what](tree);
  globalThis.gc();
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const told = await work();
  const { user, system } = process.cpuUsage(start);
  const peak = toMB(process.resourceUsage().maxRSS * 1024 - before);
  globalThis.gc();
  const kept = toMB(process.memoryUsage().rss - before);
  console.log(JSON.stringify({ cpu: Math.round((user + system) / 1000), peak, kept, ...told }));
}

async function prepareIndex(tree) {
  const { getIndexOf } = await load('index');
  return () => {
    const index = getIndexOf(tree, SETTINGS);
    const shared = [...index.workers()].filter(({ isShared }) => isShared).length;
    const messages = [...index.workers()].reduce((sum, { hears }) => sum + hears.length, 0);
    return { starts: index.starts.length, workers: [...index.workers()].length, shared, messages };
  };
}

async function prepareESLint(tree) {
  const { ESLint } = await import('eslint');
  const parser = await import('@typescript-eslint/parser');
  const config = [
    { files: ['**/*.{js,mjs,cjs,jsx}'] },
    { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } },
  ];
  return async () => {
    const eslint = new ESLint({
      cwd: tree,
      overrideConfigFile: true,
      overrideConfig: config,
      allowInlineConfig: false,
    });
    return { linted: (await eslint.lintFiles(['.'])).length };
  };
}

/** Lists the files as the index does, and reads them into one buffer. */
async function prepareWalk(tree) {
  const { listProject } = await load('walk-files');
  const { openSync, readSync, closeSync } = await import('node:fs');
  return () => {
    const buffer = Buffer.allocUnsafe(2 * 1024 * 1024);
    let bytes = 0;
    for (const file of listProject(tree).sources.keys()) {
      const descriptor = openSync(path.join(tree, file));
      bytes += readSync(descriptor, buffer, 0, buffer.length, 0);
      closeSync(descriptor);
    }
    return { bytes };
  };
}

function repeat(times, act) {
  return Array.from({ length: times }, act);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function percent(part, whole) {
  return ((100 * part) / whole).toFixed(1);
}

function list(numbers) {
  return numbers.join(', ');
}

function toMB(bytes) {
  return Math.round(bytes / 1024 / 1024);
}
