// Runs steps one after another and counts them together with the tests of Vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** @typedef {{ name: string, file: string, args?: string[], isVitest?: boolean, binary?: string }} Step `binary`: another Node */

/** A script or a package's program, started by this Node without a shell. */
export function node(name, file, ...args) {
  return { name, file, args };
}

export function vitest(name, ...args) {
  return { name, file: 'node_modules/vitest/vitest.mjs', args: ['run', ...args], isVitest: true };
}

/**
 * Runs the steps up to the first that fails. The last line on stdout is `N passed, N failed`: tests and steps together;
 * a step of Vitest counts as its tests. The exit code is 1 when something failed or when a step of Vitest ran no test.
 *
 * @param {readonly Step[]} steps
 * @param {number} missing steps that there should be too, and that count as failed
 */
export function runSteps(steps, missing = 0) {
  let passed = 0;
  let failed = missing;
  for (const step of steps) {
    console.log(`\n--- ${step.name}`);
    const result = step.isVitest ? runVitest(step) : runStep(step);
    passed += result.passed;
    failed += result.failed;
    if (result.failed > 0) {
      console.log(`\nfailed: ${step.name}`);
      break;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function runStep({ file, args = [], binary }) {
  const ok = start(file, args, binary) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

function runVitest({ file, args, binary }) {
  const folder = mkdtempSync(join(tmpdir(), 'graceful-test-'));
  const output = join(folder, 'report.json');
  const code = start(file, [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${output}`], binary);
  try {
    return count(JSON.parse(readFileSync(output, 'utf8')), code);
  } catch {
    console.log('Vitest left no report.');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that does not load has no tests of its own and counts as one failure, as does an error outside all tests. */
function count({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }, code) {
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) console.log(`${skipped} tests were skipped: none may be.`);
  if (numPassedTests + numFailedTests === 0) console.log('No test ran.');
  const failed = numFailedTests + unloaded + skipped;
  const isBroken = failed === 0 && (code !== 0 || numPassedTests === 0);
  return { passed: numPassedTests, failed: isBroken ? 1 : failed };
}

/** stderr goes to stdout, so that the last line stays the last one. */
function start(file, args, binary = process.execPath) {
  return spawnSync(binary, [join(root, file), ...args], { cwd: root, stdio: ['ignore', 1, 1] }).status;
}
