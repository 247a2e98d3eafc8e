// Applies what the plugin offers to published code, and looks at the results: `--fix` under the preset `all` must give
// text that parses, and be stable after three passes; each suggestion alone must give text that parses. A file with
// reports is looked at twice: without and with the stop helper.
//
//   node tests/corpus/fix-loop.mjs FOLDER...     (files that are minified or larger than a megabyte are left out)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import graceful from '../../dist/index.js';

const MAX_PASSES = 3;
const MAX_BYTES = 1_000_000;
const WORDS =
  /terminate|destroy|signal|abort|worker|setTimeout|sleep|delay|Atomics|parentPort|postMessage|SIGTERM|SIGKILL/i;

const counts = { files: 0, reports: 0, fixed: 0, fixes: 0, suggestions: 0, bare: 0 };
const complaints = [];
for (const folder of process.argv.slice(2)) lookAt(path.resolve(folder));
console.log(
  `${counts.files} files with a word of interest, ${counts.reports} reports (${counts.bare} without an edit): ` +
    `${counts.fixes} fixes in ${counts.fixed} files, ${counts.suggestions} suggestions`,
);
for (const complaint of complaints) console.log(`- ${complaint}`);
console.log(`${complaints.length} complaints`);
if (counts.files === 0) console.error('No file was looked at: name a folder with sources.');
process.exitCode = complaints.length > 0 || counts.files === 0 ? 1 : 0;

function lookAt(root) {
  const linter = new Linter({ cwd: root });
  for (const name of readdirSync(root, { recursive: true })) {
    if (!/\.(?:[cm]?[jt]sx?)$/.test(name) || /\.min\.|\.d\.[cm]?ts$/.test(name)) continue;
    const file = path.join(root, name);
    const entry = statSync(file, { throwIfNoEntry: false });
    if (!entry?.isFile() || entry.size > MAX_BYTES) continue;
    const text = readFileSync(file, 'utf8');
    if (!WORDS.test(text)) continue;
    // Under its own path ESLint would leave the file out, as it ignores node_modules.
    const filename = path.join(root, name.replaceAll('node_modules', 'modules'));
    const lintWith = (settings) => (code) =>
      linter.verify(code, getConfig(name, settings), { filename, allowInlineConfig: false });
    const lint = lintWith({});
    const first = lint(text);
    if (first.some(({ fatal }) => fatal)) continue;
    counts.files += 1;
    counts.reports += first.length;
    counts.bare += first.filter(({ fix, suggestions }) => !fix && !suggestions?.length).length;
    tryEdits(file, text, first, lint);
    if (first.length === 0) continue;
    const lintWithHelper = lintWith({ graceful: { helper: 'eslint-plugin-graceful/stop' } });
    tryEdits(file, text, lintWithHelper(text), lintWithHelper);
  }
}

function tryEdits(file, text, messages, lint) {
  fixAll(file, text, messages, lint);
  suggestEach(file, text, messages, lint);
}

function getConfig(name, settings) {
  const ecmaFeatures = { jsx: !/\.[cm]?ts$/.test(name) };
  const parser = /\.[cm]?tsx?$/.test(name) ? { parser: typescriptParser } : {};
  const sourceType = name.endsWith('.cjs') ? 'commonjs' : 'module';
  const languageOptions = { ...parser, sourceType, parserOptions: { ecmaFeatures } };
  return [
    { files: ['**'], languageOptions, settings, linterOptions: { reportUnusedDisableDirectives: 'off' } },
    { ...graceful.configs.all, files: ['**'] },
  ];
}

function fixAll(file, text, first, lint) {
  let messages = first;
  let code = text;
  for (let pass = 1; messages.some(({ fix }) => fix); pass += 1) {
    const made = messages.filter(({ fix }) => fix);
    if (pass === 1) counts.fixes += made.length;
    if (pass > MAX_PASSES)
      return void complaints.push(`${file}: still fixing after ${MAX_PASSES} passes: ${show(made)}`);
    code = applyAll(
      code,
      made.map(({ fix }) => fix),
    );
    messages = lint(code);
    const broken = messages.find(({ fatal }) => fatal);
    if (broken) return void complaints.push(`${file}: after ${show(made)}: ${broken.message} (line ${broken.line})`);
  }
  if (code !== text) counts.fixed += 1;
}

function suggestEach(file, text, first, lint) {
  for (const message of first) {
    for (const { fix, desc } of message.suggestions ?? []) {
      counts.suggestions += 1;
      const broken = lint(applyAll(text, [fix])).find(({ fatal }) => fatal);
      if (broken)
        complaints.push(`${file}: after "${desc}" for ${show([message])}: ${broken.message} (line ${broken.line})`);
    }
  }
}

/** In the order of the text, none that overlaps one before it: as ESLint does. */
function applyAll(code, fixes) {
  let text = '';
  let last = 0;
  for (const { range, text: replacement } of fixes.toSorted(
    (a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1],
  )) {
    if (text && range[0] <= last) continue;
    text += code.slice(last, range[0]) + replacement;
    last = range[1];
  }
  return text + code.slice(last);
}

function show(messages) {
  return messages.map(({ ruleId, line }) => `${ruleId}:${line}`).join(', ');
}
